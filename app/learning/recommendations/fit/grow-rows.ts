import { transposeWeighted, type WeightedRows } from '~/decisions/recommendations/rows';

/** Rows of weights, and per entry how many lists, or visits, it rests on. */
export interface ToldRows extends WeightedRows {
  lists: Float32Array;
}

const FIRST_ROOM = 1_024;

/**
 * Rows that are written one after the other, into typed arrays that double where they are full: an object an entry would take some ten times the
 * memory, and there are millions of them.
 */
export function growRows(size: number) {
  const offsets = new Uint32Array(size + 1);
  let [row, count] = [0, 0];
  let items = new Uint32Array(FIRST_ROOM);
  let weights = new Float32Array(FIRST_ROOM);
  let lists = new Float32Array(FIRST_ROOM);
  const double = () => {
    const room = items.length * 2;
    const [before, beforeWeights, beforeLists] = [items, weights, lists];
    [items, weights, lists] = [new Uint32Array(room), new Float32Array(room), new Float32Array(room)];
    items.set(before);
    weights.set(beforeWeights);
    lists.set(beforeLists);
  };
  return {
    add(item: number, weight: number, rests: number): void {
      if (count === items.length) double();
      items[count] = item;
      weights[count] = weight;
      lists[count++] = rests;
    },
    endRow(): void {
      offsets[++row] = count;
    },
    /** All that was written; asked once, when all rows have ended. */
    rows: (): ToldRows => ({
      offsets,
      items: items.slice(0, count),
      weights: weights.slice(0, count),
      lists: lists.slice(0, count),
    }),
  };
}

/** The same table seen from the other side, each row by number. */
export function transposeTold({ lists, ...rows }: ToldRows, size: number): ToldRows {
  const turned = transposeWeighted(rows, size);
  return { ...turned, lists: transposeWeighted({ ...rows, weights: lists }, size).weights };
}
