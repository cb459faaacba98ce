import { expect, test } from 'vitest';
import { daysAgo, TRAINED_AT } from '../../../tests/factories/recommender-data';
import { CONTEXT_TERMS } from './contexts';
import type { History } from './history';
import { trainModel } from './train-model';

/** Somebody new each day, who buys what was bought first three days ago, and then never again. */
const newcomersOf = (days: number): History => ({
  orders: Array.from({ length: days }, (_, day) => ({
    at: daysAgo(days - day),
    buyer: `b${day}`,
    items: [`p${Math.floor(day / 3)}`, 'usual'],
  })),
  visits: [],
  products: [],
});

test('what newcomers are shown by a mix that few of them chose leans on the prior, and not on it alone', () => {
  const { model, chosen } = trainModel(newcomersOf(120), TRAINED_AT, { splitAt: daysAgo(30) });
  const { nobody } = chosen;
  expect(nobody?.cases).toBe(30);
  const prior = Object.keys(CONTEXT_TERMS.nobody.prior).filter(
    (name) => (CONTEXT_TERMS.nobody.prior[name] ?? 0) > 0.01,
  );
  const own = Object.keys(nobody?.mix ?? {}).filter((name) => (nobody?.mix[name] ?? 0) > 0.01);
  const serving = Object.keys(model.mixes.nobody).filter((name) => (model.mixes.nobody[name] ?? 0) > 0.01);
  expect(serving.sort()).toEqual([...new Set([...prior, ...own])].sort());
  expect(own.some((name) => !prior.includes(name)) || own.length < prior.length, 'they differ').toBe(true);
});
