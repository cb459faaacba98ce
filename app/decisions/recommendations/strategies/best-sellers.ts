import type { Scored } from '../recommendation';
import type { RecommenderIndex } from '../recommender-index';

/** What sells best, recent sales weighing more: for everybody of whom nothing is known. */
export function bestSellers(index: RecommenderIndex, limit: number): Scored[] {
  return [...index.bestSellers.subarray(0, limit)].map((item, place): Scored => ({
    item,
    score: 1 / (place + 1),
    reason: { kind: 'best-seller', rank: place + 1 },
  }));
}
