import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastTouch, type Touch } from './last-touch';
import { usualWindows } from './windows';

const ORDERED = new Date('2026-03-10T12:00:00.000Z');
const DAY = 86_400_000;
const touch = (messageId: string, msBefore: number): Touch => ({
  messageId,
  at: new Date(ORDERED.getTime() - msBefore),
});

/** Clicks around an order, some to the millisecond at the edges of what counts. */
const edge = fc.constantFrom(-1_001, -1_000, -999, -1, 0, 1, 5 * DAY - 1, 5 * DAY, 5 * DAY + 1);
const msBefore = fc.oneof(edge, fc.integer({ min: -2 * DAY, max: 12 * DAY }));
const anyTouches = fc
  .uniqueArray(msBefore, { maxLength: 12 })
  .map((list) => list.map((ms, number) => touch(`m${number}`, ms)));

/** By the book: throw out what does not count, sort, take the last. */
function slowly(touches: Touch[], windowDays: number): Touch | null {
  const counting = touches.filter(({ at }) => {
    const ms = ORDERED.getTime() - at.getTime();
    return ms > -1_000 && ms <= windowDays * DAY;
  });
  return counting.sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1) ?? null;
}

describe('an order is credited to', () => {
  test('the last click before it within the window, whatever order clicks are told in', () => {
    fc.assert(
      fc.property(anyTouches, fc.integer({ min: 1, max: 10 }), (touches, windowDays) => {
        expect(lastTouch(touches, ORDERED, windowDays)).toEqual(slowly(touches, windowDays));
      }),
      { numRuns: 1_000 },
    );
  });

  test('nobody when nobody clicked, or only after it, or too long before it', () => {
    expect(lastTouch([], ORDERED)).toBeNull();
    expect(lastTouch([touch('late', -DAY)], ORDERED)).toBeNull();
    expect(lastTouch([touch('old', usualWindows.clickDays * DAY + 1)], ORDERED)).toBeNull();
  });

  test('a click in the very second that its stamp names: stamps are whole seconds, cut off', () => {
    expect(lastTouch([touch('same-second', -999)], ORDERED)?.messageId).toBe('same-second');
    expect(lastTouch([touch('next-second', -1_000)], ORDERED)).toBeNull();
  });

  test('the newer of two mails', () => {
    expect(lastTouch([touch('second', 1_000), touch('first', 2_000)], ORDERED)?.messageId).toBe('second');
  });

  test('a click exactly five days old, and none older', () => {
    expect(lastTouch([touch('edge', 5 * DAY)], ORDERED)?.messageId).toBe('edge');
  });
});
