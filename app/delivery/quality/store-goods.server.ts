import type { Db } from '~/platform/db/db.server';
import type { StorePath } from './store-paths';

/** How what a link names stands in the catalogue. Readers see only what is shown. */
export type StoreGood =
  | { kind: 'shown' }
  | { kind: 'hidden' | 'deleted'; title: string }
  /** It is shown by another address by now; this one leads there only where the store redirects it. */
  | { kind: 'renamed'; title: string; handle: string }
  | { kind: 'missing' };

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
      where: { shopId, OR: called(handles('product')) },
      select: { ...NAMES, status: true, isPublished: true, deletedAt: true },
    }),
    db.collection.findMany({
      where: { shopId, OR: called(handles('collection')) },
      select: { ...NAMES, deletedAt: true },
    }),
    db.syncWatermark.findMany({ where: { shopId }, select: { kind: true } }),
  ]);
  const isWhole = (kind: StorePath['kind']) => told.some((each) => each.kind === `${kind}s`);
  const found = new Map<string, StoreGood>();
  const best = (key: string, good: StoreGood) => {
    if (RANK[good.kind] > RANK[found.get(key)?.kind ?? 'missing']) found.set(key, good);
  };
  const note = (kind: StorePath['kind'], { handle, handlesBefore, title }: Named, good: StoreGood) => {
    best(`${kind}:${handle}`, good);
    if (good.kind === 'shown')
      for (const before of handlesBefore) best(`${kind}:${before}`, { kind: 'renamed', title, handle });
  };
  for (const { status, isPublished, deletedAt, ...named } of products)
    note('product', named, standing(named, { isGone: deletedAt !== null, isShown: isPublished && SHOWN.has(status) }));
  for (const { deletedAt, ...named } of collections)
    note('collection', named, standing(named, { isGone: deletedAt !== null, isShown: true }));
  return (path) => found.get(keyOf(path)) ?? (isWhole(path.kind) ? { kind: 'missing' } : undefined);
}

/** One that is unlisted is found by its link alone. */
const SHOWN = new Set(['ACTIVE', 'UNLISTED']);

interface Named {
  handle: string;
  handlesBefore: string[];
  title: string;
}

const NAMES = { handle: true, handlesBefore: true, title: true } as const;
/** Of goods that go, or went, by one address what readers see says most. */
const RANK: Readonly<Record<StoreGood['kind'], number>> = { shown: 4, renamed: 3, hidden: 2, deleted: 1, missing: 0 };

const called = (handles: string[]) => [{ handle: { in: handles } }, { handlesBefore: { hasSome: handles } }];

function standing({ title }: Named, { isGone, isShown }: { isGone: boolean; isShown: boolean }): StoreGood {
  if (isGone) return { kind: 'deleted', title };
  return isShown ? { kind: 'shown' } : { kind: 'hidden', title };
}
