import { findGoods } from '~/capture/catalog/find-mentioned.server';
import type { OrderReport } from '~/capture/events/order-reports';
import { keepAdditions } from '~/capture/imports/additions.server';
import type { ImportCounts } from '~/capture/imports/import-states';
import { holdOrders } from '~/capture/orders/hold-orders.server';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import { storeAsTold } from '~/customers/profiles/told-of.server';
import type { OrderRows } from '~/integrations/csv-files/read-order-rows';
import type { Db } from '~/platform/db/db.server';
import { appendOrderHistory } from '../reports/order-history.server';
import { weakIdentifiers } from '../reports/record-order.server';
import { takeOver } from '../reports/report-context.server';
import { evidenceOf, type ImportContext } from './import-context';

/** Stores orders that Shopify does not show any more. One that is known, by whatever way, is known better: it stays as it is. */
export async function storeImportedOrders(context: ImportContext, tx: Db, rows: OrderRows[]): Promise<ImportCounts> {
  const { services, shopId, importId } = context;
  const unknown = await withoutKnown(tx, shopId, rows);
  const persons = unknown.map(({ order }) => ({ ...order.person, otherwise: weakIdentifiers(order) }));
  const told = await identifyMany(services, tx, shopId, persons, evidenceOf(context));
  for (const each of told) await takeOver(tx, shopId, each);
  const ids = unknown.map(({ order }) => order.id);
  if (ids.length) await holdOrders(tx, shopId, ids);
  const stillUnknown = new Set(await withoutKnown(tx, shopId, unknown));
  const kept = unknown.flatMap((each, index) => {
    const toldOf = told[index];
    return toldOf && stillUnknown.has(each) ? [{ each, toldOf }] : [];
  });
  const goods = new Map<string, Awaited<ReturnType<typeof findGoods>>[number]>();
  const known = [];
  for (const { each, toldOf } of kept)
    known.push({ ...(await withGoods(tx, shopId, each, goods)), profileId: toldOf.profileId });
  await storeAsTold(
    tx,
    kept.map(({ toldOf }) => toldOf),
    known,
    async (orders) => {
      await keepAdditions(tx, { shopId, importId }, 'order', await storeOrders(tx, shopId, orders));
      await appendOrderHistory(services, tx, shopId, orders);
    },
  );
  await recomputeNumbers(
    tx,
    shopId,
    known.map(({ profileId }) => profileId),
  );
  return { orders: known.length, knownOrders: rows.length - known.length };
}

async function withoutKnown(tx: Db, shopId: string, rows: OrderRows[]): Promise<OrderRows[]> {
  const ids = rows.map(({ order }) => order.id);
  const known = await tx.order.findMany({ where: { shopId, id: { in: ids } }, select: { id: true } });
  const seen = new Set(known.map(({ id }) => id));
  return rows.filter(({ order }) => !seen.has(order.id) && seen.add(order.id));
}

/** Shopify's export names a line's product by its SKU. */
async function withGoods(
  tx: Db,
  shopId: string,
  { order, skus }: OrderRows,
  found: Map<string, Awaited<ReturnType<typeof findGoods>>[number]>,
): Promise<OrderReport> {
  for (const sku of skus)
    if (sku && !found.has(sku)) found.set(sku, (await findGoods(tx, shopId, [{ sku }]))[0] ?? null);
  const lines = order.lines.map((line, index) => {
    const goods = found.get(skus[index] ?? '');
    return goods ? { ...line, productId: goods.productId, variantId: goods.variantId ?? null } : line;
  });
  return { ...order, lines };
}
