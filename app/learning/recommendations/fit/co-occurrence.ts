import { rowOf, toRows, transpose, transposeWeighted, type WeightedRows } from '~/decisions/recommendations/rows';

/** How often products stand in the same list, each list counting with its weight. */
export interface CoOccurrence extends WeightedRows {
  /** Per product, the weight of the lists that hold it. */
  own: Float64Array;
  /** Per entry, the lists that hold both, whatever their weight. */
  lists: Uint32Array;
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
  const counted = createCounter(size);
  for (let item = 0; item < size; item++) {
    for (const list of rowOf(listsOf, item)) {
      const weight = lists[list]?.weight ?? 0;
      own[item] = (own[item] ?? 0) + weight;
      counted.addAll(rowOf(rows, list), weight, item);
    }
    counted.endRow();
  }
  // What stands with a product is found in no order; the table is its own mirror image, and that has its rows in order.
  const { lists: plain, ...found } = counted.rows();
  const turned = transposeWeighted(found, size);
  return { ...turned, own, lists: Uint32Array.from(transposeWeighted({ ...found, weights: plain }, size).weights) };
}

function createCounter(size: number) {
  const sums = new Float64Array(size);
  const times = new Uint32Array(size);
  const touched = new Uint32Array(size);
  let count = 0;
  const [offsets, items, weights, lists] = [[0], [] as Uint32Array[], [] as Float32Array[], [] as Float32Array[]];
  return {
    addAll(list: Uint32Array, weight: number, except: number): void {
      for (let at = 0; at < list.length; at++) {
        const other = list[at] ?? 0;
        if (other === except) continue;
        if (times[other] === 0) touched[count++] = other;
        times[other] = (times[other] ?? 0) + 1;
        sums[other] = (sums[other] ?? 0) + weight;
      }
    },
    endRow(): void {
      const row = touched.slice(0, count);
      items.push(row);
      weights.push(Float32Array.from(row, (other) => sums[other] ?? 0));
      lists.push(Float32Array.from(row, (other) => times[other] ?? 0));
      offsets.push((offsets.at(-1) ?? 0) + count);
      for (const other of row) sums[other] = times[other] = 0;
      count = 0;
    },
    rows(): WeightedRows & { lists: Float32Array } {
      const length = offsets.at(-1) ?? 0;
      const all = {
        items: new Uint32Array(length),
        weights: new Float32Array(length),
        lists: new Float32Array(length),
      };
      for (let row = 0; row < size; row++) {
        all.items.set(items[row] ?? [], offsets[row]);
        all.weights.set(weights[row] ?? [], offsets[row]);
        all.lists.set(lists[row] ?? [], offsets[row]);
      }
      return { offsets: Uint32Array.from(offsets), ...all };
    },
  };
}
