import { describe, expect, it } from 'vitest';
import { createCostBucket } from './bucket';

describe('the bucket', () => {
  const size = { maximumAvailable: 2000, restoreRate: 100 };

  it('empties by what is taken and fills by time, never beyond its size', () => {
    let now = 0;
    const bucket = createCostBucket(size, () => now);
    expect(bucket.take(1500)).toBe(true);
    expect(bucket.status()).toEqual({ ...size, currentlyAvailable: 500 });
    expect(bucket.take(501)).toBe(false);
    now = 1000;
    expect(bucket.status().currentlyAvailable).toBe(600);
    expect(bucket.take(501)).toBe(true);
    now = 1_000_000;
    expect(bucket.status().currentlyAvailable).toBe(2000);
  });

  it('takes back what was not used', () => {
    const bucket = createCostBucket(size, () => 0);
    bucket.take(100);
    bucket.refund(60);
    expect(bucket.status().currentlyAvailable).toBe(1960);
    bucket.refund(1000);
    expect(bucket.status().currentlyAvailable).toBe(2000);
  });
});
