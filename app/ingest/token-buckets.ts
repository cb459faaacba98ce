/** So many at once, and then so many a second for as long as it lasts. */
export interface Allowance {
  burst: number;
  perSecond: number;
}

/** Buckets are forgotten beyond this number, those first that were asked for longest ago: memory stays bounded under a flood of strangers. */
const MOST_BUCKETS = 50_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

export interface TokenBuckets {
  /** Takes one token of the key's bucket. Gives 0 where there was one, and else the seconds until there is. */
  take(key: string, nowMs: number): number;
  size(): number;
}

/** Token buckets by key, in the memory of this process: several processes allow as many times as much. */
export function createTokenBuckets({ burst, perSecond }: Allowance, most = MOST_BUCKETS): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, nowMs) {
      const known = buckets.get(key);
      buckets.delete(key);
      const filled = known
        ? Math.min(burst, known.tokens + Math.max(0, nowMs - known.atMs) * (perSecond / 1_000))
        : burst;
      const isEmpty = filled < 1;
      buckets.set(key, { tokens: isEmpty ? filled : filled - 1, atMs: Math.max(nowMs, known?.atMs ?? nowMs) });
      if (buckets.size > most) buckets.delete(buckets.keys().next().value ?? key);
      return isEmpty ? Math.ceil((1 - filled) / perSecond) : 0;
    },
    size: () => buckets.size,
  };
}
