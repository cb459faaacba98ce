import type { Db } from '~/platform/db/db.server';

/** Something that an address waits to be told of. */
export interface OpenWish {
  id: string;
  /** What the product is called, with its variant where it has several. */
  title: string;
}

/** What an address still waits for, the newest wish first. */
export function openWishes(db: Db, shopId: string, addressId: string, now: Date): Promise<OpenWish[]> {
  return db.$queryRaw<OpenWish[]>`
    SELECT r."id"::text, p."title" || CASE WHEN v."title" IS NULL OR v."title" = 'Default Title' THEN '' ELSE ', ' || v."title" END AS "title"
    FROM product_requests r
    JOIN products p ON p."shopId" = r."shopId" AND p."id" = r."productId"
    LEFT JOIN variants v ON v."shopId" = r."shopId" AND v."id" = r."variantId"
    WHERE r."shopId" = ${shopId}::uuid AND r."addressId" = ${addressId}::uuid AND r."state" = 'open' AND r."expiresAt" > ${now}
    ORDER BY r."askedAt" DESC, r."id" DESC`;
}
