import { productsInReasons, recommendationWords } from '~/decisions/explanations/recommendation-words';
import { strategyWords } from '~/decisions/explanations/strategy-words';
import type { ModelStore } from '~/decisions/recommendations/models.server';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { mailWords } from '~/delivery/documents/words';
import { shopperReason } from '~/delivery/rendering/shopper-reason';
import { loadCatalogProducts } from '~/delivery/sending/catalog-products.server';
import type { Db } from '~/platform/db/db.server';
import type { PageDeps } from '../shop-context.server';

export type TrialDeps = PageDeps & { models: ModelStore };

export interface ShownProduct {
  id: string;
  title: string;
  imageUrl: string | null;
  priceMinor: number;
}

export interface ShownRecommendation extends ShownProduct {
  /** As shoppers read it. */
  reason: string;
  /** What the reason rests on, for the merchant. */
  evidence: string;
  /** What spoke for it above all. */
  strategy: string | null;
}

export interface Trial {
  cart: ShownProduct[];
  recommendations: ShownRecommendation[];
}

export interface Chosen {
  cart: string[];
  chosen: Recommendation[];
}

/** What was chosen, with what is to be said of it; the products of all are read at once. */
export async function trialsOf(db: Db, shopId: string, all: readonly Chosen[]): Promise<Trial[]> {
  const products = await loadCatalogProducts(db, shopId, all.flatMap(idsIn));
  return all.map(({ cart, chosen }) => {
    const show = (id: string): ShownProduct[] => {
      const product = products.get(id);
      return product ? [{ id, title: product.title, imageUrl: product.imageUrl, priceMinor: product.priceMinor }] : [];
    };
    const context = {
      words: mailWords('en').reasons,
      titleOf: (id: string) => products.get(id)?.title,
      isInCart: (id: string) => cart.includes(id),
    };
    const recommendations = chosen.flatMap(({ productId, reason, strategy }) =>
      show(productId).map((product) => ({
        ...product,
        reason: shopperReason(reason, context),
        evidence: recommendationWords(reason, context.titleOf).evidence,
        strategy: strategy ? strategyWords(strategy).name : null,
      })),
    );
    return { cart: cart.flatMap(show), recommendations };
  });
}

const idsIn = ({ cart, chosen }: Chosen): string[] => [
  ...cart,
  ...chosen.map(({ productId }) => productId),
  ...productsInReasons(chosen.map(({ reason }) => reason)),
];
