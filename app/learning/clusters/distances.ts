import { rowOf, type Table } from './standardise';

export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) {
    const apart = (a[at] ?? 0) - (b[at] ?? 0);
    sum += apart * apart;
  }
  return sum;
}

/** Distances of everybody to everybody, a row a person. */
export function distancesOf(table: Table): Float64Array[] {
  const rows = Array.from({ length: table.people }, () => new Float64Array(table.people));
  for (let one = 0; one < table.people; one++)
    for (let other = 0; other < one; other++) {
      const apart = Math.sqrt(squaredDistance(rowOf(table, one), rowOf(table, other)));
      (rows[one] as Float64Array)[other] = apart;
      (rows[other] as Float64Array)[one] = apart;
    }
  return rows;
}

/** The nearest of some rows, and how far that is (squared). */
export function nearestOf(
  row: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
): { index: number; squared: number } {
  let [index, squared] = [-1, Infinity];
  for (let at = 0; at < rows.length; at++) {
    const apart = squaredDistance(row, rows[at] as ArrayLike<number>);
    if (apart < squared) [index, squared] = [at, apart];
  }
  return { index, squared };
}
