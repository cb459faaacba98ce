import type { ItemNeighbours } from '~/decisions/recommendations/strategies/item-neighbours';
import type { CoOccurrence } from './co-occurrence';
import { growRows, transposeTold } from './grow-rows';
import { nearestByCosine, type Neighbour } from './nearest';
import { toNeighbours, type NeighbourTerms } from './neighbour-rows';
import { solveRidge } from './solve-ridge';

export interface SparseLinearSettings extends NeighbourTerms {
  /** Products from which one product is told: its nearest by cosine. */
  features: number;
  /** How strongly weights are held near zero, in lists. */
  ridge: number;
}

/** Weights below tell nothing. */
const LEAST = 0.0005;

/**
 * Which products tell another, all weighed together: for each product a ridge regression on its nearest ones, so that of ten that say the same
 * each says a tenth. It is EASE^R (Steck, WWW 2019) on the features that a neighbourhood selects (fsSLIM: Ning, Karypis, ICDM 2011): its work
 * grows with the number of products, where that of EASE^R grows with its cube.
 */
export function fitSparseLinear(
  counts: CoOccurrence,
  { features, ridge, ...terms }: SparseLinearSettings,
): ItemNeighbours {
  const size = counts.own.length;
  const toldBy = growRows(size);
  const pick = createPicker(counts);
  for (let item = 0; item < size; item++) {
    const nearest = nearestByCosine(counts, item, 0, features);
    const { gram, target } = pick(nearest);
    for (const [at, weight] of solveRidge(gram, target, ridge).entries()) {
      const feature = nearest[at];
      if (feature && Math.abs(weight) > LEAST) toldBy.add(feature.item, weight, feature.lists);
    }
    toldBy.endRow();
  }
  return toNeighbours(transposeTold(toldBy.rows(), size), terms);
}

/** Picks a regression's numbers out of the counts: the lists that hold both, for each pair of features, and with the product itself. */
function createPicker({ offsets, items, weights, own }: CoOccurrence) {
  return (features: readonly Neighbour[]): { gram: Float64Array; target: Float64Array } => {
    const size = features.length;
    const gram = new Float64Array(size * size);
    // Both ascend, so that each search begins where the one before ended.
    const byNumber = [...features.keys()].sort((a, b) => (features[a]?.item ?? 0) - (features[b]?.item ?? 0));
    for (const [nth, row] of byNumber.entries()) {
      const item = features[row]?.item ?? 0;
      gram[row * size + row] = own[item] ?? 0;
      let from = offsets[item] ?? 0;
      const end = offsets[item + 1] ?? 0;
      for (let next = nth + 1; next < size; next++) {
        const column = byNumber[next] ?? 0;
        const wanted = features[column]?.item ?? 0;
        from = placeOf(items, wanted, from, end);
        if (items[from] !== wanted || from === end) continue;
        gram[row * size + column] = gram[column * size + row] = weights[from] ?? 0;
      }
    }
    return { gram, target: Float64Array.from(features, ({ together }) => together) };
  };
}

/**
 * Where the first number stands that is not below the wanted one, among ascending numbers from `low` to before `high`. Leaps double from `low` on
 * (Bentley, Yao, 1976), so that what is near is found in few steps, however long the row.
 */
function placeOf(numbers: Uint32Array, wanted: number, low: number, high: number): number {
  let leap = 1;
  while (low + leap < high && (numbers[low + leap] ?? 0) < wanted) leap *= 2;
  let [from, to] = [low + (leap >>> 1), Math.min(high, low + leap + 1)];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}
