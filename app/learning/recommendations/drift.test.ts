import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftSince, SHIFTED } from './drift';
import type { PastPurchase } from './history';

const DAY = 86_400_000;
const SINCE = 1_000 * DAY;

/** Orders of one product each, a day before the instant or after it; products of a row sell the oftener the earlier they stand. */
const sold = (products: readonly string[], isAfter: boolean, each = 20): PastPurchase[] =>
  products.flatMap((id, place) =>
    Array.from({ length: each * (products.length - place) }, () => ({
      ...{ at: SINCE + (isAfter ? DAY : -DAY), buyer: null, items: [id] },
    })),
  );
const SHELF = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('drift', () => {
  test('is none where the same sells as before', () => {
    expect(driftSince([...sold(SHELF, false), ...sold(SHELF, true)], SINCE)).toBeCloseTo(0, 6);
  });

  test('is a shift where what sold last sells first', () => {
    const orders = [...sold(SHELF, false), ...sold([...SHELF].reverse(), true)];
    expect(driftSince(orders, SINCE)).toBeGreaterThan(SHIFTED);
  });

  test('is a shift where a third of the sales are of products nobody knew', () => {
    const orders = [...sold(SHELF, false), ...sold(SHELF, true), ...sold(['new', 'newer', 'newest'], true, 50)];
    expect(driftSince(orders, SINCE)).toBeGreaterThan(SHIFTED);
  });

  test('is not told from few sales, on either side', () => {
    expect(driftSince([...sold(SHELF, false), ...sold(SHELF, true, 5)], SINCE)).toBeNull();
    expect(driftSince([...sold(SHELF, false, 5), ...sold(SHELF, true)], SINCE)).toBeNull();
    expect(driftSince([], SINCE)).toBeNull();
  });

  test('does not look further back than ninety days', () => {
    const longAgo = sold(['old'], false, 1_000).map((order) => ({ ...order, at: SINCE - 91 * DAY }));
    const orders = [...sold(SHELF, false), ...sold(SHELF, true)];
    expect(driftSince([...longAgo, ...orders], SINCE)).toBe(driftSince(orders, SINCE));
  });

  test('is never below nothing, and a number whatever was sold', () => {
    const anySales = fc.array(fc.constantFrom(...SHELF, 'x', 'y'), { minLength: 200, maxLength: 400 });
    fc.assert(
      fc.property(anySales, anySales, (before, after) => {
        const orders = [
          ...before.map((id) => ({ at: SINCE - DAY, buyer: null, items: [id] })),
          ...after.map((id) => ({ at: SINCE + DAY, buyer: null, items: [id] })),
        ];
        const drift = driftSince(orders, SINCE);
        expect(drift).toBeGreaterThanOrEqual(-1e-12);
        expect(drift).toBeLessThan(Infinity);
      }),
    );
  });
});
