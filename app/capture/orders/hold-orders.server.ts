import type { Db } from '~/platform/db/db.server';

/**
 * Until the transaction ends nobody else stores what is told of these orders: an order, its refunds and its deletion may come at the same time,
 * and each must see the others. A page of a sync holds all orders of the shop, one webhook its own.
 */
export async function holdOrders(db: Db, shopId: string, orderIds: string[]): Promise<void> {
  const all = `orders:${shopId}`;
  if (orderIds.length > 1) {
    await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${all}, 0))::text`;
    return;
  }
  const key = `order:${shopId}:${orderIds[0] ?? ''}`;
  await db.$queryRaw`
    SELECT pg_advisory_xact_lock_shared(hashtextextended(${all}, 0))::text
    UNION ALL SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
}
