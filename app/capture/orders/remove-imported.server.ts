import type { Db } from '~/platform/db/db.server';
import { holdOrders } from './hold-orders.server';

/** Whose orders these are. */
export async function buyersOf(db: Db, shopId: string, orderIds: string[]): Promise<string[]> {
  const rows = await db.order.findMany({ where: { shopId, id: { in: orderIds } }, select: { profileId: true } });
  return [...new Set(rows.map(({ profileId }) => profileId))];
}

/**
 * Takes orders away as if nobody had told of them, so that they may come again: those that are still as a file had them. An order that Shopify told of since has
 * lines of Shopify’s or refunds, and stays; so does one whose buyer was erased, or the same file would bring them back. Returns the ids of those that went.
 */
export async function removeImportedOrders(db: Db, shopId: string, orderIds: string[]): Promise<string[]> {
  if (!orderIds.length) return [];
  await holdOrders(db, shopId, orderIds);
  const rows = await db.$queryRaw<{ id: string }[]>`
    DELETE FROM orders o WHERE o."shopId" = ${shopId}::uuid AND o."id" = ANY(${orderIds}) AND o."erasedAt" IS NULL
      AND EXISTS (SELECT FROM order_lines l WHERE l."shopId" = o."shopId" AND l."orderId" = o."id")
      AND NOT EXISTS (SELECT FROM order_lines l WHERE l."shopId" = o."shopId" AND l."orderId" = o."id"
        AND NOT starts_with(l."id", o."id" || '/line/'))
      AND NOT EXISTS (SELECT FROM refunds r WHERE r."shopId" = o."shopId" AND r."orderId" = o."id")
    RETURNING o."id"`;
  return rows.map(({ id }) => id);
}
