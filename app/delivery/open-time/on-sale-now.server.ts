import { merchandise } from '~/decisions/recommendations/merchandising';
import { productsToShow } from '~/decisions/recommendations/products-to-show.server';
import { loadWishes } from '~/decisions/recommendations/wishes.server';
import type { Db } from '~/platform/db/db.server';

/**
 * Those of some products that may be recommended now, in their order: what a send asks of its candidates is asked again (sold, published, in stock, with a
 * picture, and not left out by a rule), and what the reader has bought since is none of them.
 */
export async function onSaleNow(
  db: Db,
  shopId: string,
  ids: readonly string[],
  { profileId, now }: { profileId: string | null; now: Date },
): Promise<string[]> {
  const [products, { rules }, bought] = await Promise.all([
    productsToShow(db, shopId, ids),
    loadWishes(db, shopId, now),
    boughtAmong(db, shopId, ids, profileId),
  ]);
  const excluding = {
    ...{ rules: rules.filter(({ effect }) => effect === 'exclude'), marginWeight: 0, usualPriceMinor: null },
  };
  const inOrder = ids.map((productId) => ({ productId, score: 1 }));
  const left = new Set(merchandise(inOrder, products, excluding).map(({ productId }) => productId));
  return ids.filter((id) => left.has(id) && !bought.has(id));
}

async function boughtAmong(
  db: Db,
  shopId: string,
  ids: readonly string[],
  profileId: string | null,
): Promise<Set<string>> {
  if (profileId === null) return new Set();
  const rows = await db.$queryRaw<{ productId: string }[]>`
    SELECT DISTINCT l."productId" FROM orders o
    JOIN order_lines l ON l."shopId" = o."shopId" AND l."orderId" = o."id"
    WHERE o."shopId" = ${shopId}::uuid AND o."profileId" = ${profileId}::uuid AND l."productId" = ANY(${[...ids]}::text[])`;
  return new Set(rows.map(({ productId }) => productId));
}
