import type { Shop } from '@prisma/client';
import type { LiveCatalog, LiveVariant } from '~/capture/catalog/live-catalog';
import type { CartLine } from '~/capture/events/reports';
import { productsInReasons } from '~/decisions/explanations/recommendation-words';
import type { ModelStore } from '~/decisions/recommendations/models.server';
import { recommendForAll } from '~/decisions/recommendations/recommend.server';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { CatalogProduct } from '../rendering/catalog-product';
import type { CatalogueTurn } from '../rendering/mail-ingredients';
import { loadCatalogProducts } from './catalog-products.server';

export interface DraftDeps {
  clock: Clock;
  models: ModelStore;
  liveCatalog: LiveCatalog;
}

/** What one mail is about, before anything of it is made. */
export interface MailSubject {
  /** Null: nobody in particular, as for a test mail of a shop without carts. */
  profileId: string | null;
  lines: CartLine[];
  checkoutUrl: string | null;
  /** Products the mail is about, beside a cart. */
  about: string[];
  /** The order it follows; absent: none. */
  orderId?: string | null;
  /** What turned with one of them, where that is what the mail tells. */
  turn?: CatalogueTurn | null;
}

/** What a mail is about that is about nothing yet. */
export const NO_SUBJECT: MailSubject = { profileId: null, lines: [], checkoutUrl: null, about: [] };

/** A subject with the products that may be shown beside it, best first. */
export interface MailDraft extends MailSubject {
  candidates: Recommendation[];
}

/** What the catalogue and the store itself say of every product that some drafts name. */
export interface Shelf {
  products: ReadonlyMap<string, CatalogProduct>;
  live: ReadonlyMap<string, LiveVariant>;
}

/** Products asked for; fewer are shown, since some may have sold out since the catalogue was last told. */
const CANDIDATES = 10;

/** Chooses products for all mails of a batch together. */
export async function draftMails(
  deps: DraftDeps,
  db: Db,
  shopId: string,
  subjects: readonly MailSubject[],
): Promise<MailDraft[]> {
  const shoppers = subjects.map(({ profileId, lines, about }) => ({
    ...{ profileId, cart: [...new Set([...lines.map((line) => line.productId), ...about])] },
  }));
  const found = await recommendForAll(deps, db, { shopId, now: deps.clock.now(), limit: CANDIDATES }, shoppers);
  return subjects.map((subject, at) => ({ ...subject, candidates: found[at] ?? [] }));
}

export async function draftMail(deps: DraftDeps, db: Db, shopId: string, subject: MailSubject): Promise<MailDraft> {
  const [draft] = await draftMails(deps, db, shopId, [subject]);
  return draft ?? { ...subject, candidates: [] };
}

/** Asks the catalogue, and then the store itself, once for all drafts of a batch. */
export async function stockShelf(deps: DraftDeps, db: Db, shop: Shop, drafts: MailDraft[]): Promise<Shelf> {
  const products = await loadCatalogProducts(db, shop.id, drafts.flatMap(productsOf));
  const variantIds = [
    ...drafts.flatMap(({ lines }) => lines.map((line) => line.variantId)),
    ...drafts.flatMap(({ turn }) => turn?.variantId ?? []),
    ...[...products.values()].map((product) => product.variantId),
  ];
  return { products, live: await deps.liveCatalog.variants(shop.domain, variantIds, shop.currency) };
}

/** Shown products, cart products, and those that reasons speak of. */
function productsOf({ lines, about, candidates }: MailDraft): string[] {
  const inReasons = productsInReasons(candidates.map(({ reason }) => reason));
  const suggested = candidates.map(({ productId }) => productId);
  return [...lines.map((line) => line.productId), ...about, ...suggested, ...inReasons];
}
