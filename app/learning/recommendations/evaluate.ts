import { recommend } from '~/decisions/recommendations/recommend';
import { buildIndex, type Basket, type BrowsingSession } from './build-index';
import { isHit } from './metrics/hit-rate';

export interface Evaluation {
  /** Orders whose one hidden product was to be found. */
  cases: number;
  /** Share found among the first ten by the chain that serves, and by best-sellers alone. */
  hitRate10: number;
  popularityHitRate10: number;
}

/** Share of the time that is held out at its end. */
const HELD_OUT = 0.1;
const MOST_CASES = 2_000;
const K = 10;

/**
 * What the chain that serves would have found: trained on all but the last tenth of the time, asked for the one product hidden from each
 * later order of two or more (the last in the basket), the rest of the basket being the cart. Best-sellers are asked the same, with the
 * cart's products removed, too. Null where there is too little to say.
 */
export function evaluateBaskets(baskets: Basket[], sessions: BrowsingSession[]): Evaluation | null {
  const times = baskets.map((basket) => basket.at).sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  const cutAt = last - (last - first) * HELD_OUT;
  const index = buildIndex({ baskets, sessions, now: cutAt });
  const cases = baskets.filter((basket) => basket.at > cutAt && basket.items.length > 1).slice(0, MOST_CASES);
  if (!cases.length) return null;
  const popular = [...index.bestSellers].map((item) => index.products[item] ?? '');
  let hits = 0;
  let popularHits = 0;
  for (const { items } of cases) {
    const wanted = new Set(items.slice(-1));
    const cart = items.slice(0, -1);
    const served = recommend(index, { cart, viewed: [] }, () => true, K);
    if (
      isHit(
        served.map((chosen) => chosen.productId),
        wanted,
        K,
      )
    )
      hits++;
    if (
      isHit(
        popular.filter((id) => !cart.includes(id)),
        wanted,
        K,
      )
    )
      popularHits++;
  }
  return { cases: cases.length, hitRate10: hits / cases.length, popularityHitRate10: popularHits / cases.length };
}
