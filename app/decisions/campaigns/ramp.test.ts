import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ramp } from './campaign';
import { rampLengthMs, rampOffsetMs, roomIn } from './ramp';

const HOUR = 3_600_000;
const hourly = fc.record({
  kind: fc.constant('hourly' as const),
  perHour: fc.integer({ min: 1, max: 300 }),
  growthPercent: fc.integer({ min: 0, max: 100 }),
});
const parts = fc.record({
  kind: fc.constant('parts' as const),
  parts: fc.integer({ min: 2, max: 48 }),
  overHours: fc.integer({ min: 1, max: 168 }),
});
/** How many turns stand at each of what they are told apart by. */
const sizesBy = (turns: number[], of: (ms: number) => number): Map<number, number> => {
  const sizes = new Map<number, number>();
  for (const ms of turns) sizes.set(of(ms), (sizes.get(of(ms)) ?? 0) + 1);
  return sizes;
};
const people = fc.integer({ min: 1, max: 2_000 });
const offsets = (ramp: Ramp, count: number) =>
  Array.from({ length: count }, (_, place) => rampOffsetMs(ramp, place, count));

describe('a ramp', () => {
  it('by the hour never has more in an hour than it has room for, and fills each before the next', () => {
    fc.assert(
      fc.property(hourly, people, (ramp, count) => {
        const perHour = sizesBy(offsets(ramp, count), (ms) => Math.floor(ms / HOUR));
        const hours = [...perHour.keys()];
        expect(hours).toEqual(hours.map((_, hour) => hour));
        for (const [hour, turns] of perHour)
          if (hour < hours.length - 1) expect(turns).toBe(roomIn(ramp, hour));
          else expect(turns).toBeLessThanOrEqual(roomIn(ramp, hour));
      }),
    );
  });

  it('by the hour never has more in sixty minutes, whenever they begin, than the later hour they touch has room for', () => {
    fc.assert(
      fc.property(hourly, people, (ramp, count) => {
        const turns = offsets(ramp, count);
        let last = 0;
        for (const [first, from] of turns.entries()) {
          while (last < turns.length && (turns[last] ?? 0) < from + HOUR) last += 1;
          expect(last - first).toBeLessThanOrEqual(roomIn(ramp, Math.floor((from + HOUR - 1) / HOUR)));
        }
      }),
    );
  });

  it('in parts has as many at each time as at any other, give or take one, and the last when it said', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 48, max: 2_000 }), (ramp, count) => {
        const sizes = [...sizesBy(offsets(ramp, count), (ms) => ms).values()];
        expect(sizes).toHaveLength(ramp.parts);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(rampLengthMs(ramp, count)).toBe(ramp.overHours * HOUR);
      }),
    );
  });

  it('never has a later place before an earlier one', () => {
    fc.assert(
      fc.property(fc.oneof(hourly, parts), people, (ramp, count) => {
        const turns = offsets(ramp, count);
        expect(turns).toEqual([...turns].sort((a, b) => a - b));
      }),
    );
  });

  it('that grows by a fifth from 100 has 100, 120, 144 and 172', () => {
    const ramp = { kind: 'hourly', perHour: 100, growthPercent: 20 } as const;
    expect([0, 1, 2, 3].map((hour) => roomIn(ramp, hour))).toEqual([100, 120, 144, 172]);
  });

  it('takes those who came after it was counted into its last part', () => {
    expect(rampOffsetMs({ kind: 'parts', parts: 4, overHours: 6 }, 130, 100)).toBe(6 * HOUR);
  });

  it('of a million people by the hour is worked out at once', () => {
    expect(rampOffsetMs({ kind: 'hourly', perHour: 1, growthPercent: 0 }, 999_999, 1_000_000)).toBe(999_999 * HOUR);
  });
});
