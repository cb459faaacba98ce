import type { Db } from '~/platform/db/db.server';

/** Another segment that some of the people are in, too. */
export interface SharedWith {
  id: string;
  name: string;
  people: number;
}

const SHOWN = 5;

/** Which other segments the people of a segment are in, too: those that most are in. */
export const sharedWith = (db: Db, shopId: string, segmentId: string): Promise<SharedWith[]> =>
  db.$queryRaw`
    SELECT s."id"::text, s."name", count(*)::int AS "people"
    FROM segment_members own
    JOIN segment_members other ON other."shopId" = own."shopId" AND other."profileId" = own."profileId" AND other."segmentId" <> own."segmentId"
    JOIN segments s ON s."shopId" = other."shopId" AND s."id" = other."segmentId"
    WHERE own."shopId" = ${shopId}::uuid AND own."segmentId" = ${segmentId}::uuid
    GROUP BY 1, 2 ORDER BY 3 DESC, 2 LIMIT ${SHOWN}`;
