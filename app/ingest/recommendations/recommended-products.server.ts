import type { ModelStore } from '~/decisions/recommendations/models.server';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { recommendFor, type RecommendInput } from '~/decisions/recommendations/recommend.server';
import { productsInReasons } from '~/decisions/explanations/recommendation-words';
import { mailWords } from '~/delivery/documents/words';
import { shopperReason } from '~/delivery/rendering/shopper-reason';
import type { Clock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import { formatMoney } from '~/platform/money';
import { loadCards, type Cards } from './load-cards.server';

/** A product that is recommended, as whoever asks can show it. */
export interface RecommendedProduct {
  /** Global id in Shopify. */
  id: string;
  title: string;
  handle: string;
  url: string;
  imageUrl: string | null;
  /** Of the cheapest variant that can be bought, in the shop's own currency; `words` in the reader's language. */
  price: { minor: number; currency: string; words: string };
  reason: {
    kind: string;
    /** To shoppers, in English; null where the reader would not know what it speaks of: a product of which nobody said that it concerns them. */
    words: string | null;
    /** The product that the words speak of. */
    productTitle: string | null;
  };
  /** What spoke for it above all. */
  strategy: string;
}

export interface RecommendedProducts {
  /** Of the model that chose; null: nothing is learned yet, and nothing is recommended. */
  modelVersion: number | null;
  products: RecommendedProduct[];
}

export interface ProductsWanted extends Omit<RecommendInput, 'now'> {
  /** Never among the answer: what the reader is looking at. */
  except?: string | null;
  /** Of prices; the shop's own where it is not told. */
  locale?: string | null;
}

/** Products for one reader now, best first, each with what it takes to show it. Runs behind the wall of its shop. */
export async function recommendedProducts(
  { db, models, clock }: { db: Database; models: ModelStore; clock: Clock },
  { except = null, locale = null, ...wanted }: ProductsWanted,
): Promise<RecommendedProducts> {
  const active = await models.active(db.prisma, wanted.shopId);
  if (!active) return { modelVersion: null, products: [] };
  const limit = wanted.limit + (except ? 1 : 0);
  // The model that was found: it is not asked for twice, and its version is that of the answer.
  const asFound = { active: () => Promise.resolve(active) };
  const found = await recommendFor({ models: asFound }, db.prisma, { ...wanted, limit, now: clock.now() });
  const chosen = found.filter(({ productId }) => productId !== except).slice(0, wanted.limit);
  const spoken = productsInReasons(chosen.map(({ reason }) => reason));
  const ids = [...chosen.map(({ productId }) => productId), ...spoken];
  const cards = await loadCards(db.pool, wanted.shopId, ids);
  const concerns = (id: string) => wanted.profileId !== null || [...wanted.cart, ...(wanted.viewed ?? [])].includes(id);
  const describing = { cards, locale: locale ?? cards.shop.locale, cart: wanted.cart, concerns };
  return { modelVersion: active.version, products: chosen.flatMap((each) => describe(describing, each) ?? []) };
}

interface Describing {
  cards: Cards;
  locale: string;
  cart: readonly string[];
  /** Whether a product has to do with the reader, so that a reason may speak of it. */
  concerns: (productId: string) => boolean;
}

function describe(
  { cards: { shop, products }, locale, cart, concerns }: Describing,
  { productId, reason, strategy }: Recommendation,
): RecommendedProduct | null {
  const product = products.get(productId);
  if (!product) return null;
  const { id, title, handle, imageUrl, priceMinor: minor } = product;
  const { currency } = shop;
  const [about] = productsInReasons([reason]);
  const titleOf = (each: string) => products.get(each)?.title;
  const words = mailWords(locale).reasons;
  const isClear = about === undefined || (concerns(about) && titleOf(about) !== undefined);
  return {
    ...{ id, title, handle, imageUrl },
    url: `${shop.storefrontUrl}/products/${encodeURIComponent(handle)}`,
    price: { minor, currency, words: formatMoney({ minor, currency }, locale) },
    reason: {
      kind: reason.kind,
      words: isClear ? shopperReason(reason, { words, titleOf, isInCart: (each) => cart.includes(each) }) : null,
      productTitle: about !== undefined && isClear ? (titleOf(about) ?? null) : null,
    },
    strategy: strategy ?? reason.kind,
  };
}
