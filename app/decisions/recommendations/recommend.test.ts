import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPast, modelOf, PRODUCTS, trainedOn } from '../../../tests/factories/recommender-data';
import { contextOf, rank, recommend, type Asked } from './recommend';

/** Products of the shop, and one that no model knows. */
const product = fc.constantFrom(...PRODUCTS, 'unheard-of');
const anyAsking = fc.record({
  past: anyPast,
  asked: fc.record({
    cart: fc.uniqueArray(product, { maxLength: 4 }),
    viewed: fc.array(product, { maxLength: 6 }),
    orders: fc.array(
      fc.record({ daysAgo: fc.nat({ max: 400 }), items: fc.uniqueArray(product, { minLength: 1, maxLength: 3 }) }),
      { maxLength: 3 },
    ),
  }),
  eligible: fc.subarray(PRODUCTS).map((products) => new Set(products)),
  limit: fc.integer({ min: 0, max: 6 }),
});
type Given = typeof anyAsking extends fc.Arbitrary<infer T> ? T : never;
type Asking = Given & { model: ReturnType<typeof modelOf> };
const ask = ({ model, asked, eligible, limit }: Asking) => recommend(model, asked, (id) => eligible.has(id), limit);
const always = (check: (asking: Asking, chosen: ReturnType<typeof ask>) => void) =>
  fc.assert(
    fc.property(anyAsking, (given) => {
      const asking = { ...given, model: modelOf(given.past) };
      check(asking, ask(asking));
    }),
    { numRuns: 100 },
  );

describe('what is recommended', () => {
  test('is never in the cart, never bought before, always eligible, never twice, and never more than asked for', () => {
    always(({ asked, eligible, limit }, chosen) => {
      const ids = chosen.map(({ productId }) => productId);
      const owned = asked.orders.flatMap(({ items }) => items);
      expect(ids.filter((id) => asked.cart.includes(id) || owned.includes(id))).toEqual([]);
      expect(ids.filter((id) => !eligible.has(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeLessThanOrEqual(limit);
    });
  });

  test('is as much as can be shown of what ever sold', () => {
    always(({ model, asked, eligible, limit }, chosen) => {
      const best = model.strategies['best-sellers'];
      if (best?.kind !== 'popularity') throw new Error('best-sellers are always there');
      const sold = [...best.part.items].map((item) => model.ids[item] ?? '');
      const taken = [...asked.cart, ...asked.orders.flatMap(({ items }) => items)];
      const possible = sold.filter((id) => eligible.has(id) && !taken.includes(id));
      expect(chosen.length).toBeGreaterThanOrEqual(Math.min(limit, possible.length));
    });
  });

  test('is the same whenever it is asked, and for fewer it is the beginning of it', () => {
    always((asking, chosen) => {
      expect(ask(asking)).toEqual(chosen);
      const half = Math.floor(asking.limit / 2);
      expect(ask({ ...asking, limit: half })).toEqual(chosen.slice(0, half));
    });
  });

  test('does not change by products that no model knows', () => {
    always((asking, chosen) => {
      const { cart, viewed, orders } = asking.asked;
      const more = { cart: [...cart, 'never-seen'], viewed: ['never-seen', ...viewed], orders };
      expect(ask({ ...asking, asked: more })).toEqual(chosen);
    });
  });

  test('is never explained by itself', () => {
    always((_asking, chosen) => {
      for (const { productId, reason } of chosen)
        if ('productId' in reason) expect(reason.productId, JSON.stringify(reason)).not.toBe(productId);
    });
  });
});

const asked = (known: Partial<Asked>): Asked => ({ cart: [], viewed: [], orders: [], ...known });
const idsOf = (model: ReturnType<typeof trainedOn>, known: Partial<Asked>, limit = 3) =>
  recommend(model, asked(known), () => true, limit).map(({ productId }) => productId);

describe('the mix', () => {
  test('goes by the cart first, then by the visit, then by what was bought, and by what sells where nothing is known', () => {
    const query = { cart: [1], session: [2], orders: [{ daysAgo: 1, items: [3] }] };
    const contexts = [
      query,
      { ...query, cart: [] },
      { ...query, cart: [], session: [] },
      { cart: [], session: [], orders: [] },
    ].map((each) => contextOf(each));
    expect(contexts).toEqual(['cart', 'viewed', 'discovery', 'nobody']);
  });

  test('puts what goes with the cart before what merely sells, and says why', () => {
    const model = trainedOn([['tea', 'pot'], ['tea', 'pot'], ['hit'], ['hit'], ['hit'], ['hit']]);
    const [first, second] = recommend(model, asked({ cart: ['tea'] }), () => true, 2);
    expect(first).toEqual({
      productId: 'pot',
      reason: { kind: 'bought-together', withProductId: 'tea', orders: 2 },
      strategy: 'cart-together',
    });
    expect(second?.productId).toBe('hit');
  });

  test('shows what others viewed along with what is viewed now', () => {
    const model = trainedOn(
      [['hit'], ['hit']],
      [
        ['mug', 'jug'],
        ['mug', 'jug'],
        ['lamp', 'hit'],
      ],
    );
    const [first] = recommend(model, asked({ viewed: ['mug'] }), () => true, 1);
    expect(first).toMatchObject({ productId: 'jug', reason: { kind: 'because-viewed', productId: 'mug' } });
  });

  test('finds a product nobody bought yet by what is said of it', () => {
    const titles = { tea: 'Green tea', other: 'Green tea tin', lamp: 'Floor lamp' };
    expect(idsOf(trainedOn([['tea'], ['lamp']], [], titles), { cart: ['tea'] }, 1)).toEqual(['other']);
  });

  test('shows no two right behind each other that are described by the same words', () => {
    const titles = { a: 'Blue bowl', b: 'Blue bowl', c: 'Blue bowl', pot: 'Tea pot' };
    const model = trainedOn(
      [
        ['tea', 'a', 'b', 'c'],
        ['tea', 'a', 'b', 'c'],
        ['tea', 'pot'],
      ],
      [],
      titles,
    );
    expect(idsOf(model, { cart: ['tea'] }, 4).slice(0, 2)).toContain('pot');
    expect(new Set(idsOf(model, { cart: ['tea'] }, 4))).toEqual(new Set(['a', 'b', 'c', 'pot']));
  });

  test('shows again what runs out, once its time has come, and says that they bought it', () => {
    const month = [
      ['coffee', 'mug'],
      ['coffee', 'lamp'],
      ['coffee', 'bowl'],
    ];
    const baskets = Array.from({ length: 6 }, () => month).flat();
    const model = trainedOn(baskets, [], {}, (age) => `b${Math.floor(age / 3)}`);
    const since = (daysAgo: number) => asked({ orders: [{ daysAgo, items: ['coffee', 'mug'] }] });
    const [first] = recommend(model, since(9), () => true, 1);
    expect(first).toMatchObject({ productId: 'coffee', reason: { kind: 'bought-before', orders: 1, daysAgo: 9 } });
    const soon = recommend(model, since(0.2), () => true, 9).map(({ productId }) => productId);
    expect(soon).not.toContain('coffee');
    expect(recommend(model, since(9), () => true, 9).map(({ productId }) => productId)).not.toContain('mug');
  });

  test('of a shop that sold nothing yet gives nothing', () => {
    expect(recommend(trainedOn([]), asked({ cart: ['tea'], viewed: ['pot'] }), () => true, 4)).toEqual([]);
  });

  test('explains a product only when asked, and refuses one that is not among them', () => {
    const ranking = rank(trainedOn([['tea', 'pot']]), asked({ cart: ['tea'] }), 5);
    expect(ranking.candidates.map(({ productId }) => productId)).toEqual(['pot']);
    expect(() => ranking.explain('tea')).toThrow('not in this ranking');
  });
});
