/**
 * The smallest value that at least `share` (0 to 1) of the values do not exceed: the nearest-rank percentile, always a value that was
 * measured. Throws on an empty list, of which nothing can be said.
 */
export function percentile(values: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`percentile: ${share} is no share from 0 to 1`);
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('percentile: no values were measured');
  return found;
}

/** Rounds to so many digits after the point: a table shows no more than was measured. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
