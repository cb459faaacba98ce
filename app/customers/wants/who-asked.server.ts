import type { Db } from '~/platform/db/db.server';

/** Whom to look for: who asked for a variant and was not looked at yet. */
export interface AskedFor {
  variantId: string;
  /** Requests after this one; null: from the first. */
  afterId: string | null;
  most: number;
  now: Date;
}

export interface Asker {
  /** The request. */
  id: string;
  profileId: string;
}

/**
 * Who wants to be told of a variant and may be: in the order in which they asked. Not those who have bought it since, who wait to be confirmed, or whose
 * request has lapsed. What a request may be answered with is decided once more when the mail leaves.
 */
export function whoAsked(db: Db, shopId: string, { variantId, afterId, most, now }: AskedFor): Promise<Asker[]> {
  return db.$queryRaw<Asker[]>`
    SELECT r."id"::text AS "id", p."id"::text AS "profileId" FROM product_requests r
    JOIN addresses a ON a."shopId" = r."shopId" AND a."id" = r."addressId"
    JOIN profiles p ON p."shopId" = a."shopId" AND p."id" = a."profileId" AND p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL
    WHERE r."shopId" = ${shopId}::uuid AND r."variantId" = ${variantId} AND r."state" = 'open' AND r."expiresAt" > ${now}
      AND (${afterId}::uuid IS NULL OR r."id" > ${afterId}::uuid)
      AND EXISTS (SELECT FROM consent_states c WHERE c."shopId" = r."shopId" AND c."addressId" = p."primaryAddressId"
        AND c."purpose" IN ('back-in-stock', 'marketing') AND c."state" = 'granted')
      AND NOT EXISTS (SELECT FROM orders o JOIN order_lines l ON l."shopId" = o."shopId" AND l."orderId" = o."id"
        WHERE o."shopId" = r."shopId" AND o."profileId" = p."id" AND o."placedAt" >= r."askedAt" AND o."cancelledAt" IS NULL
          AND l."variantId" = r."variantId")
    ORDER BY r."id" LIMIT ${most}`;
}

/** Their wish is on its way to be fulfilled: each hears of it once. */
export async function noteTold(db: Db, shopId: string, requestIds: readonly string[], now: Date): Promise<void> {
  if (requestIds.length === 0) return;
  await db.productRequest.updateMany({
    where: { shopId, id: { in: [...requestIds] }, state: 'open' },
    data: { state: 'told', endedAt: now },
  });
}
