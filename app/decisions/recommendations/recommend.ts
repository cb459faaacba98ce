import type { Recommendation, RecommendationQuery, Scored } from './recommendation';
import type { RecommenderIndex } from './recommender-index';
import { bestSellers } from './strategies/best-sellers';
import { itemKnn } from './strategies/item-knn';
import { sessionKnn } from './strategies/session-knn';

const CANDIDATES = 100;
/** Reciprocal rank fusion's constant (Cormack, Clarke, Büttcher, SIGIR 2009). */
const RANK_CONSTANT = 60;

export type IsEligible = (productId: string) => boolean;

/**
 * The chain that serves: neighbours of the cart and neighbours of the session, fused by rank (their scores do not compare), and best-sellers
 * for what is left. Products of the cart and those that are not eligible never come; each product comes once, with the reason of the
 * strategy that ranked it higher. This function is also what evaluation measures.
 */
export function recommend(
  index: RecommenderIndex,
  query: RecommendationQuery,
  isEligible: IsEligible,
  limit: number,
): Recommendation[] {
  const numberOf = numbersOf(index);
  const numbers = (ids: string[]) => ids.flatMap((id) => numberOf.get(id) ?? []);
  const cart = numbers(query.cart);
  const session = [...numbers(query.viewed), ...cart];
  const fused = fuse([itemKnn(index, cart, CANDIDATES), sessionKnn(index, session, CANDIDATES)]);
  const ranked = [...fused, ...bestSellers(index, index.bestSellers.length)];

  const inCart = new Set(query.cart);
  const chosen = new Map<string, Recommendation>();
  for (const { item, reason } of ranked) {
    const productId = index.products[item] ?? '';
    if (chosen.size === limit) break;
    if (chosen.has(productId) || inCart.has(productId) || !isEligible(productId)) continue;
    chosen.set(productId, { productId, reason });
  }
  return [...chosen.values()];
}

const cachedNumbers = new WeakMap<RecommenderIndex, Map<string, number>>();

function numbersOf(index: RecommenderIndex): Map<string, number> {
  const cached = cachedNumbers.get(index);
  if (cached) return cached;
  const numbers = new Map(index.products.map((id, number) => [id, number]));
  cachedNumbers.set(index, numbers);
  return numbers;
}

function fuse(lists: Scored[][]): Scored[] {
  const fused = new Map<number, Scored & { bestPlace: number }>();
  for (const list of lists)
    for (const [place, scored] of list.entries()) {
      const share = 1 / (RANK_CONSTANT + place);
      const known = fused.get(scored.item);
      if (!known) fused.set(scored.item, { ...scored, score: share, bestPlace: place });
      else {
        known.score += share;
        if (place < known.bestPlace) Object.assign(known, { reason: scored.reason, bestPlace: place });
      }
    }
  return [...fused.values()].sort((a, b) => b.score - a.score || a.item - b.item);
}
