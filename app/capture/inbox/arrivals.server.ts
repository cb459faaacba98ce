import type { Db } from '~/platform/db/db.server';
import { HOURS_LOOKED_AT } from '../data-quality/silence';

export interface Arrivals {
  source: string;
  topic: string;
  /** The newest first, an hour apart at least, by system time. */
  at: Date[];
}

/** When something of each topic came. However full the inbox is, it reads one entry of the index for each hour that it gives. */
export function arrivalsOf(db: Db, shopId: string): Promise<Arrivals[]> {
  return db.$queryRaw`
    WITH RECURSIVE topics AS (
      (SELECT "source", "topic" FROM inbox WHERE "shopId" = ${shopId}::uuid ORDER BY "source", "topic" LIMIT 1)
      UNION ALL SELECT n."source", n."topic" FROM topics t CROSS JOIN LATERAL (
        SELECT i."source", i."topic" FROM inbox i WHERE i."shopId" = ${shopId}::uuid AND (i."source", i."topic") > (t."source", t."topic")
        ORDER BY i."source", i."topic" LIMIT 1) n),
    hours AS (
      SELECT t."source", t."topic", 1 AS "step", (SELECT max(i."receivedAt") FROM inbox i
        WHERE i."shopId" = ${shopId}::uuid AND i."source" = t."source" AND i."topic" = t."topic") AS "at" FROM topics t
      UNION ALL SELECT h."source", h."topic", h."step" + 1, (SELECT max(i."receivedAt") FROM inbox i
        WHERE i."shopId" = ${shopId}::uuid AND i."source" = h."source" AND i."topic" = h."topic"
          AND i."receivedAt" <= h."at" - interval '1 hour') FROM hours h
      WHERE h."at" IS NOT NULL AND h."step" < ${HOURS_LOOKED_AT})
    SELECT "source", "topic", array_agg("at" ORDER BY "at" DESC) AS "at" FROM hours WHERE "at" IS NOT NULL GROUP BY "source", "topic"`;
}
