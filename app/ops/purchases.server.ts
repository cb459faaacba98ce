import type { Db } from '~/platform/db/db.server';

export interface Purchases {
  /** Orders that were neither tests nor cancelled. */
  orders: number;
  /** What these came to after refunds, in the shop's currency. */
  spentMinor: number;
}

/** What some people have bought, by profile; who bought nothing is missing from the answer. */
export async function purchasesOf(
  db: Db,
  { id: shopId, currency }: { id: string; currency: string },
  profileIds: string[],
): Promise<Map<string, Purchases>> {
  if (!profileIds.length) return new Map();
  const rows = await db.$queryRaw<(Purchases & { profileId: string })[]>`
    SELECT "profileId"::text, count(*)::int AS "orders",
      COALESCE(sum("totalMinor" - "refundedMinor") FILTER (WHERE "currency" = ${currency}), 0)::float8 AS "spentMinor"
    FROM orders WHERE "shopId" = ${shopId}::uuid AND "profileId" = ANY(${profileIds}::uuid[])
      AND NOT "isTest" AND "cancelledAt" IS NULL
    GROUP BY "profileId"`;
  return new Map(rows.map(({ profileId, ...purchases }) => [profileId, purchases]));
}
