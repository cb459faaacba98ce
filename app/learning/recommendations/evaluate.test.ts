import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyBasket, anySession } from '../../../tests/factories/recommender-data';
import type { Basket } from './build-index';
import { evaluateBaskets } from './evaluate';
import { isHit } from './metrics/hit-rate';

const DAY = 86_400_000;
const basket = (day: number, items: string[]): Basket => ({ at: day * DAY, customer: 'ana', items });
/** A hundred days in each of which tea goes with its pot, and one of many other things is bought alone. */
const teaTime = Array.from({ length: 100 }, (_, day) => [
  basket(day, ['tea', 'pot']),
  basket(day, [`other${day % 30}`]),
  basket(day, [`other${(day + 7) % 30}`]),
]).flat();

describe('measuring what the serving chain would have found', () => {
  test('hides the last product of each order of the last tenth of the time and asks for it', () => {
    const evaluation = evaluateBaskets(teaTime, []);
    expect(evaluation).toEqual({ cases: 10, hitRate10: 1, popularityHitRate10: 1 });
  });

  test('finds what goes together where best-sellers do not', () => {
    const others = teaTime.filter(({ items }) => items.length === 1);
    const rare = [0, 30, 60, 99].map((day) => basket(day, ['tea', 'pot']));
    expect(evaluateBaskets([...others, ...others, ...rare], [])).toEqual({
      cases: 1,
      hitRate10: 1,
      popularityHitRate10: 0,
    });
  });

  test('does not know what it is asked for: products sold for the first time in the last tenth are not found', () => {
    const news = [...teaTime.filter(({ at }) => at < 85 * DAY), basket(99, ['tea', 'novelty'])];
    expect(evaluateBaskets(news, [])).toMatchObject({ cases: 1, hitRate10: 0, popularityHitRate10: 0 });
  });

  test('does not count a cart’s own products as found, in either of the two', () => {
    const only = [basket(0, ['tea']), basket(0, ['pot']), basket(100, ['tea', 'cup'])];
    expect(evaluateBaskets(only, [])).toEqual({ cases: 1, hitRate10: 0, popularityHitRate10: 0 });
  });

  test('says nothing where there is too little', () => {
    expect(evaluateBaskets([], [])).toBeNull();
    expect(evaluateBaskets([basket(1, ['tea', 'pot'])], [])).toBeNull();
    expect(evaluateBaskets([basket(1, ['tea', 'pot']), basket(100, ['tea'])], [])).toBeNull();
  });

  test('asks about at most two thousand orders', () => {
    const late = Array.from({ length: 2_500 }, () => basket(100, ['tea', 'pot']));
    expect(evaluateBaskets([basket(0, ['tea', 'pot']), ...late], [])?.cases).toBe(2_000);
  });

  test('gives rates of whole cases between none and all, the same each time', () => {
    fc.assert(
      fc.property(
        fc.array(anyBasket, { maxLength: 30 }),
        fc.array(anySession, { maxLength: 5 }),
        (baskets, sessions) => {
          const evaluation = evaluateBaskets(baskets, sessions);
          expect(evaluateBaskets(baskets, sessions)).toEqual(evaluation);
          if (!evaluation) return;
          for (const rate of [evaluation.hitRate10, evaluation.popularityHitRate10]) {
            expect(rate * evaluation.cases).toBeCloseTo(Math.round(rate * evaluation.cases), 6);
            expect(rate).toBeGreaterThanOrEqual(0);
            expect(rate).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});

describe('a hit', () => {
  test('is one of the first k that was wanted', () => {
    const ranked = ['a', 'b', 'c'];
    expect([1, 2, 3].map((k) => isHit(ranked, new Set(['b', 'z']), k))).toEqual([false, true, true]);
    expect(isHit(ranked, new Set(), 3)).toBe(false);
    expect(isHit([], new Set(['a']), 3)).toBe(false);
  });
});
