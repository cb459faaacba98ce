import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankedWorth } from './ranking';

const list = (...items: number[]) => items;

describe('what a ranked list is worth', () => {
  test('by hand: the second and fourth of three wanted', () => {
    const worth = rankedWorth(list(9, 1, 8, 2), new Set([1, 2, 3]), 3);
    const [dcg, ideal] = [1 / Math.log2(3) + 1 / Math.log2(5), 1 + 1 / Math.log2(3) + 1 / Math.log2(4)];
    expect(worth).toEqual({ hr10: 1, hr20: 1, mrr20: 0.5, ndcg10: dcg / ideal, p10: 0.2, r10: 2 / 3 });
  });

  test('counts what nobody could have known among the wanted', () => {
    expect(rankedWorth(list(1), new Set([1]), 4)).toMatchObject({ r10: 0.25 });
    expect(rankedWorth(list(1), new Set([1]), 4).ndcg10).toBeLessThan(rankedWorth(list(1), new Set([1]), 1).ndcg10);
  });

  test('a hit behind the tenth counts for twenty alone, one behind the twentieth for nothing', () => {
    const ranked = Array.from({ length: 25 }, (_, item) => item);
    expect(rankedWorth(ranked, new Set([10]), 1)).toMatchObject({ hr10: 0, hr20: 1, mrr20: 1 / 11, ndcg10: 0 });
    expect(rankedWorth(ranked, new Set([20]), 1)).toMatchObject({ hr10: 0, hr20: 0, mrr20: 0 });
  });

  test('lies between 0 and 1, is 1 for all wanted in front, and never falls when a wanted one moves up', () => {
    const anyList = fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(
        anyList,
        fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (ranked, wanted, pick) => {
          const worth = rankedWorth(ranked, new Set(wanted), wanted.length);
          for (const value of Object.values(worth)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1 + 1e-12);
          }
          expect(rankedWorth(wanted, new Set(wanted), wanted.length).ndcg10).toBeCloseTo(1);
          const at = 1 + (pick % (ranked.length - 1));
          const [moved, ahead] = [ranked[at] ?? -1, ranked[at - 1] ?? -1];
          if (!wanted.includes(moved) || wanted.includes(ahead)) return;
          const better = ranked.with(at, ahead).with(at - 1, moved);
          expect(rankedWorth(better, new Set(wanted), wanted.length).ndcg10).toBeGreaterThanOrEqual(
            worth.ndcg10 - 1e-12,
          );
        },
      ),
    );
  });
});
