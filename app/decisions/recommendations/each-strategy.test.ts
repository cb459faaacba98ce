import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPast, anyProduct, modelOf, trainedOn } from '../../../tests/factories/recommender-data';
import { eachStrategy, sharesOf } from './each-strategy';
import type { Asked } from './recommend';

const nobody: Asked = { cart: [], viewed: [], orders: [] };

describe('what each strategy says', () => {
  const model = trainedOn([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'c'],
  ]);

  test('stands with its share of the mix of the situation, the largest first', () => {
    const { context, sayings } = eachStrategy(model, { ...nobody, cart: ['a'] }, 5);
    expect(context).toBe('cart');
    expect(sayings[0]).toMatchObject({ strategy: 'cart-together', productIds: ['b', 'c'] });
    expect(sayings.map(({ share }) => share)).toEqual(sayings.map(({ share }) => share).sort((a, b) => b - a));
    expect(sayings.at(-1)?.share).toBe(0);
    expect(sayings[0]?.explain('b')).toEqual({ kind: 'bought-together', withProductId: 'a', orders: 2 });
  });

  test('is nothing of those that have nothing to go by', () => {
    const names = eachStrategy(model, nobody, 5).sayings.map(({ strategy }) => strategy);
    expect(names).toContain('best-sellers');
    expect(names).not.toContain('cart-together');
    expect(eachStrategy(model, nobody, 5).context).toBe('nobody');
  });

  test('cannot be explained of what it does not say', () => {
    const [first] = eachStrategy(model, { ...nobody, cart: ['a'] }, 5).sayings;
    expect(() => first?.explain('z')).toThrow('cart-together does not speak of z');
  });

  test('is never of the cart, only of what may be shown, and always with a reason', () => {
    fc.assert(
      fc.property(anyPast, fc.uniqueArray(anyProduct, { maxLength: 3 }), anyProduct, (past, cart, hidden) => {
        const { sayings } = eachStrategy(modelOf(past), { ...nobody, cart }, 4, (id) => id !== hidden);
        for (const { productIds, explain } of sayings) {
          expect(productIds.length).toBeLessThanOrEqual(4);
          for (const id of productIds) {
            expect([...cart, hidden]).not.toContain(id);
            expect(explain(id)).toHaveProperty('kind');
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

test('shares of a mix are parts of one', () => {
  expect(sharesOf({ a: 1, b: 3 })).toEqual({ a: 0.25, b: 0.75 });
  expect(sharesOf({ a: 0 })).toEqual({ a: 0 });
});
