import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestLimits } from './request-limits';

function asker() {
  const limits = createRequestLimits();
  let nowMs = 1_700_000_040_000;
  return {
    take: (key = 'a') => limits.take(key, nowMs),
    many(count: number, key = 'a') {
      let passed = 0;
      for (let asked = 0; asked < count; asked++) if (!limits.take(key, nowMs).isOver) passed += 1;
      return passed;
    },
    pass: (ms: number) => void (nowMs += ms),
  };
}

describe('the limits of a key', () => {
  it('are 350 requests in a second, and begin anew in the next', () => {
    const { many, take, pass } = asker();
    expect(many(400)).toBe(350);
    expect(take()).toMatchObject({ isOver: true, limit: 350, remaining: 0, resetSeconds: 1 });
    pass(1_000);
    expect(many(400)).toBe(350);
  });

  it('are 3,500 in a minute, and say how long to wait', () => {
    const { many, take, pass } = asker();
    for (let second = 0; second < 10; second++) {
      expect(many(350)).toBe(350);
      pass(1_000);
    }
    expect(take()).toEqual({ isOver: true, limit: 3_500, remaining: 0, resetSeconds: 50 });
    pass(50_000);
    expect(take().isOver).toBe(false);
  });

  it('are each key’s own', () => {
    const { many } = asker();
    expect([many(400, 'a'), many(400, 'b')]).toEqual([350, 350]);
  });

  it('hold although many others ask in between', () => {
    const { many, take } = asker();
    many(350);
    for (let other = 0; other < 9_000; other++) take(`other ${other}`);
    expect(take().isOver).toBe(true);
  });

  it('let no more through in a minute than they say, however requests come', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ wait: fc.nat(900), count: fc.nat(500) }), { maxLength: 60 }), (bursts) => {
        const { many, pass } = asker();
        let [passed, waited] = [0, 0];
        for (const { wait, count } of bursts) {
          if (waited + wait >= 60_000) break;
          pass(wait);
          waited += wait;
          passed += many(count);
        }
        expect(passed).toBeLessThanOrEqual(3_500);
      }),
      { numRuns: 50 },
    );
  });
});
