import type { ModelStore } from '~/decisions/recommendations/models.server';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { recommendFor, type RecommendInput } from '~/decisions/recommendations/recommend.server';
import { productsInReasons } from '~/decisions/explanations/recommendation-words';
import { shopperReason, type CatalogProduct } from '~/delivery/rendering/assemble-mail';
import { loadCatalogProducts } from '~/delivery/sending/catalog-products.server';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { formatMoney } from '~/platform/money';

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
    /** To shoppers, in English. */
    words: string;
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
  { db: { prisma: db }, models, clock }: { db: Database; models: ModelStore; clock: Clock },
  { except = null, locale = null, ...wanted }: ProductsWanted,
): Promise<RecommendedProducts> {
  const active = await models.active(db, wanted.shopId);
  if (!active) return { modelVersion: null, products: [] };
  const limit = wanted.limit + (except ? 1 : 0);
  const found = await recommendFor({ models }, db, { ...wanted, limit, now: clock.now() });
  const chosen = found.filter(({ productId }) => productId !== except).slice(0, wanted.limit);
  return {
    modelVersion: active.version,
    products: await described(db, wanted, chosen, locale),
  };
}

interface Describing {
  shop: { currency: string; storefrontUrl: string };
  locale: string;
  known: ReadonlyMap<string, CatalogProduct>;
  cart: readonly string[];
}

async function described(
  db: Db,
  { shopId, cart }: Pick<RecommendInput, 'shopId' | 'cart'>,
  chosen: Recommendation[],
  locale: string | null,
): Promise<RecommendedProduct[]> {
  if (chosen.length === 0) return [];
  const spoken = productsInReasons(chosen.map(({ reason }) => reason));
  const [shop, known] = await Promise.all([
    db.shop.findUniqueOrThrow({
      where: { id: shopId },
      select: { currency: true, storefrontUrl: true, locale: true },
    }),
    loadCatalogProducts(db, shopId, [...chosen.map(({ productId }) => productId), ...spoken]),
  ]);
  const describing = { shop, locale: locale ?? shop.locale, known, cart };
  return chosen.flatMap((each) => describe(describing, each) ?? []);
}

function describe(
  { shop, locale, known, cart }: Describing,
  { productId, reason, strategy }: Recommendation,
): RecommendedProduct | null {
  const product = known.get(productId);
  if (!product) return null;
  const { id, title, handle, imageUrl, priceMinor: minor } = product;
  const { currency } = shop;
  const [about] = productsInReasons([reason]);
  return {
    ...{ id, title, handle, imageUrl },
    url: `${shop.storefrontUrl}/products/${encodeURIComponent(handle)}`,
    price: { minor, currency, words: formatMoney({ minor, currency }, locale) },
    reason: {
      kind: reason.kind,
      words: shopperReason(reason, {
        titleOf: (each) => known.get(each)?.title,
        isInCart: (each) => cart.includes(each),
      }),
      productTitle: (about && known.get(about)?.title) ?? null,
    },
    strategy: strategy ?? reason.kind,
  };
}
