import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBuckets } from './token-buckets';

describe('a token bucket', () => {
  it('allows its burst at once, then as many a second as it refills, and says how long to wait', () => {
    const buckets = createTokenBuckets({ burst: 3, perSecond: 0.5 });
    expect([0, 0, 0, 0].map((now) => buckets.take('a', now))).toEqual([0, 0, 0, 2]);
    expect(buckets.take('a', 1_000)).toBe(1);
    expect(buckets.take('a', 2_000)).toBe(0);
    expect(buckets.take('a', 2_000)).toBe(2);
  });

  it('is each one’s own', () => {
    const buckets = createTokenBuckets({ burst: 1, perSecond: 1 });
    expect([buckets.take('a', 0), buckets.take('b', 0), buckets.take('a', 0)]).toEqual([0, 0, 1]);
  });

  it('never allows more than burst and refill together, whenever it is asked, and never less after a rest', () => {
    const asked = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10 }), (gaps, burst, perSecond) => {
        const buckets = createTokenBuckets({ burst, perSecond });
        let now = 0;
        let taken = 0;
        for (const gap of gaps) {
          now += gap;
          if (buckets.take('a', now) === 0) taken += 1;
          expect(taken).toBeLessThanOrEqual(burst + (now / 1_000) * perSecond + 1e-6);
        }
        now += Math.ceil((burst / perSecond) * 1_000) + 1;
        for (let nth = 0; nth < burst; nth++) expect(buckets.take('a', now)).toBe(0);
      }),
    );
  });

  it('is not refilled by a clock that goes back', () => {
    const buckets = createTokenBuckets({ burst: 1, perSecond: 1 });
    expect([buckets.take('a', 10_000), buckets.take('a', 0), buckets.take('a', 10_500)]).toEqual([0, 1, 1]);
  });

  it('is forgotten when there are too many, who asked longest ago first', () => {
    const buckets = createTokenBuckets({ burst: 1, perSecond: 1 }, 3);
    for (const key of ['a', 'b', 'c', 'a', 'd']) buckets.take(key, 0);
    expect(buckets.size()).toBe(3);
    expect(buckets.take('a', 0), 'asked just now, remembered').toBe(1);
    expect(buckets.take('b', 0), 'forgotten').toBe(0);
  });
});
