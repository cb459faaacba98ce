/** Lists of numbers, one after the other: row r is items[offsets[r] … offsets[r + 1]). */
export interface Rows {
  offsets: Uint32Array;
  items: Uint32Array;
}

/** Rows in which each number has a weight. */
export interface WeightedRows extends Rows {
  weights: Float32Array;
}

export interface Weighted {
  item: number;
  weight: number;
}

/** One row, without copying. Empty beyond the last. */
export const rowOf = ({ offsets, items }: Rows, row: number): Uint32Array =>
  items.subarray(offsets[row] ?? 0, offsets[row + 1] ?? 0);

export const rowCount = ({ offsets }: Rows): number => offsets.length - 1;

/** Flattens lists into rows. */
export function toRows(lists: readonly (readonly number[])[]): Rows {
  const offsets = offsetsOf(lists);
  const items = new Uint32Array(offsets[lists.length] ?? 0);
  for (const [row, list] of lists.entries()) items.set(list, offsets[row]);
  return { offsets, items };
}

/** Flattens weighted lists into rows. */
export function toWeightedRows(lists: readonly (readonly Weighted[])[]): WeightedRows {
  const offsets = offsetsOf(lists);
  const items = new Uint32Array(offsets[lists.length] ?? 0);
  const weights = new Float32Array(items.length);
  let at = 0;
  for (const list of lists)
    for (const { item, weight } of list) {
      items[at] = item;
      weights[at++] = weight;
    }
  return { offsets, items, weights };
}

/** The same table seen from the other side: for each item, the rows it is in, ascending. */
export function transpose(rows: Rows, size: number): Rows {
  const offsets = new Uint32Array(size + 1);
  for (const item of rows.items) offsets[item + 1] = (offsets[item + 1] ?? 0) + 1;
  for (let item = 0; item < size; item++) offsets[item + 1] = (offsets[item + 1] ?? 0) + (offsets[item] ?? 0);
  const next = offsets.slice();
  const items = new Uint32Array(rows.items.length);
  for (let row = 0; row < rowCount(rows); row++)
    for (const item of rowOf(rows, row)) {
      const at = next[item] ?? 0;
      items[at] = row;
      next[item] = at + 1;
    }
  return { offsets, items };
}

/** The same with weights. */
export function transposeWeighted(rows: WeightedRows, size: number): WeightedRows {
  const turned = transpose(rows, size);
  const weights = new Float32Array(turned.items.length);
  const next = turned.offsets.slice();
  for (let entry = 0; entry < rows.items.length; entry++) {
    const item = rows.items[entry] ?? 0;
    const at = next[item] ?? 0;
    weights[at] = rows.weights[entry] ?? 0;
    next[item] = at + 1;
  }
  return { ...turned, weights };
}

function offsetsOf(lists: readonly { length: number }[]): Uint32Array {
  const offsets = new Uint32Array(lists.length + 1);
  for (const [row, list] of lists.entries()) offsets[row + 1] = (offsets[row] ?? 0) + list.length;
  return offsets;
}
