import type { Offer } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

const DAY_MS = 86_400_000;

/** How many people of some segments had a code of an offer that is used or over, and may have no other yet. */
export async function hadCode(
  db: Db,
  { shopId, id, againAfterDays }: Offer,
  segmentIds: readonly string[],
  now: Date,
): Promise<number> {
  const mayAgainBefore = againAfterDays === null ? null : new Date(now.getTime() - againAfterDays * DAY_MS);
  const [row] = await db.$queryRaw<[{ people: number }]>`
    SELECT count(*)::int AS "people" FROM (
      SELECT m."profileId" FROM discount_codes c JOIN messages m ON m."shopId" = c."shopId" AND m."id" = c."messageId"
      WHERE c."shopId" = ${shopId}::uuid AND c."offerId" = ${id}::uuid AND c."givenAt" IS NOT NULL
        AND EXISTS (SELECT FROM segment_members s WHERE s."shopId" = m."shopId" AND s."profileId" = m."profileId"
          AND s."segmentId" = ANY(${[...segmentIds]}::uuid[]))
      GROUP BY m."profileId"
      HAVING NOT bool_or(c."state" = 'given' AND c."usedAt" IS NULL AND c."endsAt" > ${now}::timestamptz)
        AND COALESCE(max(c."givenAt") FILTER (WHERE c."usedAt" IS NOT NULL OR c."endsAt" <= ${now}::timestamptz) > ${mayAgainBefore}::timestamptz,
          bool_or(c."usedAt" IS NOT NULL OR c."endsAt" <= ${now}::timestamptz))) AS had`;
  return row.people;
}
