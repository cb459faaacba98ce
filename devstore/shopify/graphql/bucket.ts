import type { BucketSize } from '../options';

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** The leaky bucket of one app on one shop. */
export interface CostBucket {
  /** Takes points if that many are there. */
  take(points: number): boolean;
  /** Gives back what a query asked for and did not use. */
  refund(points: number): void;
  status(): ThrottleStatus;
}

/** `systemNow` gives milliseconds since 1970. */
export function createCostBucket(size: BucketSize, systemNow: () => number): CostBucket {
  let available = size.maximumAvailable;
  let asOf = systemNow();
  const restore = () => {
    const now = systemNow();
    available = Math.min(size.maximumAvailable, available + ((now - asOf) / 1000) * size.restoreRate);
    asOf = now;
  };
  return {
    take(points) {
      restore();
      if (available < points) return false;
      available -= points;
      return true;
    },
    refund(points) {
      available = Math.min(size.maximumAvailable, available + points);
    },
    status() {
      restore();
      return { ...size, currentlyAvailable: Math.floor(available) };
    },
  };
}
