import type { Db } from '~/platform/db/db.server';
import type { OrderReport } from '../events/reports';
import { newestReports } from '../newest-reports';

export type KnownOrder = OrderReport & { profileId: string };

/**
 * Stores what is reported of orders, many at once; a report older than what is known changes nothing. Lines are those of the newest report.
 * Returns the ids of orders that were not known before.
 */
export async function storeOrders(db: Db, shopId: string, reports: KnownOrder[]): Promise<Set<string>> {
  if (!reports.length) return new Set();
  const orders = newestReports(reports);
  const json = JSON.stringify(orders.map(({ lines: _lines, person: _person, ...order }) => order));
  const rows = await db.$queryRaw<{ id: string; isNew: boolean }[]>`
    INSERT INTO orders ("shopId", "id", "name", "profileId", "cartToken", "checkoutToken", "currency", "totalMinor", "refundedMinor",
      "isTest", "placedAt", "cancelledAt", "sourceUpdatedAt")
    SELECT ${shopId}::uuid, r."id", r."name", r."profileId", r."cartToken", r."checkoutToken", r."currency", r."totalMinor",
      r."refundedMinor", r."isTest", r."placedAt", r."cancelledAt", r."updatedAt"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("id" text, "name" text, "profileId" uuid, "cartToken" text,
      "checkoutToken" text, "currency" text, "totalMinor" float8, "refundedMinor" float8, "isTest" boolean, "placedAt" timestamptz,
      "cancelledAt" timestamptz, "updatedAt" timestamptz)
    ON CONFLICT ("shopId", "id") DO UPDATE SET "profileId" = EXCLUDED."profileId", "totalMinor" = EXCLUDED."totalMinor",
      "refundedMinor" = EXCLUDED."refundedMinor", "cancelledAt" = EXCLUDED."cancelledAt", "sourceUpdatedAt" = EXCLUDED."sourceUpdatedAt",
      "cartToken" = COALESCE(EXCLUDED."cartToken", orders."cartToken"),
      "checkoutToken" = COALESCE(EXCLUDED."checkoutToken", orders."checkoutToken")
    WHERE orders."sourceUpdatedAt" <= EXCLUDED."sourceUpdatedAt"
    RETURNING "id", (xmax = 0) AS "isNew"`;
  const changed = rows.flatMap((row) => (row.isNew ? [] : row.id));
  if (changed.length)
    await db.$executeRaw`
      DELETE FROM order_lines WHERE "shopId" = ${shopId}::uuid AND "orderId" = ANY(${changed})`;
  const stored = new Set(rows.map((row) => row.id));
  await insertLines(
    db,
    shopId,
    orders.filter((order) => stored.has(order.id)),
  );
  return new Set(rows.filter((row) => row.isNew).map((row) => row.id));
}

async function insertLines(db: Db, shopId: string, orders: KnownOrder[]): Promise<void> {
  const lines = orders.flatMap((order) => order.lines.map((line) => ({ ...line, orderId: order.id })));
  if (!lines.length) return;
  await db.$executeRaw`
    INSERT INTO order_lines ("shopId", "orderId", "id", "productId", "variantId", "title", "quantity", "priceMinor")
    SELECT ${shopId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS r("orderId" text, "id" text,
      "productId" text, "variantId" text, "title" text, "quantity" int, "priceMinor" float8)
    ON CONFLICT DO NOTHING`;
}
