import type { Db } from '~/platform/db/db.server';

/**
 * Counts anew what these people's orders amount to, from the orders as they are stored now. To be called in the transaction that changed an
 * order, or whose orders are: profiles are held until it ends, so that two changes at the same time see each other.
 *
 * Test orders and cancelled ones are left out. Money is in the shop's currency; orders in another one, of a shop that changed it, count as
 * orders and pieces only. `averageMinor` is of what was ordered, rounded half up.
 */
export async function recomputeNumbers(db: Db, shopId: string, profileIds: string[]): Promise<void> {
  const ids = [...new Set(profileIds)].sort();
  if (!ids.length) return;
  await db.$queryRaw`
    SELECT 1 FROM profiles WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  await db.$executeRaw`
    INSERT INTO profile_numbers ("shopId", "profileId", "orderCount", "grossMinor", "refundedMinor", "netMinor", "averageMinor", "itemCount",
      "firstOrderAt", "lastOrderAt")
    SELECT p."shopId", p."id", n.* FROM profiles p JOIN shops s ON s."id" = p."shopId" CROSS JOIN LATERAL (
      SELECT count(*), COALESCE(sum(o."totalMinor") FILTER (WHERE o."currency" = s."currency"), 0),
        COALESCE(sum(o."refundedMinor") FILTER (WHERE o."currency" = s."currency"), 0),
        COALESCE(sum(o."totalMinor" - o."refundedMinor") FILTER (WHERE o."currency" = s."currency"), 0),
        COALESCE(floor(avg(o."totalMinor") FILTER (WHERE o."currency" = s."currency") + 0.5), 0), COALESCE(sum(l."pieces"), 0),
        min(o."placedAt"), max(o."placedAt")
      FROM orders o CROSS JOIN LATERAL (
        SELECT sum(COALESCE(l."currentQuantity", l."quantity")) AS "pieces" FROM order_lines l
        WHERE l."shopId" = o."shopId" AND l."orderId" = o."id"
      ) l
      WHERE o."shopId" = p."shopId" AND o."profileId" = p."id" AND NOT o."isTest" AND o."cancelledAt" IS NULL
    ) n
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${ids}::uuid[])
    ON CONFLICT ("shopId", "profileId") DO UPDATE SET "orderCount" = EXCLUDED."orderCount", "grossMinor" = EXCLUDED."grossMinor",
      "refundedMinor" = EXCLUDED."refundedMinor", "netMinor" = EXCLUDED."netMinor", "averageMinor" = EXCLUDED."averageMinor",
      "itemCount" = EXCLUDED."itemCount", "firstOrderAt" = EXCLUDED."firstOrderAt", "lastOrderAt" = EXCLUDED."lastOrderAt"`;
}

export interface ProfileNumbers {
  orderCount: number;
  grossMinor: number;
  refundedMinor: number;
  netMinor: number;
  averageMinor: number;
  itemCount: number;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
}

const none: ProfileNumbers = {
  ...{ orderCount: 0, grossMinor: 0, refundedMinor: 0, netMinor: 0, averageMinor: 0, itemCount: 0 },
  ...{ firstOrderAt: null, lastOrderAt: null },
};

/** Of somebody who never ordered, all are zero. */
export async function numbersOf(db: Db, shopId: string, profileId: string): Promise<ProfileNumbers> {
  const row = await db.profileNumbers.findUnique({ where: { shopId_profileId: { shopId, profileId } } });
  if (!row) return none;
  const { shopId: _shop, profileId: _profile, ...numbers } = row;
  return numbers;
}
