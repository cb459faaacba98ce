import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyHistory, daysAgo, TRAINED_AT } from '../../../tests/factories/recommender-data';
import { assertPast, FutureInTraining, until, type History } from './history';
import { numberHistory } from './number-history';
import { trainModel } from './train-model';

const past: History = {
  orders: [{ at: daysAgo(2), buyer: 'ana', items: ['tea', 'pot'] }],
  visits: [{ at: daysAgo(1), items: ['tea'] }],
  products: [{ id: 'tea', words: ['tea'], addedAt: daysAgo(9) }],
};
const later = TRAINED_AT + 1;

describe('a history', () => {
  test('as it stood at an instant knows nothing later', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const known = until(history, TRAINED_AT);
        expect(() => assertPast(known, TRAINED_AT)).not.toThrow();
        expect(known.orders).toEqual(history.orders.filter(({ at }) => at <= TRAINED_AT));
        expect(until(known, TRAINED_AT)).toEqual(known);
      }),
    );
  });

  test.each<[string, History]>([
    ['an order', { ...past, orders: [...past.orders, { at: later, buyer: null, items: ['cup'] }] }],
    ['a visit', { ...past, visits: [{ at: later, items: ['cup'] }, ...past.visits] }],
    ['a product', { ...past, products: [...past.products, { id: 'cup', words: [], addedAt: later }] }],
  ])('in which %s of the future was planted is refused by name', (what, leaking) => {
    const message = `${what} of 2026-03-10T12:00:00.001Z is later than the split, 2026-03-10T12:00:00.000Z`;
    expect(() => trainModel(leaking, TRAINED_AT, null)).toThrow(FutureInTraining);
    expect(() => trainModel(leaking, TRAINED_AT, null)).toThrow(message);
    expect(() => trainModel(past, TRAINED_AT, null)).not.toThrow();
  });

  test('in numbers has each product once, ascending, its lists newest first', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const known = until(history, TRAINED_AT);
        const { ids, learned } = numberHistory(known, TRAINED_AT);
        expect(ids).toEqual([...new Set(ids)].sort());
        const days = (lists: readonly { daysAgo: number }[]) => lists.map(({ daysAgo: age }) => age);
        expect(days(learned.baskets)).toEqual(days(learned.baskets).sort((a, b) => a - b));
        expect(days(learned.sessions)).toEqual(days(learned.sessions).sort((a, b) => a - b));
        const named = learned.baskets.map(({ items }) => items.map((item) => ids[item]));
        expect(named.flat().sort()).toEqual(known.orders.flatMap(({ items }) => items).sort());
      }),
    );
  });

  test('in numbers marks each known buyer’s first order, and gives each guest a number of their own', () => {
    const at = (days: number, buyer: string | null) => ({ at: daysAgo(days), buyer, items: ['tea'] });
    const orders = [at(9, 'ana'), at(5, 'ana'), at(7, null), at(6, null), at(1, 'ben')];
    const { learned } = numberHistory({ orders, visits: [], products: [] }, TRAINED_AT);
    expect(learned.baskets.map(({ daysAgo: age, isFirst }) => [age, isFirst])).toEqual([
      [1, true],
      [5, false],
      [6, false],
      [7, false],
      [9, true],
    ]);
    expect(new Set(learned.baskets.map(({ buyer }) => buyer)).size).toBe(4);
  });
});
