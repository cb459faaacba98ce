/** Whether one of the first `k` is what was wanted: averaged over cases, the hit rate HR@k. */
export function isHit(ranked: readonly string[], wanted: ReadonlySet<string>, k: number): boolean {
  return ranked.slice(0, k).some((item) => wanted.has(item));
}
