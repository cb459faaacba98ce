import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../tests/factories/times';
import { createRateLimit } from './rate-limit';

function limited(rate: { burst: number; perMinute: number }) {
  let nowMs = 0;
  const limit = createRateLimit({ time: 'system', now: () => after(nowMs) }, rate);
  return { take: (key = 'a') => limit.take(key), pass: (ms: number) => void (nowMs += ms) };
}

describe('a rate limit', () => {
  it('lets a burst through, then as many as its rate says', () => {
    const { take, pass } = limited({ burst: 3, perMinute: 2 });
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    pass(29_999);
    expect(take()).toBe(false);
    pass(1);
    expect([take(), take()]).toEqual([true, false]);
  });

  it('keeps each key apart', () => {
    const { take } = limited({ burst: 1, perMinute: 1 });
    expect([take('a'), take('b'), take('a'), take('b')]).toEqual([true, true, false, false]);
  });

  it('never lets more through than burst and rate allow, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 200 }), (waits) => {
        const { take, pass } = limited({ burst: 5, perMinute: 6 });
        let passed = 0;
        for (const ms of waits) {
          pass(ms);
          if (take()) passed += 1;
        }
        const total = waits.reduce((sum, ms) => sum + ms, 0);
        expect(passed).toBeLessThanOrEqual(5 + (total / 60_000) * 6 + 1e-9);
      }),
    );
  });

  it('still holds who comes often after a flood of others', () => {
    const { take } = limited({ burst: 1, perMinute: 1 });
    for (let other = 0; other < 60_000; other++) take(`other ${other}`);
    expect([take('a'), take('a')]).toEqual([true, false]);
  });
});
