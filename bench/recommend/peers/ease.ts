import type { ScoreBoard } from '~/decisions/recommendations/score-board';

/**
 * EASE^R (Steck, WWW 2019) in its closed form, as the peer that our regression on neighbours is measured against: B = I − P·diagMat(1 ⊘ diag(P)),
 * P = (XᵀX + λI)⁻¹. Its work grows with the cube of the products: seconds for some thousand, and not kept for serving.
 */
export interface Ease {
  size: number;
  /** Row by row: weight with which the product of the row tells that of the column. */
  weights: Float32Array;
}

export function fitEase(lists: readonly (readonly number[])[], size: number, lambda: number): Ease {
  const gram = new Float64Array(size * size);
  for (const items of lists)
    for (const row of items)
      for (const column of items) gram[row * size + column] = (gram[row * size + column] ?? 0) + 1;
  for (let at = 0; at < size; at++) gram[at * size + at] = (gram[at * size + at] ?? 0) + lambda;
  invert(gram, size);
  const weights = new Float32Array(size * size);
  for (let column = 0; column < size; column++) {
    const divisor = -(gram[column * size + column] ?? 1);
    for (let row = 0; row < size; row++)
      if (row !== column) weights[row * size + column] = (gram[row * size + column] ?? 0) / divisor;
  }
  return { size, weights };
}

/** Only the strongest weights of each told product stay. */
export function prune({ size, weights }: Ease, most: number): Ease {
  const kept = new Float32Array(weights.length);
  for (let column = 0; column < size; column++) {
    const rows = Array.from({ length: size }, (_, row) => row);
    rows.sort((a, b) => Math.abs(weights[b * size + column] ?? 0) - Math.abs(weights[a * size + column] ?? 0));
    for (const row of rows.slice(0, most)) kept[row * size + column] = weights[row * size + column] ?? 0;
  }
  return { size, weights: kept };
}

export function scoreEase({ size, weights }: Ease, items: Iterable<number>, board: ScoreBoard): void {
  for (const item of items)
    for (let other = 0; other < size; other++) board.add(other, weights[item * size + other] ?? 0);
}

/** Inverts a symmetric positive definite matrix in place: Cholesky, the inverse of its factor, and their product. */
function invert(a: Float64Array, size: number): void {
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      const sum = (a[row * size + column] ?? 0) - dot(a, row * size, column * size, column);
      a[row * size + column] = row === column ? Math.sqrt(sum) : sum / (a[column * size + column] ?? 1);
    }
  // The inverse of L, kept transposed in the upper triangle: column after column of L⁻¹ is a row here.
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / (a[column * size + column] ?? 1);
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let k = column; k < row; k++) sum -= (a[row * size + k] ?? 0) * (inverse[column * size + k] ?? 0);
      inverse[column * size + row] = sum / (a[row * size + row] ?? 1);
    }
  }
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let k = row; k < size; k++) sum += (inverse[row * size + k] ?? 0) * (inverse[column * size + k] ?? 0);
      a[row * size + column] = a[column * size + row] = sum;
    }
}

function dot(a: Float64Array, from: number, other: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (a[from + k] ?? 0) * (a[other + k] ?? 0);
  return sum;
}
