import type { Db } from '~/platform/db/db.server';
import { bury } from '../tombstones.server';
import { holdOrders } from './hold-orders.server';

/**
 * Takes an order away with its lines and refunds, and remembers that it is gone: what is told of it later is left out.
 * Returns whose it was, or null where it was not known.
 */
export async function deleteOrder(
  db: Db,
  shopId: string,
  orderId: string,
  deletedAt: Date,
): Promise<{ profileId: string } | null> {
  await holdOrders(db, shopId, [orderId]);
  await bury(db, shopId, 'order', orderId, deletedAt);
  await db.refund.deleteMany({ where: { shopId, orderId } });
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    DELETE FROM orders WHERE "shopId" = ${shopId}::uuid AND "id" = ${orderId} RETURNING "profileId"::text`;
  return rows[0] ?? null;
}

/** Whose order it is, or null where it is not known. */
export async function buyerOf(db: Db, shopId: string, orderId: string): Promise<string | null> {
  const order = await db.order.findUnique({
    where: { shopId_id: { shopId, id: orderId } },
    select: { profileId: true },
  });
  return order?.profileId ?? null;
}
