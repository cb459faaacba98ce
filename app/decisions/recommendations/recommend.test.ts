import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyIndex, numberOf, PRODUCTS, trainedOn } from '../../../tests/factories/recommender-data';
import { recommend } from './recommend';
import type { Scored } from './recommendation';
import { rowOf, type RecommenderIndex } from './recommender-index';
import { itemKnn } from './strategies/item-knn';
import { sessionKnn } from './strategies/session-knn';

/** Products of the shop, and one that no index knows. */
const product = fc.constantFrom(...PRODUCTS, 'unheard-of');
const anyAsking = fc.record({
  index: anyIndex,
  query: fc.record({ cart: fc.uniqueArray(product, { maxLength: 4 }), viewed: fc.array(product, { maxLength: 6 }) }),
  eligible: fc.subarray(PRODUCTS).map((products) => new Set(products)),
  limit: fc.integer({ min: 0, max: 6 }),
});
type Asking = typeof anyAsking extends fc.Arbitrary<infer T> ? T : never;
const ask = ({ index, query, eligible, limit }: Asking) =>
  recommend(index, query, (productId) => eligible.has(productId), limit);
const always = (check: (asking: Asking, chosen: ReturnType<typeof ask>) => void) =>
  fc.assert(
    fc.property(anyAsking, (asking) => {
      check(asking, ask(asking));
    }),
    { numRuns: 300 },
  );

const areNeighbours = (index: RecommenderIndex, of: string, item: string) =>
  rowOf(index.neighbours, numberOf(index, of)).includes(numberOf(index, item));
const shareASession = (index: RecommenderIndex, a: string, b: string) =>
  [...rowOf(index.sessionsOf, numberOf(index, a))].some((row) =>
    rowOf(index.sessions, row).includes(numberOf(index, b)),
  );

describe('what is recommended', () => {
  test('is never in the cart, always eligible, never twice, and never more than asked for', () => {
    always(({ query, eligible, limit }, chosen) => {
      const ids = chosen.map(({ productId }) => productId);
      expect(ids.filter((id) => query.cart.includes(id))).toEqual([]);
      expect(ids.filter((id) => !eligible.has(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeLessThanOrEqual(limit);
    });
  });

  test('fills up with best-sellers: fewer come only when nothing else that sold is left', () => {
    always(({ index, query, eligible, limit }, chosen) => {
      const sold = [...index.bestSellers].map((item) => index.products[item] ?? '');
      const possible = sold.filter((id) => eligible.has(id) && !query.cart.includes(id));
      expect(chosen.length).toBeGreaterThanOrEqual(Math.min(limit, possible.length));
    });
  });

  test('is the same whenever it is asked, and for fewer it is the beginning of it', () => {
    always((asking, chosen) => {
      expect(ask(asking)).toEqual(chosen);
      expect(ask({ ...asking, limit: Math.floor(asking.limit / 2) })).toEqual(
        chosen.slice(0, Math.floor(asking.limit / 2)),
      );
    });
  });

  test('does not change by what nobody may be shown being asked about', () => {
    always((asking, chosen) => {
      const { cart, viewed } = asking.query;
      const more = { cart: [...cart, 'never-seen'], viewed: ['never-seen', ...viewed] };
      expect(ask({ ...asking, query: more })).toEqual(chosen);
    });
  });

  test('names as its reason a product of the cart, of the visit, or its own rank, and the reason is true', () => {
    always(({ index, query }, chosen) => {
      for (const { productId, reason } of chosen)
        switch (reason.kind) {
          case 'bought-together':
            expect(query.cart).toContain(reason.withProductId);
            expect(areNeighbours(index, reason.withProductId, productId)).toBe(true);
            expect(reason.orders).toBeGreaterThan(0);
            break;
          case 'because-viewed':
            expect([...query.viewed, ...query.cart]).toContain(reason.productId);
            expect(shareASession(index, reason.productId, productId)).toBe(true);
            break;
          case 'best-seller':
            expect(index.products[index.bestSellers[reason.rank - 1] ?? -1]).toBe(productId);
        }
    });
  });

  test('is never explained by itself', () => {
    always((_asking, chosen) => {
      for (const { productId, reason } of chosen)
        if (reason.kind === 'because-viewed') expect(reason.productId).not.toBe(productId);
    });
  });
});

describe('the chain', () => {
  const all = () => true;

  test('puts what goes with the cart before what merely sells', () => {
    const index = trainedOn([['tea', 'pot'], ['tea', 'pot'], ['hit'], ['hit'], ['hit'], ['hit']]);
    const chosen = recommend(index, { cart: ['tea'], viewed: [] }, all, 2);
    expect(chosen.map(({ productId }) => productId)).toEqual(['pot', 'hit']);
    expect(chosen[0]?.reason).toEqual({ kind: 'bought-together', withProductId: 'tea', orders: 2 });
    expect(chosen[1]?.reason).toEqual({ kind: 'best-seller', rank: 1 });
  });

  test('orders what both strategies found by the sum of its reciprocal ranks, best-sellers after it', () => {
    always(({ index, query }) => {
      const known = (ids: string[]) => ids.filter((id) => index.products.includes(id)).map((id) => numberOf(index, id));
      const cart = known(query.cart);
      const lists = [itemKnn(index, cart, 100), sessionKnn(index, [...known(query.viewed), ...cart], 100)];
      const share = (list: Scored[], item: number) => {
        const place = list.findIndex((scored) => scored.item === item);
        return place < 0 ? 0 : 1 / (60 + place);
      };
      const fused = [...index.products.keys()]
        .map((item) => ({ item, score: lists.reduce((sum, list) => sum + share(list, item), 0) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.item - b.item);
      const order = [...new Set([...fused.map(({ item }) => item), ...index.bestSellers])];
      const expected = order.map((item) => index.products[item] ?? '').filter((id) => !query.cart.includes(id));
      const chosen = recommend(index, query, all, index.products.length);
      expect(chosen.map(({ productId }) => productId)).toEqual(expected);
    });
  });

  test('of a shop that sold nothing yet gives nothing', () => {
    expect(recommend(trainedOn([]), { cart: ['tea'], viewed: ['pot'] }, all, 4)).toEqual([]);
  });
});
