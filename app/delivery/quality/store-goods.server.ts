import type { Db } from '~/platform/db/db.server';
import type { StorePath } from './store-paths';

/** How what a link names stands in the catalogue. Readers see only what is shown. */
export type StoreGood = { kind: 'shown' } | { kind: 'hidden' | 'deleted'; title: string } | { kind: 'missing' };

const keyOf = ({ kind, handle }: StorePath): string => `${kind}:${handle}`;

/** What the catalogue says of some products and collections. Of pages it knows nothing, and before the first sync of nothing at all: those are absent. */
export async function storeGoods(
  db: Db,
  shopId: string,
  paths: readonly StorePath[],
): Promise<(path: StorePath) => StoreGood | undefined> {
  const handles = (kind: StorePath['kind']) => paths.flatMap((path) => (path.kind === kind ? path.handle : []));
  const [products, collections, told] = await Promise.all([
    db.product.findMany({
      where: { shopId, handle: { in: handles('product') } },
      select: { handle: true, title: true, status: true, isPublished: true, deletedAt: true },
    }),
    db.collection.findMany({
      where: { shopId, handle: { in: handles('collection') } },
      select: { handle: true, title: true, deletedAt: true },
    }),
    db.syncWatermark.findMany({ where: { shopId }, select: { kind: true } }),
  ]);
  const isWhole = (kind: StorePath['kind']) => told.some((each) => each.kind === `${kind}s`);
  const found = new Map<string, StoreGood>();
  const best = (key: string, good: StoreGood) => {
    if (found.get(key)?.kind !== 'shown') found.set(key, good);
  };
  for (const { handle, title, status, isPublished, deletedAt } of products)
    best(
      `product:${handle}`,
      standing({ title, isGone: deletedAt !== null, isShown: isPublished && SHOWN.has(status) }),
    );
  for (const { handle, title, deletedAt } of collections)
    best(`collection:${handle}`, standing({ title, isGone: deletedAt !== null, isShown: true }));
  return (path) => found.get(keyOf(path)) ?? (isWhole(path.kind) ? { kind: 'missing' } : undefined);
}

/** One that is unlisted is found by its link alone. */
const SHOWN = new Set(['ACTIVE', 'UNLISTED']);

function standing({ title, isGone, isShown }: { title: string; isGone: boolean; isShown: boolean }): StoreGood {
  if (isGone) return { kind: 'deleted', title };
  return isShown ? { kind: 'shown' } : { kind: 'hidden', title };
}
