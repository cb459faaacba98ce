import type { Db } from '~/platform/db/db.server';
import type { ProductReport } from '../events/reports';
import { newestReports } from '../newest-reports';
import { handlesBefore } from './handles-before.server';
import { replaceVariants } from './replace-variants.server';

/**
 * Stores what is reported of products, many at once. A report older than what is known changes nothing, and a product deleted later than
 * the report stays deleted. Variants are those of the newest report.
 */
export async function storeProducts(db: Db, shopId: string, reports: ProductReport[]): Promise<void> {
  if (!reports.length) return;
  const products = newestReports(reports);
  const newer = await upsertProducts(db, shopId, products);
  const fresh = products.filter((product) => newer.has(product.id));
  if (fresh.length) await replaceVariants(db, shopId, fresh);
}

async function upsertProducts(db: Db, shopId: string, products: ProductReport[]): Promise<Set<string>> {
  const json = JSON.stringify(products.map(({ variants: _variants, ...product }) => product));
  const tellCollections = products.flatMap(({ id, collectionIds }) => (collectionIds ? id : []));
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO products ("shopId", "id", "handle", "title", "vendor", "productType", "tags", "collectionIds", "status", "isPublished",
      "imageUrl", "imageAlt", "media", "onlineStoreUrl", "createdAt", "sourceUpdatedAt")
    SELECT ${shopId}::uuid, r."id", r."handle", r."title", r."vendor", r."productType", r."tags", COALESCE(r."collectionIds", '{}'),
      r."status", r."isPublished", r."imageUrl", r."imageAlt", r."media", r."onlineStoreUrl", r."createdAt", r."updatedAt"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("id" text, "handle" text, "title" text, "vendor" text,
      "productType" text, "tags" text[], "collectionIds" text[], "status" text, "isPublished" boolean, "imageUrl" text, "imageAlt" text,
      "media" jsonb, "onlineStoreUrl" text, "createdAt" timestamptz, "updatedAt" timestamptz)
    ON CONFLICT ("shopId", "id") DO UPDATE SET "handle" = EXCLUDED."handle", "handlesBefore" = ${handlesBefore('products')},
      "title" = EXCLUDED."title", "vendor" = EXCLUDED."vendor",
      "productType" = EXCLUDED."productType", "tags" = EXCLUDED."tags",
      "collectionIds" = CASE WHEN EXCLUDED."id" = ANY(${tellCollections}) THEN EXCLUDED."collectionIds" ELSE products."collectionIds" END,
      "status" = EXCLUDED."status", "isPublished" = EXCLUDED."isPublished", "imageUrl" = EXCLUDED."imageUrl",
      "imageAlt" = EXCLUDED."imageAlt", "media" = COALESCE(EXCLUDED."media", products."media"),
      "onlineStoreUrl" = COALESCE(EXCLUDED."onlineStoreUrl", products."onlineStoreUrl"), "sourceUpdatedAt" = EXCLUDED."sourceUpdatedAt", "deletedAt" = NULL
    WHERE products."sourceUpdatedAt" <= EXCLUDED."sourceUpdatedAt"
      AND (products."deletedAt" IS NULL OR products."deletedAt" < EXCLUDED."sourceUpdatedAt")
    RETURNING "id"`;
  return new Set(rows.map((row) => row.id));
}

/** Marks a product as gone, or remembers that it is when it was never seen: a late create will not bring it back. */
export async function deleteProduct(db: Db, shopId: string, productId: string, deletedAt: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO products ("shopId", "id", "handle", "title", "tags", "collectionIds", "status", "isPublished", "createdAt",
      "sourceUpdatedAt", "deletedAt")
    VALUES (${shopId}::uuid, ${productId}, '', '', '{}', '{}', 'ARCHIVED', false, ${deletedAt}, ${deletedAt}, ${deletedAt})
    ON CONFLICT ("shopId", "id") DO UPDATE SET "deletedAt" = GREATEST(products."deletedAt", EXCLUDED."deletedAt")
    WHERE products."sourceUpdatedAt" <= EXCLUDED."deletedAt"`;
}
