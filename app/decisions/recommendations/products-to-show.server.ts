import type { Db } from '~/platform/db/db.server';
import { usualPrice, type ProductForRules } from './merchandising';
import type { Asked } from './recommend';

/** Ids in one statement: it is planned anew for each, and PostgreSQL takes no more than 65,535. */
const MOST_IDS = 10_000;

/** Those of them that may be shown at all (sold, published, in stock, with a picture), with what rules look at. */
export async function productsToShow(
  db: Db,
  shopId: string,
  among: readonly string[],
): Promise<Map<string, ProductForRules>> {
  const ids = [...new Set(among)];
  const shown = new Map<string, ProductForRules>();
  for (let from = 0; from < ids.length; from += MOST_IDS)
    for (const product of await showableAmong(db, shopId, ids.slice(from, from + MOST_IDS)))
      shown.set(product.id, product);
  return shown;
}

/**
 * One statement by hand: a storefront waits for it. The price is the cheapest variant's; the margin is of the variant that earns least, by its share
 * of the price, and null where of none it is known what it costs.
 */
const showableAmong = (db: Db, shopId: string, among: string[]): Promise<ProductForRules[]> =>
  db.$queryRaw<ProductForRules[]>`
    SELECT p."id", p."vendor", p."productType", p."tags", p."collectionIds", v."priceMinor", v."margin"
    FROM products p JOIN LATERAL (
      SELECT min(v."priceMinor") AS "priceMinor", bool_or(v."isAvailable") AS "isAvailable",
        min(1 - v."costMinor" / v."priceMinor") FILTER (WHERE v."costMinor" IS NOT NULL AND v."priceMinor" > 0) AS "margin"
      FROM variants v WHERE v."shopId" = p."shopId" AND v."productId" = p."id") v ON v."isAvailable"
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${among}::text[])
      AND p."status" = 'ACTIVE' AND p."isPublished" AND p."deletedAt" IS NULL AND p."imageUrl" IS NOT NULL`;

/** The ids of a collection's products. */
export async function productsOfCollection(db: Db, shopId: string, collectionId: string): Promise<Set<string>> {
  const rows = await db.product.findMany({
    where: { shopId, collectionIds: { has: collectionId }, status: 'ACTIVE', deletedAt: null },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Products that say what somebody usually pays. */
const MOST_PRICED = 20;

/**
 * What each usually pays for one product, by what is nearest to this moment: the cart, else what they looked at, else what they bought. Null where
 * nothing of it has a price.
 */
export async function usualPricesOf(db: Db, shopId: string, asked: readonly Asked[]): Promise<(number | null)[]> {
  const nearest = asked.map(({ cart, viewed, orders }) => {
    const bought = orders.flatMap(({ items }) => items);
    return [cart, viewed, bought].find((ids) => ids.length > 0)?.slice(0, MOST_PRICED) ?? [];
  });
  const prices = await pricesOf(db, shopId, [...new Set(nearest.flat())]);
  return nearest.map((ids) => usualPrice(ids.map((id) => prices.get(id) ?? null)));
}

async function pricesOf(db: Db, shopId: string, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; priceMinor: number }[]>`
    SELECT v."productId" AS "id", min(v."priceMinor") AS "priceMinor" FROM variants v
    WHERE v."shopId" = ${shopId}::uuid AND v."productId" = ANY(${ids}::text[]) GROUP BY 1`;
  return new Map(rows.map(({ id, priceMinor }) => [id, priceMinor]));
}
