import type { Db } from '~/platform/db/db.server';

/**
 * Takes out of persons' orders what leads to them: where they came from and went to, the codes they used, their cart, and the merchant's own words on a line. What
 * was bought and paid stays, for the shop's books and its recommender; the order is closed, and nothing that is told of it later changes it.
 */
export async function eraseOrders(db: Db, shopId: string, profileIds: string[], at: Date): Promise<void> {
  // A line without a product is one that somebody at the shop wrote by hand: “Engraving for Anna”.
  await db.$executeRaw`
    UPDATE order_lines l SET "title" = '' FROM orders o
    WHERE l."shopId" = ${shopId}::uuid AND o."shopId" = l."shopId" AND o."id" = l."orderId" AND l."productId" IS NULL
      AND o."profileId" = ANY(${profileIds}::uuid[])`;
  await db.$executeRaw`
    UPDATE orders SET "cartToken" = NULL, "checkoutToken" = NULL, "discountCodes" = '{}', "attribution" = NULL, "shippedTo" = NULL,
      "toldHash" = NULL,
      "erasedAt" = COALESCE("erasedAt", ${at})
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ANY(${profileIds}::uuid[])`;
}

/** Whether an order's buyer was erased: what is told of it is of somebody who is gone. */
export async function isErasedOrder(db: Db, shopId: string, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM orders WHERE "shopId" = ${shopId}::uuid AND "id" = ${id} AND "erasedAt" IS NOT NULL`;
  return rows.length > 0;
}
