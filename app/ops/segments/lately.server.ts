import { Prisma } from '@prisma/client';
import { IS_A_PERSON } from '~/customers/rules/sql/compile.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { CONSENT } from '../profile-conditions.server';
import type { PageDeps } from '../shop-context.server';
import { causeWords } from './causes';
import { shownMembers, type ShownMember } from './count-rule.server';

/** Somebody who came into a segment or left it. */
export interface MovedPerson extends ShownMember {
  /** ISO 8601. */
  at: string;
  cause: string;
}

export interface Lately {
  came: MovedPerson[];
  left: MovedPerson[];
}

const SHOWN = 5;
/** Changes in which the shown ones are looked for, the newest first: those who came and went again are passed over. */
const LOOKED_AT = 500;
export const LATELY_DAYS = 30;

interface Row {
  id: string;
  primaryAddressId: string | null;
  lastSeenAt: Date;
  consent: string | null;
  at: Date;
  cause: string;
}

/** Who came into a segment last and is still there, and who left it last and is still gone: each once, with when and why. */
export async function latelyOf(
  { vault, clock }: Pick<PageDeps, 'vault' | 'clock'>,
  db: Db,
  shopId: string,
  segmentId: string,
): Promise<Lately> {
  const now = clock.now();
  const moved = async (type: 'segment_entered' | 'segment_left'): Promise<MovedPerson[]> => {
    const rows = await movedLast(db, { shopId, segmentId, type, now });
    const shown = await shownMembers(
      { vault },
      db,
      shopId,
      rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt.toISOString() })),
    );
    return rows.flatMap(({ at, cause }, index) => {
      const person = shown[index];
      return person ? [{ ...person, at: at.toISOString(), cause: causeWords(cause) }] : [];
    });
  };
  const [came, left] = await Promise.all([moved('segment_entered'), moved('segment_left')]);
  return { came, left };
}

interface Moved {
  shopId: string;
  segmentId: string;
  type: 'segment_entered' | 'segment_left';
  now: Date;
}

const movedLast = (db: Db, { shopId, segmentId, type, now }: Moved): Promise<Row[]> =>
  db.$queryRaw`
    WITH newest AS MATERIALIZED (SELECT e."profileId", e."occurredAt" AS "at", e."properties"->>'cause' AS "cause" FROM events e
      WHERE e."shopId" = ${shopId}::uuid AND e."type" = ${type} AND e."properties"->>'segmentId' = ${segmentId}
        AND e."occurredAt" > ${addMs(now, -minutes(LATELY_DAYS * 1_440))} AND e."occurredAt" <= ${now}
      ORDER BY e."occurredAt" DESC LIMIT ${LOOKED_AT})
    SELECT p."id"::text, p."primaryAddressId"::text, p."lastSeenAt", ${CONSENT} AS "consent", e."at", e."cause"
    FROM (SELECT DISTINCT ON ("profileId") * FROM newest ORDER BY "profileId", "at" DESC) e
    JOIN profiles p ON p."shopId" = ${shopId}::uuid AND p."id" = e."profileId" AND ${IS_A_PERSON}
    WHERE ${type === 'segment_entered' ? Prisma.empty : Prisma.sql`NOT`} EXISTS (SELECT FROM segment_members m
      WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ${segmentId}::uuid AND m."profileId" = p."id")
    ORDER BY e."at" DESC, p."id" LIMIT ${SHOWN}`;
