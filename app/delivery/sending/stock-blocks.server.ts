import type { Shop } from '@prisma/client';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { Db } from '~/platform/db/db.server';
import { blocksOf, type EmailDocument } from '../documents/document';
import type { BlockFilling } from '../rendering/mail-ingredients';
import { loadCatalogProducts } from './catalog-products.server';
import type { DraftDeps, Shelf } from './draft-mails.server';
import { gridsOf, productLists, takenBy } from './product-lists.server';

/** What blocks of some documents show beside what each mail is about, and a shelf on which it stands. */
export interface StockedBlocks {
  shelf: Shelf;
  /** Products that a document shows to everybody: whoever is recommended more is shown others. */
  listedIn(document: EmailDocument): ReadonlySet<string>;
  fillingOf(document: EmailDocument, candidates: readonly Recommendation[]): BlockFilling;
}

/** Asked once for all mails of a batch; documents without grids ask nothing. */
export async function stockBlocks(
  deps: DraftDeps,
  db: Db,
  shop: Shop,
  documents: readonly EmailDocument[],
  shelf: Shelf,
): Promise<StockedBlocks> {
  const now = deps.clock.now();
  const lists = new Map<EmailDocument, ReadonlyMap<string, readonly string[]>>();
  for (const document of documents) lists.set(document, await productLists(db, shop.id, now, gridsOf(document)));
  const listed = [...lists.values()].flatMap((each) => [...each.values()].flat());
  const stocked = await withListed(deps, db, shop, shelf, listed);
  return {
    shelf: stocked,
    listedIn: (document) => listedIn(document, lists.get(document), stocked),
    fillingOf: (document, candidates) => ({
      ...{ blocks: blocksOf(document), now, lists: lists.get(document) ?? new Map<string, string[]>() },
      recommended: shareOut(document, candidates),
    }),
  };
}

async function withListed(deps: DraftDeps, db: Db, shop: Shop, shelf: Shelf, ids: string[]): Promise<Shelf> {
  const missing = [...new Set(ids)].filter((id) => !shelf.products.has(id));
  if (missing.length === 0) return shelf;
  const products = await loadCatalogProducts(db, shop.id, missing);
  const variantIds = [...products.values()].map(({ variantId }) => variantId);
  const live = await deps.liveCatalog.variants(shop.domain, variantIds, shop.currency);
  return { products: new Map([...shelf.products, ...products]), live: new Map([...shelf.live, ...live]) };
}

/** Of what can be bought as many as there is room for; one more for each hero, since grids pass over what that shows. */
function listedIn(
  document: EmailDocument,
  lists: ReadonlyMap<string, readonly string[]> | undefined,
  { products, live }: Shelf,
): ReadonlySet<string> {
  const isShown = (id: string) => {
    const product = products.get(id);
    return Boolean(product?.imageUrl && live.get(product.variantId)?.isBuyable);
  };
  const grids = gridsOf(document);
  const heroes = grids.filter(({ kind }) => kind === 'hero').length;
  return new Set(
    grids.flatMap((grid) => (lists?.get(grid.key) ?? []).filter(isShown).slice(0, takenBy(grid) + heroes)),
  );
}

/** A mail shows a product of the reader's own once: each grid takes from what is left. */
function shareOut(
  document: EmailDocument,
  candidates: readonly Recommendation[],
): ReadonlyMap<string, readonly Recommendation[]> {
  let at = 0;
  return new Map(
    gridsOf(document)
      .filter(({ source }) => source.from === 'recommended')
      .map((grid) => [grid.key, candidates.slice(at, (at += takenBy(grid)))] as const),
  );
}
