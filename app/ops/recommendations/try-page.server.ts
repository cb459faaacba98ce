import { z } from 'zod';
import { productsInReasons, recommendationWords } from '~/decisions/explanations/recommendation-words';
import { recommendFor } from '~/decisions/recommendations/recommend.server';
import { shopperReason } from '~/delivery/rendering/assemble-mail';
import { loadCatalogProducts } from '~/delivery/sending/catalog-products.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import type { Db } from '~/platform/db/db.server';
import type { ModelStore } from '~/decisions/recommendations/models.server';
import { foundHidden, type FoundHidden } from '../recommender-quality';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';

export type TrialDeps = PageDeps & { models: ModelStore };

export interface ShownProduct {
  id: string;
  title: string;
  imageUrl: string | null;
  priceMinor: number;
}

export interface ShownRecommendation extends ShownProduct {
  reason: string;
  /** What the reason rests on, for the merchant. */
  evidence: string;
}

export interface Trial {
  /** What was asked: the products of the cart, and who, where a shopper was named. */
  cart: ShownProduct[];
  shopper: string | null;
  recommendations: ShownRecommendation[];
}

export interface RecommendationsPage {
  shop: PageShop;
  quality: FoundHidden | null;
  trainedAt: string | null;
  /** Null: nobody has that address here. */
  trial: Trial | 'unknown-shopper' | null;
  /** What somebody gets who has one of the best-sellers in the cart. */
  examples: Trial[];
}

const query = z.object({
  products: z
    .string()
    .max(4_000)
    .optional()
    .transform((ids) => (ids ? ids.split(',').slice(0, 20) : [])),
  shopper: z.string().max(320).optional(),
});

const EXAMPLES = 3;
const SHOWN = 6;

/** Does it know what people want? Its quality in words, examples, and a place to try it. */
export function recommendationsPage(
  deps: TrialDeps,
  shopDomain: string,
  search: URLSearchParams,
): Promise<RecommendationsPage> {
  const { products, shopper } = query.parse(Object.fromEntries(search));
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = { shopId: shop.id, isActive: true };
    const model = await db.recommenderModel.findFirst({ where, select: { metrics: true, trainedAt: true } });
    const isAsked = products.length > 0 || Boolean(shopper?.trim());
    return {
      shop: pageShop(deps, shop),
      quality: foundHidden(model),
      trainedAt: model?.trainedAt.toISOString() ?? null,
      trial: isAsked ? await tryFor(deps, db, shop.id, products, shopper ?? '') : null,
      examples: isAsked ? [] : await examplesOf(deps, db, shop.id),
    };
  });
}

async function tryFor(
  deps: TrialDeps,
  db: Db,
  shopId: string,
  cart: string[],
  shopper: string,
): Promise<Trial | 'unknown-shopper'> {
  if (!shopper.trim()) return trialOf(deps, db, shopId, { cart, profileId: null, shopper: null });
  const email = normaliseEmail(shopper);
  const address = email ? await findAddress(deps.vault, db, shopId, email) : null;
  if (!address) return 'unknown-shopper';
  return trialOf(deps, db, shopId, { cart, profileId: address.profileId, shopper: email });
}

async function examplesOf(deps: TrialDeps, db: Db, shopId: string): Promise<Trial[]> {
  const best = await recommendFor(deps, db, {
    shopId,
    profileId: null,
    cart: [],
    now: deps.clock.now(),
    limit: EXAMPLES,
  });
  return Promise.all(
    best.map(({ productId }) => trialOf(deps, db, shopId, { cart: [productId], profileId: null, shopper: null })),
  );
}

interface Asked {
  cart: string[];
  profileId: string | null;
  shopper: string | null;
}

async function trialOf(deps: TrialDeps, db: Db, shopId: string, { cart, profileId, shopper }: Asked): Promise<Trial> {
  const now = deps.clock.now();
  const found = await recommendFor(deps, db, { shopId, profileId, cart, now, limit: SHOWN });
  const inReasons = productsInReasons(found.map(({ reason }) => reason));
  const products = await loadCatalogProducts(db, shopId, [
    ...cart,
    ...found.map(({ productId }) => productId),
    ...inReasons,
  ]);
  const show = (id: string): ShownProduct[] => {
    const product = products.get(id);
    return product ? [{ id, title: product.title, imageUrl: product.imageUrl, priceMinor: product.priceMinor }] : [];
  };
  const context = { titleOf: (id: string) => products.get(id)?.title, isInCart: (id: string) => cart.includes(id) };
  return {
    ...{ shopper, cart: cart.flatMap(show) },
    recommendations: found.flatMap((each) =>
      show(each.productId).map((product) => ({
        ...product,
        reason: shopperReason(each.reason, context),
        evidence: recommendationWords(each.reason, context.titleOf).evidence,
      })),
    ),
  };
}
