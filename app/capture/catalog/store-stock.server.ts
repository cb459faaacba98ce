import type { Db } from '~/platform/db/db.server';
import type { InventoryItemReport, InventoryLevelReport, VariantStockReport } from '../events/reports';
import { newsOfChanged } from './catalog-news.server';

/** That a variant came into stock or went out of it. It holds until a product's report is newer, and may come before the product itself. */
export async function storeVariantStock(db: Db, shopId: string, report: VariantStockReport): Promise<void> {
  const { variantId, inventoryQuantity, isAvailable, updatedAt } = report;
  const newer = await db.$executeRaw`
    INSERT INTO variant_stock ("shopId", "variantId", "inventoryQuantity", "isAvailable", "sourceUpdatedAt")
    VALUES (${shopId}::uuid, ${variantId}, ${inventoryQuantity}, ${isAvailable}, ${updatedAt})
    ON CONFLICT ("shopId", "variantId") DO UPDATE SET "inventoryQuantity" = EXCLUDED."inventoryQuantity",
      "isAvailable" = EXCLUDED."isAvailable", "sourceUpdatedAt" = EXCLUDED."sourceUpdatedAt"
    WHERE variant_stock."sourceUpdatedAt" <= EXCLUDED."sourceUpdatedAt"`;
  if (!newer) return;
  const ids = await holdOlder(db, shopId, [variantId], updatedAt);
  await changeStock(db, shopId, ids, { updatedAt, quantity: inventoryQuantity, isAvailable });
}

/** Whether an item's stock is counted at all (one that is not can always be bought), and what it costs the merchant. */
export async function storeInventoryItem(db: Db, shopId: string, report: InventoryItemReport): Promise<void> {
  const { inventoryItemId, isTracked, costMinor, updatedAt } = report;
  const newer = await db.$executeRaw`
    INSERT INTO inventory_items ("shopId", "id", "isTracked", "costMinor", "sourceUpdatedAt")
    VALUES (${shopId}::uuid, ${inventoryItemId}, ${isTracked}, ${costMinor}, ${updatedAt})
    ON CONFLICT ("shopId", "id") DO UPDATE SET "isTracked" = EXCLUDED."isTracked", "costMinor" = EXCLUDED."costMinor",
      "sourceUpdatedAt" = EXCLUDED."sourceUpdatedAt"
    WHERE inventory_items."sourceUpdatedAt" <= EXCLUDED."sourceUpdatedAt"`;
  if (!newer) return;
  const variants = await db.variant.findMany({ where: { shopId, inventoryItemId }, select: { id: true } });
  const ids = await holdOlder(
    db,
    shopId,
    variants.map(({ id }) => id),
    updatedAt,
  );
  for (const variant of await db.variant.findMany({ where: { shopId, id: { in: ids } } })) {
    const quantity = variant.inventoryQuantity;
    const isAvailable = !isTracked || variant.inventoryPolicy === 'CONTINUE' || (quantity ?? 0) > 0;
    await changeStock(db, shopId, [variant.id], { updatedAt, quantity, isAvailable });
    await db.variant.update({ where: { shopId_id: { shopId, id: variant.id } }, data: { isTracked, costMinor } });
  }
}

/** How many of an item can be sold at a location; the newest report of each holds. */
export async function storeInventoryLevels(db: Db, shopId: string, levels: InventoryLevelReport[]): Promise<void> {
  if (!levels.length) return;
  await db.$executeRaw`
    INSERT INTO inventory_levels ("shopId", "inventoryItemId", "locationId", "available", "sourceUpdatedAt")
    SELECT DISTINCT ON (r."inventoryItemId", r."locationId") ${shopId}::uuid, r."inventoryItemId", r."locationId", r."available", r."updatedAt"
    FROM jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) AS r("inventoryItemId" text, "locationId" text, "available" int,
      "updatedAt" timestamptz)
    ORDER BY r."inventoryItemId", r."locationId", r."updatedAt" DESC
    ON CONFLICT ("shopId", "inventoryItemId", "locationId") DO UPDATE SET "available" = EXCLUDED."available",
      "sourceUpdatedAt" = EXCLUDED."sourceUpdatedAt"
    WHERE inventory_levels."sourceUpdatedAt" <= EXCLUDED."sourceUpdatedAt"`;
}

/** Of these variants those whose product was last told of no later; held, product and all, until the transaction ends. */
async function holdOlder(db: Db, shopId: string, variantIds: string[], updatedAt: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT v."id" FROM products p JOIN variants v ON v."shopId" = p."shopId" AND v."productId" = p."id"
    WHERE p."shopId" = ${shopId}::uuid AND v."id" = ANY(${variantIds}) AND p."sourceUpdatedAt" <= ${updatedAt}
    ORDER BY p."id" FOR NO KEY UPDATE OF p`;
  return rows.map(({ id }) => id);
}

/** Writes the stock and, where it truly changed, that it did. */
async function changeStock(
  db: Db,
  shopId: string,
  variantIds: string[],
  { updatedAt, quantity, isAvailable }: { updatedAt: Date; quantity: number | null; isAvailable: boolean },
): Promise<void> {
  await db.$executeRaw`
    WITH known AS (
      SELECT * FROM variants WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${variantIds})
        AND ("inventoryQuantity" IS DISTINCT FROM ${quantity}::int OR "isAvailable" <> ${isAvailable})
    ), changed AS (
      INSERT INTO catalog_changes ("shopId", "variantId", "productId", "occurredAt", "kind", "before", "after", "wasAvailable", "isAvailable")
      SELECT "shopId", "id", "productId", ${updatedAt}, 'stock', "inventoryQuantity", ${quantity}::int, "isAvailable", ${isAvailable} FROM known
      ON CONFLICT ("shopId", "variantId", "kind", "occurredAt")
        DO UPDATE SET "after" = EXCLUDED."after", "isAvailable" = EXCLUDED."isAvailable"
      RETURNING *
    ), news AS (${newsOfChanged})
    UPDATE variants v SET "inventoryQuantity" = ${quantity}::int, "isAvailable" = ${isAvailable}
    FROM known WHERE v."shopId" = known."shopId" AND v."id" = known."id"`;
}
