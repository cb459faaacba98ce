import type { Db } from '~/platform/db/db.server';

/** What else names the orders that were erased, for whoever looks for them elsewhere. */
export interface ErasedOrders {
  orderIds: string[];
  /** Of carts and checkouts. */
  tokens: string[];
}

/**
 * Takes out of persons' orders what leads to them: where they came from, the codes they used, their cart, and the merchant's own words on a line. What
 * was bought and paid stays, for the shop's books and its recommender; the order is closed, and nothing that is told of it later changes it.
 */
export async function eraseOrders(db: Db, shopId: string, profileIds: string[], at: Date): Promise<ErasedOrders> {
  const rows = await db.order.findMany({
    where: { shopId, profileId: { in: profileIds } },
    select: { id: true, cartToken: true, checkoutToken: true },
  });
  const orderIds = rows.map(({ id }) => id);
  await db.$executeRaw`
    UPDATE orders SET "cartToken" = NULL, "checkoutToken" = NULL, "discountCodes" = '{}', "attribution" = NULL,
      "erasedAt" = COALESCE("erasedAt", ${at})
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${orderIds})`;
  // A line without a product is one that somebody at the shop wrote by hand: “Engraving for Anna”.
  await db.$executeRaw`
    UPDATE order_lines SET "title" = '' WHERE "shopId" = ${shopId}::uuid AND "orderId" = ANY(${orderIds}) AND "productId" IS NULL`;
  return {
    orderIds,
    tokens: rows.flatMap(({ cartToken, checkoutToken }) => [cartToken ?? [], checkoutToken ?? []].flat()),
  };
}

/** Whether an order's buyer was erased: what is told of it is of somebody who is gone. */
export async function isErasedOrder(db: Db, shopId: string, id: string): Promise<boolean> {
  return (await db.order.count({ where: { shopId, id, erasedAt: { not: null } } })) > 0;
}
