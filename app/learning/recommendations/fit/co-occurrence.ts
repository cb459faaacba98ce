import { rowOf, toRows, transpose } from '~/decisions/recommendations/rows';
import { growRows, transposeTold, type ToldRows } from './grow-rows';
import { createPairCounter } from './pair-counter';

/** How often products stand in the same list, each list counting with its weight. */
export interface CoOccurrence extends ToldRows {
  /** Per product, the weight of the lists that hold it. */
  own: Float64Array;
}

export interface WeightedList {
  items: readonly number[];
  weight: number;
}

/** Very long lists (wholesale) are cut: their pairs say little each, and grow with the square. */
const LONGEST = 200;

/** Both directions, without a product beside itself; each row by product number. */
export function countTogether(lists: readonly WeightedList[], size: number): CoOccurrence {
  const rows = toRows(lists.map(({ items }) => items.slice(0, LONGEST)));
  const listsOf = transpose(rows, size);
  const own = new Float64Array(size);
  const beside = createPairCounter(size);
  const found = growRows(size);
  for (let item = 0; item < size; item++) {
    for (const list of rowOf(listsOf, item)) {
      const weight = lists[list]?.weight ?? 0;
      own[item] = (own[item] ?? 0) + weight;
      for (const other of rowOf(rows, list)) if (other !== item) beside.add(other, weight);
    }
    beside.drain(found.add);
    found.endRow();
  }
  // What stands with a product is found in no order; the table is its own mirror image, and that has its rows in order.
  return { ...transposeTold(found.rows(), size), own };
}
