import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPast, modelOf, PRODUCTS } from '../../../../tests/factories/recommender-data';
import { toQuery, type Asked } from '../recommend';
import { ScoreBoard } from '../score-board';
import { explain, score } from '.';

const product = fc.constantFrom(...PRODUCTS, 'unheard-of');
const anyAsked: fc.Arbitrary<Asked> = fc.record({
  cart: fc.uniqueArray(product, { maxLength: 4 }),
  viewed: fc.array(product, { maxLength: 6 }),
  orders: fc
    .array(fc.record({ daysAgo: fc.integer({ min: 0, max: 900 }), items: fc.uniqueArray(product, { maxLength: 4 }) }), {
      maxLength: 4,
    })
    .map((orders) => orders.sort((a, b) => a.daysAgo - b.daysAgo)),
});
const NOTHING: Asked = { cart: [], viewed: [], orders: [] };

/** What every strategy of a model says to a question. */
const always = (
  check: (given: { name: string; say: (asked: Asked) => Map<number, number>; model: Model; asked: Asked }) => void,
) =>
  fc.assert(
    fc.property(anyPast, anyAsked, (past, asked) => {
      const model = modelOf(past);
      const board = new ScoreBoard(model.ids.length);
      for (const [name, fitted] of Object.entries(model.strategies)) {
        const say = (question: Asked) => {
          score(fitted, toQuery(model, question), board);
          const said = new Map([...board.touched()].map((item) => [item, board.of(item)]));
          board.clear();
          return said;
        };
        check({ name, say, model, asked });
      }
    }),
    { numRuns: 60 },
  );
type Model = ReturnType<typeof modelOf>;

describe('every strategy', () => {
  test('scores products of the shop, by finite numbers', () => {
    always(({ name, say, model, asked }) => {
      for (const [item, value] of say(asked)) {
        expect(model.ids[item], name).toBeDefined();
        expect(Number.isFinite(value), `${name} gives ${value}`).toBe(true);
      }
    });
  });

  test('says the same however often it is asked, and whatever was asked in between', () => {
    always(({ name, say, asked }) => {
      const first = say(asked);
      say({ ...asked, cart: PRODUCTS.slice(0, 3), viewed: PRODUCTS.slice(2) });
      expect(say(asked), name).toEqual(first);
    });
  });

  test('tells why, of each product it would show: the reason names a product of the question, or none', () => {
    always(({ name, say, model, asked }) => {
      const fitted = model.strategies[name];
      const query = toQuery(model, asked);
      const met = new Set([...query.cart, ...query.session, ...query.orders.flatMap(({ items }) => items)]);
      for (const [item, value] of say(asked)) {
        if (!fitted || value <= 0) continue;
        const reason = explain(fitted, query, item);
        const source =
          'withProductId' in reason ? reason.withProductId : 'productId' in reason ? reason.productId : null;
        if (source !== null && fitted.kind !== 'bridge')
          expect(met, `${name}: ${JSON.stringify(reason)}`).toContain(source);
        if (reason.kind === 'bought-together') expect(reason.orders, name).toBeGreaterThan(0);
        if (reason.kind === 'because-viewed') expect(reason.sessions, name).toBeGreaterThan(0);
        if (reason.kind === 'buyers-alike' || reason.kind === 'bought-by-same')
          expect(reason.buyers, name).toBeGreaterThan(0);
      }
    });
  });

  test('that goes by what somebody did says nothing of somebody who did nothing', () => {
    always(({ name, say, model }) => {
      const fitted = model.strategies[name];
      const isForAnybody =
        fitted?.kind === 'popularity' || (fitted?.kind === 'bridge' && fitted.part.over.kind === 'popularity');
      if (!isForAnybody) expect(say(NOTHING).size, name).toBe(0);
    });
  });
});
