import { BestOf } from '~/decisions/recommendations/score-board';
import type { CoOccurrence } from './co-occurrence';

export interface Neighbour {
  item: number;
  weight: number;
  /** Lists that hold both, and their weight. */
  lists: number;
  together: number;
}

/**
 * Cosine over lists, shrunk by the weight of those that hold both: c·n⁄(n + s), c = n ⁄ √(nᵢ·nⱼ) (Sarwar et al., WWW 2001; shrinkage after Bell
 * and Koren, 2007). Best first, the lower number first where equal.
 */
export function nearestByCosine(counts: CoOccurrence, item: number, shrinkage: number, most: number): Neighbour[] {
  const { offsets, items, weights, lists, own } = counts;
  const nearest = new BestOf(most);
  const ownLists = own[item] ?? 1;
  const from = offsets[item] ?? 0;
  const end = offsets[item + 1] ?? 0;
  // Kept by place: a row stands by product number, so the lower place is the lower number.
  for (let at = from; at < end; at++) {
    const together = weights[at] ?? 0;
    const cosine = together / Math.sqrt(ownLists * (own[items[at] ?? 0] ?? 1));
    const weight = (cosine * together) / (together + shrinkage);
    if (nearest.wouldTake(at, weight)) nearest.take(at, weight);
  }
  return nearest.drain().map((at) => {
    const [other, together] = [items[at] ?? 0, weights[at] ?? 0];
    const cosine = together / Math.sqrt(ownLists * (own[other] ?? 1));
    return { item: other, weight: (cosine * together) / (together + shrinkage), lists: lists[at] ?? 0, together };
  });
}
