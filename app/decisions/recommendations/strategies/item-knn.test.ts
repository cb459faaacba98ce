import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyIndex, numberOf, trainedOn } from '../../../../tests/factories/recommender-data';
import { rowOf, type RecommenderIndex } from '../recommender-index';
import { itemKnn } from './item-knn';

/** What stands in the index about two products, found by looking at every entry. */
function pair(index: RecommenderIndex, item: number, other: number) {
  const neighbours = [...rowOf(index.neighbours, item)];
  const place = neighbours.indexOf(other);
  if (place < 0) return null;
  const at = (index.neighbours.offsets[item] ?? 0) + place;
  return { similarity: index.neighbours.similarities[at] ?? 0, together: index.neighbours.together[at] ?? 0 };
}

/** The definition, slowly: each product's score is the sum of its similarities to the cart's products. */
function slowly(index: RecommenderIndex, cart: number[], limit: number) {
  return index.products
    .map((_, item) => {
      const pairs = cart.flatMap((of) => {
        const found = pair(index, of, item);
        return found ? [{ of, ...found }] : [];
      });
      const score = pairs.reduce((sum, { similarity }) => sum + similarity, 0);
      const [strongest] = [...pairs].sort((a, b) => b.similarity - a.similarity);
      return { item, score, strongest };
    })
    .filter(({ strongest }) => strongest !== undefined)
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, limit);
}

const anyCart = anyIndex.chain((index) =>
  fc.record({
    index: fc.constant(index),
    cart: index.products.length
      ? fc.uniqueArray(fc.nat({ max: index.products.length - 1 }), { maxLength: 4 })
      : fc.constant<number[]>([]),
    limit: fc.integer({ min: 0, max: 10 }),
  }),
);

describe('neighbours of a cart', () => {
  test('are those the definition gives, in its order and with its scores', () => {
    fc.assert(
      fc.property(anyCart, ({ index, cart, limit }) => {
        const found = itemKnn(index, cart, limit);
        const expected = slowly(index, cart, limit);
        expect(found.map(({ item }) => item)).toEqual(expected.map(({ item }) => item));
        for (const [place, { score }] of found.entries()) expect(score).toBeCloseTo(expected[place]?.score ?? NaN, 6);
      }),
      { numRuns: 300 },
    );
  });

  test('name the product of the cart they are most like, and in how many orders both were', () => {
    fc.assert(
      fc.property(anyCart, ({ index, cart, limit }) => {
        for (const { item, reason } of itemKnn(index, cart, limit)) {
          if (reason.kind !== 'bought-together') throw new Error(`a neighbour is explained by ${reason.kind}`);
          const named = numberOf(index, reason.withProductId);
          expect(cart).toContain(named);
          const own = pair(index, named, item);
          expect(reason.orders).toBe(own?.together);
          const strongest = Math.max(...cart.map((of) => pair(index, of, item)?.similarity ?? 0));
          expect(own?.similarity).toBe(strongest);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of an empty cart, or one of products nobody bought with others, are none', () => {
    const index = trainedOn([['a', 'b'], ['c']]);
    expect(itemKnn(index, [], 10)).toEqual([]);
    expect(itemKnn(index, [numberOf(index, 'c')], 10)).toEqual([]);
  });

  test('of a cart of two may be reached from both, and score higher for it', () => {
    const index = trainedOn([
      ['a', 'x'],
      ['b', 'x'],
      ['b', 'x'],
      ['a', 'y'],
      ['a', 'y'],
    ]);
    const [first] = itemKnn(index, [numberOf(index, 'a'), numberOf(index, 'b')], 1);
    expect(first).toMatchObject({
      item: numberOf(index, 'x'),
      reason: { kind: 'bought-together', withProductId: 'b', orders: 2 },
    });
  });
});
