import type { Db } from '~/platform/db/db.server';
import type { ProductReport } from '../events/reports';
import { newsOfChanged } from './catalog-news.server';

/**
 * Makes the variants of these products those of their reports, and keeps each change of price or stock with what is worth telling of it. The products' rows must be held, and
 * the reports be the newest of them. What topics of their own told of a variant's stock later than a report stays.
 */
export async function replaceVariants(db: Db, shopId: string, products: ProductReport[]): Promise<void> {
  const variants = products.flatMap((product) =>
    product.variants.map((variant, position) => ({
      ...variant,
      position,
      productId: product.id,
      updatedAt: product.updatedAt,
    })),
  );
  await db.variant.deleteMany({
    where: {
      shopId,
      productId: { in: products.map((product) => product.id) },
      id: { notIn: variants.map((variant) => variant.id) },
    },
  });
  await upsertVariants(db, shopId, JSON.stringify(variants));
}

/** One statement, so that each change is measured against what it replaces. */
async function upsertVariants(db: Db, shopId: string, json: string): Promise<void> {
  await db.$executeRaw`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS r("id" text, "productId" text, "title" text, "sku" text, "position" int,
        "priceMinor" float8, "compareAtPriceMinor" float8, "inventoryQuantity" int, "isAvailable" boolean, "imageUrl" text,
        "inventoryItemId" text, "inventoryPolicy" text, "isTracked" boolean, "costMinor" float8, "options" jsonb, "updatedAt" timestamptz)
    ), known AS (
      SELECT t.*, s."variantId" IS NOT NULL AS "hasStock", s."inventoryQuantity" AS "stockQuantity", s."isAvailable" AS "stockAvailable",
        CASE WHEN t."isTracked" IS NULL OR i."sourceUpdatedAt" > t."updatedAt" THEN COALESCE(i."isTracked", t."isTracked", v."isTracked")
          ELSE t."isTracked" END AS "counted",
        CASE WHEN t."costMinor" IS NOT NULL AND (i."sourceUpdatedAt" > t."updatedAt") IS NOT TRUE THEN t."costMinor"
          WHEN t."costMinor" IS NULL AND v."id" IS NOT NULL THEN v."costMinor" ELSE i."costMinor" END AS "cost"
      FROM told t
      LEFT JOIN variants v ON v."shopId" = ${shopId}::uuid AND v."id" = t."id"
      LEFT JOIN variant_stock s ON s."shopId" = ${shopId}::uuid AND s."variantId" = t."id" AND s."sourceUpdatedAt" > t."updatedAt"
      LEFT JOIN inventory_items i ON i."shopId" = ${shopId}::uuid AND i."id" = COALESCE(t."inventoryItemId", v."inventoryItemId")
    ), fresh AS (
      SELECT k.*, CASE WHEN "hasStock" THEN "stockQuantity" ELSE "inventoryQuantity" END AS "quantity",
        (CASE WHEN "hasStock" THEN "stockAvailable" ELSE "isAvailable" END OR "counted" IS FALSE) AS "available"
      FROM known k
    ), changed AS (
      INSERT INTO catalog_changes ("shopId", "variantId", "productId", "occurredAt", "kind", "before", "after", "wasAvailable", "isAvailable")
      SELECT ${shopId}::uuid, f."id", f."productId", f."updatedAt", c.*, v."isAvailable", f."available"
      FROM fresh f JOIN variants v ON v."shopId" = ${shopId}::uuid AND v."id" = f."id"
      CROSS JOIN LATERAL (
        SELECT 'price', v."priceMinor"::float8, f."priceMinor" WHERE v."priceMinor" <> f."priceMinor"
        UNION ALL SELECT 'stock', v."inventoryQuantity", f."quantity"
          WHERE v."inventoryQuantity" IS DISTINCT FROM f."quantity" OR v."isAvailable" <> f."available"
      ) AS c
      ON CONFLICT ("shopId", "variantId", "kind", "occurredAt")
        DO UPDATE SET "after" = EXCLUDED."after", "isAvailable" = EXCLUDED."isAvailable"
      RETURNING *
    ), news AS (${newsOfChanged})
    INSERT INTO variants ("shopId", "id", "productId", "title", "sku", "position", "priceMinor", "compareAtPriceMinor",
      "inventoryQuantity", "isAvailable", "imageUrl", "inventoryItemId", "inventoryPolicy", "isTracked", "costMinor", "options")
    SELECT ${shopId}::uuid, "id", "productId", "title", "sku", "position", "priceMinor", "compareAtPriceMinor", "quantity", "available",
      "imageUrl", "inventoryItemId", "inventoryPolicy", "counted", "cost", "options" FROM fresh
    ON CONFLICT ("shopId", "id") DO UPDATE SET "productId" = EXCLUDED."productId", "title" = EXCLUDED."title", "sku" = EXCLUDED."sku",
      "position" = EXCLUDED."position", "priceMinor" = EXCLUDED."priceMinor", "compareAtPriceMinor" = EXCLUDED."compareAtPriceMinor",
      "inventoryQuantity" = EXCLUDED."inventoryQuantity", "isAvailable" = EXCLUDED."isAvailable", "imageUrl" = EXCLUDED."imageUrl",
      "inventoryItemId" = COALESCE(EXCLUDED."inventoryItemId", variants."inventoryItemId"),
      "inventoryPolicy" = COALESCE(EXCLUDED."inventoryPolicy", variants."inventoryPolicy"),
      "isTracked" = EXCLUDED."isTracked", "costMinor" = EXCLUDED."costMinor", "options" = COALESCE(EXCLUDED."options", variants."options")`;
}
