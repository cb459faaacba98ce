import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyIndex, numberOf, trainedOn } from '../../../../tests/factories/recommender-data';
import { rowOf, type RecommenderIndex } from '../recommender-index';
import { sessionKnn } from './session-knn';

const NEAREST = 100;
const sessionsIn = (index: RecommenderIndex): number[][] =>
  Array.from({ length: index.sessions.offsets.length - 1 }, (_, row) => [...rowOf(index.sessions, row)]);

/** VMIS-kNN as the paper tells it, slowly: every past session is looked at, for every product. */
function slowly(index: RecommenderIndex, viewed: number[], limit: number) {
  const recent = viewed.filter((item, place) => viewed.lastIndexOf(item) === place).slice(-20);
  const near = sessionsIn(index)
    .map((items, row) => {
      const shared = recent.flatMap((item, place) => (items.includes(item) ? [place] : []));
      const similarity = shared.reduce((sum, place) => sum + (place + 1) / recent.length, 0);
      return { row, items, similarity, latest: Math.max(...shared) };
    })
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
    .slice(0, NEAREST);
  return index.products
    .map((_, item) => {
      const voters = near.filter(({ items }) => items.includes(item));
      const vote = ({ similarity, latest }: (typeof near)[number]) =>
        similarity * Math.max(0, 1 - (recent.length - 1 - latest) / 10) * (index.idf[item] ?? 0);
      return { item, voters, score: voters.reduce((sum, voter) => sum + vote(voter), 0) };
    })
    .filter(({ item, voters }) => voters.length > 0 && !recent.includes(item))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, limit);
}

const anyVisit = anyIndex.chain((index) =>
  fc.record({
    index: fc.constant(index),
    viewed: index.products.length
      ? fc.array(fc.nat({ max: index.products.length - 1 }), { maxLength: 14 })
      : fc.constant<number[]>([]),
    limit: fc.integer({ min: 0, max: 10 }),
  }),
);

describe('neighbours of a session', () => {
  test('are those the definition gives, with its scores', () => {
    fc.assert(
      fc.property(anyVisit, ({ index, viewed, limit }) => {
        const found = sessionKnn(index, viewed, limit);
        const expected = slowly(index, viewed, limit);
        // Sums in another order differ in their last digits: scores are compared place by place, products by their own scores.
        expect(found).toHaveLength(expected.length);
        const all = new Map(slowly(index, viewed, Infinity).map(({ item, score }) => [item, score]));
        for (const [place, { item, score }] of found.entries()) {
          expect(score).toBeCloseTo(expected[place]?.score ?? NaN, 6);
          expect(score).toBeCloseTo(all.get(item) ?? NaN, 6);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('name a product of this session that stood in past sessions together with them, and count those', () => {
    fc.assert(
      fc.property(anyVisit, ({ index, viewed, limit }) => {
        const voters = new Map(slowly(index, viewed, Infinity).map((each) => [each.item, each.voters.length]));
        for (const { item, reason } of sessionKnn(index, viewed, limit)) {
          if (reason.kind !== 'because-viewed') throw new Error(`a session's neighbour is explained by ${reason.kind}`);
          const named = numberOf(index, reason.productId);
          expect(viewed).toContain(named);
          expect(named).not.toBe(item);
          expect(sessionsIn(index).some((items) => items.includes(named) && items.includes(item))).toBe(true);
          expect(reason.sessions).toBe(voters.get(item));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of a session of products nobody met are none', () => {
    const index = trainedOn([['a'], ['b', 'c']]);
    expect(sessionKnn(index, [], 10)).toEqual([]);
    expect(sessionKnn(index, [numberOf(index, 'a')], 10)).toEqual([]);
  });

  test('follow what was looked at last more than what was looked at first', () => {
    const index = trainedOn(
      [],
      [
        ['a', 'x'],
        ['b', 'y'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    );
    const [a, b] = [numberOf(index, 'a'), numberOf(index, 'b')];
    const best = (viewed: number[]) => {
      const [found] = sessionKnn(index, viewed, 10);
      return index.products[found?.item ?? -1];
    };
    expect([best([a, b]), best([b, a])]).toEqual(['y', 'x']);
  });

  test('a product looked at twice counts where it was looked at last', () => {
    const index = trainedOn(
      [],
      [
        ['a', 'x'],
        ['b', 'y'],
        ['c', 'd'],
      ],
    );
    const [a, b] = [numberOf(index, 'a'), numberOf(index, 'b')];
    expect(sessionKnn(index, [a, b, a], 10)).toEqual(sessionKnn(index, [b, a], 10));
  });

  test('rare products weigh more than those that are in everything', () => {
    const index = trainedOn(
      [],
      [
        ['a', 'rare', 'tote'],
        ['b', 'tote'],
        ['c', 'tote'],
        ['d', 'tote'],
      ],
    );
    const found = sessionKnn(index, [numberOf(index, 'a')], 10).map(({ item }) => index.products[item]);
    expect(found.indexOf('rare')).toBeLessThan(found.indexOf('tote'));
  });
});

describe('of very many past sessions', () => {
  /** Sessions from new to old, each with the common product and one of its own. */
  const crowd = (count: number) => Array.from({ length: count }, (_, age) => ['common', `own${age}`]);

  test('the hundred nearest vote, of equally near ones the newest', () => {
    const index = trainedOn([], crowd(150));
    const found = sessionKnn(index, [numberOf(index, 'common')], 1_000).map(({ item }) => index.products[item]);
    expect(found).toHaveLength(100);
    expect(found).toContain('own99');
    expect(found).not.toContain('own100');
  });

  test('the five hundred newest of a product are looked at', () => {
    const sessions = crowd(520);
    for (const age of [499, 500]) sessions[age] = ['common', 'second', `own${age}`];
    const index = trainedOn([], sessions);
    const viewed = [numberOf(index, 'common'), numberOf(index, 'second')];
    const voted = (product: string) =>
      sessionKnn(index, viewed, 1_000).find(({ item }) => index.products[item] === product)?.score ?? 0;
    // Both hold both products, but only in the newer one is the common product within reach.
    expect(voted('own499')).toBeGreaterThan(voted('own500'));
  });

  test('of the session itself the last twenty products count', () => {
    const long = Array.from({ length: 21 }, (_, place) => `v${String(place).padStart(2, '0')}`);
    const index = trainedOn([], [['v00', 'x'], ['v01', 'y'], [...long]]);
    const viewed = long.map((product) => numberOf(index, product));
    const found = sessionKnn(index, viewed, 1_000).map(({ item }) => index.products[item]);
    expect(found).toContain('y');
    expect(found).not.toContain('x');
  });
});
