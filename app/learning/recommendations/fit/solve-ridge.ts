/**
 * Solves (G + λI)·x = b for a symmetric positive semidefinite G (row by row, destroyed) by Cholesky's decomposition; λ > 0.
 */
export function solveRidge(gram: Float64Array, b: Float64Array, lambda: number): Float64Array {
  const size = b.length;
  for (let at = 0; at < size; at++) gram[at * size + at] = (gram[at * size + at] ?? 0) + lambda;
  decompose(gram, size);
  const x = b.slice();
  for (let row = 0; row < size; row++) {
    let sum = x[row] ?? 0;
    const from = row * size;
    for (let k = 0; k < row; k++) sum -= (gram[from + k] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (gram[from + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = (x[row] ?? 0) / (gram[row * size + row] ?? 1);
    x[row] = value;
    const from = row * size;
    for (let k = 0; k < row; k++) x[k] = (x[k] ?? 0) - (gram[from + k] ?? 0) * value;
  }
  return x;
}

/** The lower triangle becomes L with L·Lᵀ = A. */
function decompose(a: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    const from = row * size;
    for (let column = 0; column <= row; column++) {
      const other = column * size;
      let sum = a[from + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (a[from + k] ?? 0) * (a[other + k] ?? 0);
      a[from + column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (a[other + column] ?? 1);
    }
  }
}
