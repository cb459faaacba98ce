import type { SystemClock } from './clock/clock';

export interface RateLimit {
  /** Whether one more of this key may pass now. */
  take(key: string): boolean;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Beyond this many keys the fullest, which limit nobody, are forgotten. */
const MOST_KEYS = 50_000;

/**
 * A token bucket a key: `burst` at once, `perMinute` in the long run. Kept in this process: with several of them each lets as much through, which
 * is good enough against floods and no promise of an exact number.
 */
export function createRateLimit(
  systemClock: SystemClock,
  { burst, perMinute }: { burst: number; perMinute: number },
): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(key) {
      const now = systemClock.now().getTime();
      const { tokens, filledAt } = buckets.get(key) ?? { tokens: burst, filledAt: now };
      const filled = Math.min(burst, tokens + ((now - filledAt) / 60_000) * perMinute);
      const isFree = filled >= 1;
      buckets.set(key, { tokens: isFree ? filled - 1 : filled, filledAt: now });
      if (buckets.size > MOST_KEYS) forgetFull(buckets, now, { burst, perMinute });
      return isFree;
    },
  };
}

function forgetFull(buckets: Map<string, Bucket>, now: number, rate: { burst: number; perMinute: number }): void {
  for (const [key, { tokens, filledAt }] of buckets)
    if (tokens + ((now - filledAt) / 60_000) * rate.perMinute >= rate.burst) buckets.delete(key);
  // All of them in use: the oldest goes, so that no flood of keys fills the memory.
  for (const key of buckets.keys()) {
    if (buckets.size <= MOST_KEYS) break;
    buckets.delete(key);
  }
}
