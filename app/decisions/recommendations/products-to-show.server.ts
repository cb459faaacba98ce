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

async function showableAmong(db: Db, shopId: string, among: string[]): Promise<ProductForRules[]> {
  const products = await db.product.findMany({
    where: {
      shopId,
      id: { in: among },
      status: 'ACTIVE',
      isPublished: true,
      deletedAt: null,
      imageUrl: { not: null },
      variants: { some: { isAvailable: true } },
    },
    select: {
      ...{ id: true, vendor: true, productType: true, tags: true, collectionIds: true },
      variants: { select: { priceMinor: true, costMinor: true } },
    },
  });
  return products.map(({ variants, ...facts }) => ({
    ...{ ...facts, priceMinor: cheapest(variants), margin: marginOf(variants) },
  }));
}

const cheapest = (variants: readonly { priceMinor: number }[]): number | null =>
  variants.length > 0 ? Math.min(...variants.map(({ priceMinor }) => priceMinor)) : null;

/** Of the variant that earns least, by its share of the price; null where of none it is known what it costs. */
function marginOf(variants: readonly { priceMinor: number; costMinor: number | null }[]): number | null {
  const known = variants.flatMap(({ priceMinor, costMinor }) =>
    costMinor === null || priceMinor <= 0 ? [] : [1 - costMinor / priceMinor],
  );
  return known.length > 0 ? Math.min(...known) : null;
}

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

async function pricesOf(db: Db, shopId: string, ids: string[]): Promise<Map<string, number | null>> {
  if (ids.length === 0) return new Map();
  const products = await db.product.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, variants: { select: { priceMinor: true } } },
  });
  return new Map(products.map(({ id, variants }) => [id, cheapest(variants)]));
}
