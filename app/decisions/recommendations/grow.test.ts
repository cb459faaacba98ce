import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPast, modelOf, PRODUCTS, trainedOn } from '../../../tests/factories/recommender-data';
import { grow } from './grow';
import { recommend, toQuery, type Asked } from './recommend';
import { ScoreBoard } from './score-board';
import { explain, score } from './strategies';

const asked = (more: Partial<Asked>): Asked => ({ cart: [], viewed: [], orders: [], ...more });
const anyNews = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('n1', 'n2', 'n3', ...PRODUCTS),
    words: fc.array(fc.constantFrom('red', 'blue', 'bowl', 'mug', 'unheard-of'), { maxLength: 4 }),
  }),
  { maxLength: 4, selector: ({ id }) => id },
);
const shop = trainedOn([['bowl', 'plate'], ['bowl', 'plate'], ['mug'], ['pan'], ['lid']], [], {
  ...{ bowl: 'Blue clay bowl', plate: 'White clay plate', mug: 'Steel mug', pan: 'Iron pan', lid: 'Glass lid' },
});
const NEW_BOWL = { id: 'new-bowl', words: ['blue', 'clay', 'bowl', 'small'] };

describe('a model that grew', () => {
  test('shows a product added a minute ago to who looks at one that is described alike, and says so', () => {
    const shown = recommend(grow(shop, [NEW_BOWL]), asked({ viewed: ['bowl'] }), () => true, 5);
    expect(shown).toContainEqual({
      productId: 'new-bowl',
      reason: { kind: 'similar', productId: 'bowl' },
      strategy: expect.any(String),
    });
  });

  test('keeps the fourth place for it where nothing else would bring it to the front', () => {
    const byWhatSells = { ...shop, mixes: { ...shop.mixes, cart: { 'best-sellers': 1 } } };
    const ids = (model: typeof shop) =>
      recommend(model, asked({ cart: ['bowl'] }), () => true, 5).map(({ productId }) => productId);
    const before = ids(byWhatSells);
    expect(ids(grow(byWhatSells, [NEW_BOWL]))).toEqual([...before.slice(0, 3), 'new-bowl', ...before.slice(3)]);
  });

  test('keeps no place for one that nothing is known like', () => {
    const stranger = { id: 'odd', words: ['unheard', 'of'] };
    const shown = recommend(grow(shop, [stranger]), asked({ cart: ['bowl'] }), () => true, 4);
    expect(shown.map(({ productId }) => productId)).not.toContain('odd');
  });

  test('answers a new product itself, the first that is viewed', () => {
    const shown = recommend(grow(shop, [NEW_BOWL]), asked({ viewed: ['new-bowl'] }), () => true, 1);
    expect(shown).toMatchObject([{ productId: 'bowl', reason: { kind: 'similar', productId: 'new-bowl' } }]);
  });

  test('is the same model where nothing is new', () => {
    expect(grow(shop, [])).toBe(shop);
    expect(grow(shop, [{ id: 'bowl', words: ['other'] }])).toBe(shop);
  });

  test('says of old products by what was bought and viewed what it said before', () => {
    fc.assert(
      fc.property(anyPast, anyNews, (past, news) => {
        const model = modelOf(past);
        const grown = grow(model, news);
        const known = (ids: string[]) => ids.filter((id) => model.ids.includes(id));
        const question = asked({ cart: known(PRODUCTS.slice(0, 2)), viewed: known(PRODUCTS.slice(2, 5)) });
        for (const name of ['cart-together', 'cart-cosine', 'visits-alike', 'visit-next', 'best-sellers']) {
          const say = (of: typeof model): unknown => {
            const board = new ScoreBoard(of.ids.length);
            const fitted = of.strategies[name];
            if (fitted) score(fitted, toQuery(of, question), board);
            return Object.fromEntries([...board.touched()].map((item) => [of.ids[item], board.of(item)]));
          };
          expect(say(grown), name).toEqual(say(model));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('scores and explains like any other, whatever came new', () => {
    fc.assert(
      fc.property(anyPast, anyNews, fc.subarray([...PRODUCTS, 'n1', 'n2']), (past, news, met) => {
        const model = grow(modelOf(past), news);
        const board = new ScoreBoard(model.ids.length);
        const query = toQuery(model, asked({ cart: met, viewed: met, orders: [{ daysAgo: 3, items: met }] }));
        for (const [name, fitted] of Object.entries(model.strategies)) {
          score(fitted, query, board);
          for (const item of board.touched()) {
            expect(model.ids[item], name).toBeDefined();
            expect(Number.isFinite(board.of(item)), name).toBe(true);
            if (board.of(item) > 0) expect(explain(fitted, query, item).kind, name).toBeDefined();
          }
          board.clear();
        }
      }),
      { numRuns: 60 },
    );
  });
});
