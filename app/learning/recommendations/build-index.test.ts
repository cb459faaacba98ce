import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowOf, type RecommenderIndex } from '~/decisions/recommendations/recommender-index';
import { anyTrainingData, daysAgo, numberOf, TRAINED_AT } from '../../../tests/factories/recommender-data';
import { buildIndex, type Basket, type TrainingData } from './build-index';

const SHRINKAGE = 5;
const past = <T extends { at: number }>(list: T[]): T[] => list.filter(({ at }) => at <= TRAINED_AT);
const basket = (items: string[], days = 1): Basket => ({ at: daysAgo(days), customer: 'ana', items });
const train = (baskets: Basket[], sessions: TrainingData['sessions'] = []) =>
  buildIndex({ baskets, sessions, now: TRAINED_AT });

interface Neighbour {
  product: string;
  similarity: number;
  together: number;
}
function neighboursOf(index: RecommenderIndex, product: string): Neighbour[] {
  const row = numberOf(index, product);
  const from = index.neighbours.offsets[row] ?? 0;
  return [...rowOf(index.neighbours, row)].map((other, place) => ({
    product: index.products[other] ?? '',
    similarity: index.neighbours.similarities[from + place] ?? 0,
    together: index.neighbours.together[from + place] ?? 0,
  }));
}

/** Cosine of two products over orders, shrunk, by counting all orders anew for each pair. */
function slowly(baskets: Basket[], product: string): Neighbour[] {
  const having = (...wanted: string[]) =>
    baskets.filter(({ items }) => wanted.every((item) => items.includes(item))).length;
  return [...new Set(baskets.flatMap(({ items }) => items))]
    .filter((other) => other !== product && having(product, other) > 0)
    .map((other) => {
      const together = having(product, other);
      const cosine = together / Math.sqrt(having(product) * having(other));
      return { product: other, similarity: (cosine * together) / (together + SHRINKAGE), together };
    })
    .sort((a, b) => b.similarity - a.similarity || (a.product < b.product ? -1 : 1))
    .map((each) => ({ ...each, similarity: Math.fround(each.similarity) }));
}

const always = (check: (data: TrainingData, index: RecommenderIndex) => void) =>
  fc.assert(
    fc.property(anyTrainingData, (data) => {
      check(data, buildIndex(data));
    }),
    { numRuns: 200 },
  );

describe('neighbours by co-purchase', () => {
  test('are those of the shrunk cosine, best first', () => {
    always(({ baskets }, index) => {
      for (const product of index.products)
        expect(neighboursOf(index, product)).toEqual(slowly(past(baskets), product));
    });
  });

  test('look at each other with the same eyes', () => {
    always((_data, index) => {
      for (const product of index.products)
        for (const { product: other, similarity, together } of neighboursOf(index, product))
          expect(neighboursOf(index, other)).toContainEqual({ product, similarity, together });
    });
  });

  test('look at each other with the same eyes in wholesale baskets, too, whose tail is cut', () => {
    const wholesale = basket(Array.from({ length: 70 }, (_, number) => `w${String(number).padStart(2, '0')}`));
    const index = train([wholesale, basket(['w69', 'tea'])]);
    expect(neighboursOf(index, 'w69').map(({ product }) => product)).toEqual(['tea']);
    expect(neighboursOf(index, 'w59')).toHaveLength(50);
  });

  test('are at most fifty, the nearest', () => {
    const many = Array.from({ length: 60 }, (_, number) => basket(['hub', `spoke${number}`]));
    const index = train([...many, basket(['hub', 'spoke59'])]);
    const found = neighboursOf(index, 'hub');
    expect(found).toHaveLength(50);
    expect(found[0]).toMatchObject({ product: 'spoke59', together: 2 });
  });

  test('bought together often stand before those bought together once by chance', () => {
    const often = Array.from({ length: 20 }, () => basket(['tea', 'pot']));
    const index = train([...often, ...often.slice(0, 10).map(() => basket(['tea'])), basket(['tea', 'odd'])]);
    expect(neighboursOf(index, 'tea').map(({ product }) => product)).toEqual(['pot', 'odd']);
  });

  test('count a product once an order, however often it stands there', () => {
    expect(neighboursOf(train([basket(['a', 'b', 'a', 'b'])]), 'a')).toMatchObject([{ product: 'b', together: 1 }]);
  });
});

describe('sessions', () => {
  test('are visits and baskets of more than one product, newest first, each product once in its order', () => {
    always(({ baskets, sessions }, index) => {
      const expected = [...past(sessions), ...past(baskets)]
        .filter(({ items }) => items.length > 1)
        .sort((a, b) => b.at - a.at)
        .map(({ items }) => [...new Set(items)]);
      const rows = index.sessions.offsets.length - 1;
      const found = Array.from({ length: rows }, (_, row) =>
        [...rowOf(index.sessions, row)].map((item) => index.products[item]),
      );
      expect(found).toEqual(expected);
    });
  });

  test('are found by product, newest first, and the rarer a product the more it tells', () => {
    always((_data, index) => {
      const rows = [...Array(index.sessions.offsets.length - 1).keys()];
      for (const item of index.products.keys()) {
        const having = rows.filter((row) => rowOf(index.sessions, row).includes(item));
        expect([...rowOf(index.sessionsOf, item)]).toEqual(having);
        expect(index.idf[item]).toBeCloseTo(Math.log((rows.length + 1) / (having.length + 1)), 6);
      }
    });
  });
});

describe('best-sellers', () => {
  test('are all that sold, by orders of which one a month old counts half', () => {
    always(({ baskets }, index) => {
      const weightOf = (product: string) =>
        past(baskets)
          .filter(({ items }) => items.includes(product))
          .reduce((sum, { at }) => sum + 2 ** (-(TRAINED_AT - at) / 86_400_000 / 30), 0);
      const ranked = [...index.bestSellers].map((item) => index.products[item] ?? '');
      expect(new Set(ranked)).toEqual(new Set(past(baskets).flatMap(({ items }) => items)));
      for (const [place, product] of ranked.slice(1).entries())
        expect(weightOf(product)).toBeLessThanOrEqual(weightOf(ranked[place] ?? '') + 1e-9);
    });
  });
});

describe('an index', () => {
  test('knows nothing of what came after the instant it is trained for', () => {
    always(({ baskets, sessions, now }, index) => {
      expect(buildIndex({ baskets: past(baskets), sessions: past(sessions), now })).toEqual(index);
    });
  });

  test('is the same whatever order orders of different times come in', () => {
    always(({ baskets, sessions, now }, index) => {
      const apart = <T extends { at: number }>(list: T[]) => [...new Map(list.map((each) => [each.at, each])).values()];
      const [some, visits] = [
        apart(baskets),
        apart(sessions).filter(({ at }) => !baskets.some((each) => each.at === at)),
      ];
      const forth = buildIndex({ baskets: some, sessions: visits, now });
      expect(buildIndex({ baskets: [...some].reverse(), sessions: [...visits].reverse(), now }).neighbours).toEqual(
        forth.neighbours,
      );
      expect(index.products).toEqual([...index.products].sort());
    });
  });

  test('of nothing is empty and serves', () => {
    expect(train([])).toMatchObject({ products: [], bestSellers: new Uint32Array() });
  });
});
