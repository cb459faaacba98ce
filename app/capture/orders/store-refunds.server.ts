import type { Db } from '~/platform/db/db.server';
import type { RefundReport } from '../events/reports';
import { holdOrders } from './hold-orders.server';

/**
 * Stores what is told of refunds, before or after their orders; one that is there already stays. Those of a deleted order are left out.
 * Returns whose orders came to another amount.
 */
export async function storeRefunds(db: Db, shopId: string, refunds: RefundReport[]): Promise<string[]> {
  if (!refunds.length) return [];
  const orderIds = [...new Set(refunds.map(({ orderId }) => orderId))];
  await holdOrders(db, shopId, orderIds);
  await insertRefunds(db, shopId, refunds);
  return countRefunds(db, shopId, orderIds);
}

/**
 * Refunds that are known by themselves may be more than a report of the order knew of. Orders must be held.
 * Returns whose orders came to another amount.
 */
export async function countRefunds(db: Db, shopId: string, orderIds: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    UPDATE orders o SET "refundedMinor" = r."sum"
    FROM (SELECT "orderId", sum("amountMinor") AS "sum" FROM refunds
      WHERE "shopId" = ${shopId}::uuid AND "orderId" = ANY(${orderIds}) GROUP BY "orderId") r
    WHERE o."shopId" = ${shopId}::uuid AND o."id" = r."orderId" AND o."refundedMinor" < r."sum"
    RETURNING o."profileId"::text`;
  return [...new Set(rows.map(({ profileId }) => profileId))];
}

/** Orders must be held. */
export async function insertRefunds(db: Db, shopId: string, refunds: RefundReport[]): Promise<void> {
  if (!refunds.length) return;
  await db.$executeRaw`
    INSERT INTO refunds ("shopId", "id", "orderId", "amountMinor", "refundedAt", "lines")
    SELECT ${shopId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify(refunds)}::jsonb) AS r("id" text, "orderId" text,
      "amountMinor" float8, "refundedAt" timestamptz, "lines" jsonb)
    WHERE NOT EXISTS (SELECT 1 FROM tombstones t WHERE t."shopId" = ${shopId}::uuid AND t."kind" = 'order' AND t."id" = r."orderId")
    ON CONFLICT DO NOTHING`;
}

/** What is known to have been paid back of an order, oldest first. */
export async function refundsOf(
  db: Db,
  shopId: string,
  orderId: string,
): Promise<Pick<RefundReport, 'id' | 'orderId' | 'amountMinor' | 'refundedAt'>[]> {
  return db.$queryRaw`
    SELECT "id", "orderId", "amountMinor", "refundedAt" FROM refunds
    WHERE "shopId" = ${shopId}::uuid AND "orderId" = ${orderId} ORDER BY "refundedAt", "id"`;
}
