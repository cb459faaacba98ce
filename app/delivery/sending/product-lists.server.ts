import type { BlockOf } from '../documents/blocks';
import { blocksOf, type EmailDocument } from '../documents/document';
import type { ProductSource } from '../documents/blocks/product-source';
import { merchandise } from '~/decisions/recommendations/merchandising';
import { productsToShow } from '~/decisions/recommendations/products-to-show.server';
import { loadWishes } from '~/decisions/recommendations/wishes.server';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** More than a grid shows, since some may have sold out since the catalogue was last told. */
const MOST = 12;
/** Of how long and of how many orders it is counted what sells best: enough to know, and no more the larger a shop is. */
const SELLING_MS = 30 * 86_400_000;
const SELLING_ORDERS = 5_000;

export type GridBlock = BlockOf<'product-grid' | 'hero'>;

/** Blocks that show products of some source. */
export const gridsOf = (document: EmailDocument): GridBlock[] =>
  blocksOf(document).flatMap((each) => (each.kind === 'product-grid' || each.kind === 'hero' ? [each] : []));

/** How many products of the reader's own a block takes. */
export const takenBy = (grid: GridBlock): number => (grid.kind === 'hero' ? 1 : grid.count);

/**
 * Ids of products for each grid that is the same for everybody, by its key. Chosen ones stand as they were chosen; the others are what the shop may
 * show, without what its rules leave out. A reader's own are not among them.
 */
export async function productLists(
  db: Db,
  shopId: string,
  now: Date,
  grids: readonly GridBlock[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lists = new Map<string, readonly string[]>();
  for (const { key, source } of grids) {
    if (source.from === 'recommended') continue;
    lists.set(key, source.from === 'chosen' ? source.productIds : await found(db, shopId, now, source));
  }
  return lists;
}

type Found = Exclude<ProductSource, { from: 'chosen' | 'recommended' }>;

async function found(db: Db, shopId: string, now: Date, source: Found): Promise<string[]> {
  const ids = source.from === 'newest' ? await newest(db, shopId) : await selling(db, shopId, now, source);
  const [products, { rules }] = await Promise.all([productsToShow(db, shopId, ids), loadWishes(db, shopId, now)]);
  const excluding = {
    rules: rules.filter(({ effect }) => effect === 'exclude'),
    marginWeight: 0,
    usualPriceMinor: null,
  };
  const inOrder = ids.map((productId) => ({ productId, score: 1 }));
  return merchandise(inOrder, products, excluding)
    .map(({ productId }) => productId)
    .slice(0, MOST);
}

/** Several times as many as are wanted: those that cannot be shown fall out. */
const LOOKED_AT = 100;

async function newest(db: Db, shopId: string): Promise<string[]> {
  const rows = await db.product.findMany({
    where: { shopId, status: 'ACTIVE', isPublished: true, deletedAt: null, imageUrl: { not: null } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: LOOKED_AT,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** By the number of orders they stand in. Of a collection, those that nobody bought come after, the newest first. */
async function selling(db: Db, shopId: string, now: Date, source: Found): Promise<string[]> {
  const collectionId = source.from === 'collection' ? source.collectionId : null;
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH recent AS (
      SELECT o."id" FROM orders o
      WHERE o."shopId" = ${shopId}::uuid AND o."placedAt" > ${addMs(now, -SELLING_MS)}::timestamptz AND o."cancelledAt" IS NULL
      ORDER BY o."placedAt" DESC LIMIT ${SELLING_ORDERS}),
    sold AS (
      SELECT l."productId" AS "id", count(DISTINCT l."orderId") AS "orders" FROM recent r
      JOIN order_lines l ON l."shopId" = ${shopId}::uuid AND l."orderId" = r."id" WHERE l."productId" IS NOT NULL GROUP BY 1)
    SELECT p."id" FROM products p LEFT JOIN sold s ON s."id" = p."id"
    WHERE p."shopId" = ${shopId}::uuid AND p."deletedAt" IS NULL
      AND CASE WHEN ${collectionId}::text IS NULL THEN s."id" IS NOT NULL ELSE p."collectionIds" @> ARRAY[${collectionId}::text] END
    ORDER BY coalesce(s."orders", 0) DESC, p."createdAt" DESC, p."id" LIMIT ${LOOKED_AT}`;
  return rows.map(({ id }) => id);
}
