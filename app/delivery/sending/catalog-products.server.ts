import type { Db } from '~/platform/db/db.server';
import type { CatalogProduct } from '../rendering/catalog-product';

/** Products as a mail shows them, with the cheapest variant that can be bought. One that comes in no form at all is not among them. */
export async function loadCatalogProducts(db: Db, shopId: string, ids: string[]): Promise<Map<string, CatalogProduct>> {
  const rows = await db.$queryRaw<CatalogProduct[]>`
    SELECT p."id", p."handle", p."title", p."imageUrl", v."priceMinor", v."id" AS "variantId", v."compareAtMinor", v."variantCount"
    FROM products p CROSS JOIN LATERAL (
      SELECT v."id", v."priceMinor", v."compareAtPriceMinor" AS "compareAtMinor", (count(*) OVER ())::int AS "variantCount" FROM variants v WHERE v."shopId" = p."shopId" AND v."productId" = p."id"
      ORDER BY v."isAvailable" DESC, v."priceMinor", v."position" LIMIT 1) v
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${[...new Set(ids)]}::text[])`;
  return new Map(rows.map((product) => [product.id, product]));
}
