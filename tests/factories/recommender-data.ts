import fc from 'fast-check';
import type { RecommenderModel } from '~/decisions/recommendations/model';
import type { History, PastPurchase, PastVisit } from '~/learning/recommendations/history';
import { until } from '~/learning/recommendations/history';
import { titleWords } from '~/decisions/recommendations/product-words';
import { trainModel } from '~/learning/recommendations/train-model';

/** The instant all training data ends, and what stands before it in days. */
export const TRAINED_AT = Date.parse('2026-03-10T12:00:00.000Z');
export const daysAgo = (days: number): number => TRAINED_AT - days * 86_400_000;

/** Products of the small shops that properties are about: few, so that they meet often. */
export const PRODUCTS = Array.from({ length: 8 }, (_, number) => `p${number}`);
export const anyProduct = fc.constantFrom(...PRODUCTS);

/** Ages in tenths of a day; some lie in the future, of which training must not know. */
const at = fc.integer({ min: -50, max: 1_200 }).map((tenths) => daysAgo(tenths / 10));

export const anyPurchase: fc.Arbitrary<PastPurchase> = fc.record({
  at,
  buyer: fc.constantFrom('ana', 'ben', 'cleo', null),
  items: fc.uniqueArray(anyProduct, { minLength: 1, maxLength: 5 }),
});
export const anyVisit: fc.Arbitrary<PastVisit> = fc.record({
  at,
  items: fc.array(anyProduct, { minLength: 1, maxLength: 6 }),
});

const WORDS = ['red', 'blue', 'bowl', 'mug', 'linen'];
const anyFacts = fc.record({
  id: anyProduct,
  words: fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }),
  addedAt: fc.oneof(fc.constant(null), at),
});

/** Histories that reach beyond TRAINED_AT. */
export const anyHistory: fc.Arbitrary<History> = fc.record({
  orders: fc.array(anyPurchase, { maxLength: 25 }),
  visits: fc.array(anyVisit, { maxLength: 15 }),
  products: fc.uniqueArray(anyFacts, { maxLength: 8, selector: ({ id }) => id }),
});

/** Histories that end in time, and the model of one. Properties are about the history, so that a counterexample can be read. */
export const anyPast: fc.Arbitrary<History> = anyHistory.map((history) => until(history, TRAINED_AT));
export const modelOf = (history: History): RecommenderModel => trainModel(history, TRAINED_AT, null).model;

/** A model trained on exactly these baskets (a day apart, the first the newest, each of a buyer of its own unless told) and visits. */
export function trainedOn(
  baskets: readonly string[][],
  visits: readonly string[][] = [],
  titles: Record<string, string> = {},
  buyerOf: (age: number) => string = (age) => `b${age}`,
): RecommenderModel {
  const history: History = {
    orders: baskets.map((items, age) => ({ at: daysAgo(age + 1), buyer: buyerOf(age), items })),
    visits: visits.map((items, age) => ({ at: daysAgo(age + 1), items })),
    products: Object.entries(titles).map(([id, title]) => ({ id, words: titleWords(title), addedAt: null })),
  };
  return trainModel(history, TRAINED_AT, null).model;
}

/** A product's number in a model. */
export function numberOf(model: RecommenderModel, product: string): number {
  const number = model.ids.indexOf(product);
  if (number < 0) throw new Error(`the model does not know ${product}; it knows ${model.ids.join(', ')}`);
  return number;
}
