import type { Scored } from '../recommendation';
import type { RecommenderIndex } from '../recommender-index';

/**
 * Item k-NN on co-purchase: what is bought together with the products in the cart. A candidate's score is the sum of its similarities to the
 * cart's products; its reason is the one it is bought with most.
 */
export function itemKnn(index: RecommenderIndex, cart: readonly number[], limit: number): Scored[] {
  const best = new Map<number, { score: number; together: number; with: number; strongest: number }>();
  const { offsets, items, similarities, together } = index.neighbours;
  for (const item of cart)
    for (let at = offsets[item] ?? 0; at < (offsets[item + 1] ?? 0); at++) {
      const candidate = items[at] ?? 0;
      const similarity = similarities[at] ?? 0;
      const known = best.get(candidate);
      const score = (known?.score ?? 0) + similarity;
      if (!known || similarity > known.strongest)
        best.set(candidate, { score, with: item, together: together[at] ?? 0, strongest: similarity });
      else known.score = score;
    }
  return [...best]
    .map(([item, found]): Scored => ({
      item,
      score: found.score,
      reason: { kind: 'bought-together', withProductId: index.products[found.with] ?? '', orders: found.together },
    }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, limit);
}
