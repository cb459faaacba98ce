import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meet, mostAlongside, stateAt, type RuleTimes } from './rule-times';

const NOW = new Date('2026-03-10T12:00:00.000Z');
const day = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);
const times = (from: number | null, until: number | null): RuleTimes => ({
  startsAt: from === null ? null : day(from),
  endsAt: until === null ? null : day(until),
});

describe('times of rules', () => {
  test('that only touch do not meet', () => {
    expect(meet(times(1, 3), times(3, 5), NOW)).toBe(false);
    expect(meet(times(1, 3), times(2.9, 5), NOW)).toBe(true);
    expect(meet(times(null, null), times(-9, -1), NOW)).toBe(false);
  });

  test('are counted where most of them meet', () => {
    const others = [times(0, 2), times(1, 3), times(2, 4), times(9, null)];
    expect(mostAlongside(times(null, null), others, NOW)).toBe(2);
    expect(mostAlongside(times(3.5, 8), others, NOW)).toBe(1);
    expect(mostAlongside(times(5, 8), others, NOW)).toBe(0);
  });

  test('begin with their first moment and are over with their last', () => {
    expect([times(0, 1), times(1, 2), times(-2, 0), times(null, null)].map((each) => stateAt(each, NOW))).toEqual([
      'in-force',
      'to-come',
      'over',
      'in-force',
    ]);
  });

  const anyDay = fc.option(fc.integer({ min: -5, max: 15 }), { nil: null });
  const anyTimes = fc
    .tuple(anyDay, anyDay)
    .map(([a, b]) => (a !== null && b !== null && a >= b ? times(b, a + 1) : times(a, b)));

  test('are counted as if one looked at every half day', () => {
    fc.assert(
      fc.property(anyTimes, fc.array(anyTimes, { maxLength: 6 }), (one, others) => {
        const isInForce = (each: RuleTimes, at: Date) => stateAt(each, at) === 'in-force';
        const days = Array.from({ length: 60 }, (_, half) => day(half / 2)).filter((at) => isInForce(one, at));
        const counts = days.map((at) => others.filter((other) => isInForce(other, at)).length);
        if (counts.length > 0) expect(mostAlongside(one, others, NOW)).toBe(Math.max(...counts));
      }),
    );
  });
});
