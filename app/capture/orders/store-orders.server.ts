import type { Db } from '~/platform/db/db.server';
import type { OrderReport } from '../events/reports';
import { newestReports } from '../newest-reports';
import { holdOrders } from './hold-orders.server';
import { countRefunds, insertRefunds } from './store-refunds.server';

/** `toldHash`: of what a webhook told; absent: something else tells of it. */
export type KnownOrder = OrderReport & { profileId: string; toldHash?: string };

/**
 * Stores what is reported of orders, many at once; a report older than what is known changes nothing, but for refunds that only it names.
 * Lines are those of the newest report. An order that was deleted does not come back, and one whose buyer was erased stays as it is.
 * Returns the ids of orders that were not known before.
 */
export async function storeOrders(db: Db, shopId: string, reports: KnownOrder[]): Promise<Set<string>> {
  if (!reports.length) return new Set();
  const orders = newestReports(reports);
  const ids = orders.map(({ id }) => id);
  await holdOrders(db, shopId, ids);
  await insertRefunds(
    db,
    shopId,
    reports.flatMap(({ refunds }) => refunds),
  );
  const rows = await upsertOrders(db, shopId, orders);
  await countRefunds(db, shopId, ids);
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

/** What a report does not tell stays. Returns those that were stored. */
function upsertOrders(db: Db, shopId: string, orders: KnownOrder[]): Promise<{ id: string; isNew: boolean }[]> {
  const json = JSON.stringify(orders.map(({ lines: _lines, person: _person, refunds: _refunds, ...order }) => order));
  return db.$queryRaw<{ id: string; isNew: boolean }[]>`
    INSERT INTO orders ("shopId", "id", "name", "profileId", "cartToken", "checkoutToken", "currency", "totalMinor", "refundedMinor",
      "subtotalMinor", "discountMinor", "shippingMinor", "discountCodes", "financialStatus", "fulfillmentStatus", "sourceName",
      "attribution", "shippedTo", "isTest", "placedAt", "cancelledAt", "sourceUpdatedAt", "toldHash")
    SELECT ${shopId}::uuid, r."id", r."name", r."profileId", r."cartToken", r."checkoutToken", r."currency", r."totalMinor",
      r."refundedMinor", r."subtotalMinor", r."discountMinor", r."shippingMinor",
      COALESCE(r."discountCodes", known."discountCodes", '{}'), r."financialStatus", r."fulfillmentStatus", r."sourceName",
      r."attribution", r."shippedTo", r."isTest", r."placedAt", r."cancelledAt", r."updatedAt", r."toldHash"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("id" text, "name" text, "profileId" uuid, "cartToken" text,
      "checkoutToken" text, "currency" text, "totalMinor" float8, "refundedMinor" float8, "subtotalMinor" float8, "discountMinor" float8,
      "shippingMinor" float8, "discountCodes" text[], "financialStatus" text, "fulfillmentStatus" text, "sourceName" text,
      "attribution" jsonb, "shippedTo" jsonb, "isTest" boolean, "placedAt" timestamptz, "cancelledAt" timestamptz, "updatedAt" timestamptz, "toldHash" text)
    LEFT JOIN orders known ON known."shopId" = ${shopId}::uuid AND known."id" = r."id"
    WHERE NOT EXISTS (SELECT 1 FROM tombstones t WHERE t."shopId" = ${shopId}::uuid AND t."kind" = 'order' AND t."id" = r."id")
    ON CONFLICT ("shopId", "id") DO UPDATE SET "profileId" = EXCLUDED."profileId", "totalMinor" = EXCLUDED."totalMinor",
      "refundedMinor" = EXCLUDED."refundedMinor", "cancelledAt" = EXCLUDED."cancelledAt", "sourceUpdatedAt" = EXCLUDED."sourceUpdatedAt",
      "toldHash" = EXCLUDED."toldHash",
      "isTest" = EXCLUDED."isTest", "discountCodes" = EXCLUDED."discountCodes",
      "cartToken" = COALESCE(EXCLUDED."cartToken", orders."cartToken"),
      "checkoutToken" = COALESCE(EXCLUDED."checkoutToken", orders."checkoutToken"),
      "subtotalMinor" = COALESCE(EXCLUDED."subtotalMinor", orders."subtotalMinor"),
      "discountMinor" = COALESCE(EXCLUDED."discountMinor", orders."discountMinor"),
      "shippingMinor" = COALESCE(EXCLUDED."shippingMinor", orders."shippingMinor"),
      "financialStatus" = COALESCE(EXCLUDED."financialStatus", orders."financialStatus"),
      "fulfillmentStatus" = COALESCE(EXCLUDED."fulfillmentStatus", orders."fulfillmentStatus"),
      "sourceName" = COALESCE(EXCLUDED."sourceName", orders."sourceName"),
      "attribution" = COALESCE(EXCLUDED."attribution", orders."attribution"),
      "shippedTo" = COALESCE(EXCLUDED."shippedTo", orders."shippedTo")
    WHERE orders."sourceUpdatedAt" <= EXCLUDED."sourceUpdatedAt" AND orders."erasedAt" IS NULL
    RETURNING "id", (xmax = 0) AS "isNew"`;
}

async function insertLines(db: Db, shopId: string, orders: KnownOrder[]): Promise<void> {
  const lines = orders.flatMap((order) => order.lines.map((line) => ({ ...line, orderId: order.id })));
  if (!lines.length) return;
  await db.$executeRaw`
    INSERT INTO order_lines ("shopId", "orderId", "id", "productId", "variantId", "title", "quantity", "currentQuantity", "priceMinor")
    SELECT ${shopId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS r("orderId" text, "id" text,
      "productId" text, "variantId" text, "title" text, "quantity" int, "currentQuantity" int, "priceMinor" float8)
    ON CONFLICT DO NOTHING`;
}
