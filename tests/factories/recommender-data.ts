import fc from 'fast-check';
import type { RecommenderIndex } from '~/decisions/recommendations/recommender-index';
import {
  buildIndex,
  type Basket,
  type BrowsingSession,
  type TrainingData,
} from '~/learning/recommendations/build-index';

/** For the tests of serving, which stand left of learning. */
export { buildIndex };

/** The instant all training data ends, and what stands before it in days. */
export const TRAINED_AT = Date.parse('2026-03-10T12:00:00.000Z');
export const daysAgo = (days: number): number => TRAINED_AT - days * 86_400_000;

/** Products of the small shops that properties are about: few, so that they meet often. */
export const PRODUCTS = Array.from({ length: 8 }, (_, number) => `p${number}`);
export const anyProduct = fc.constantFrom(...PRODUCTS);

const items = (maxLength: number) => fc.uniqueArray(anyProduct, { minLength: 1, maxLength });
/** Ages in tenths of a day; some lie in the future, of which training must not know. */
const at = fc.integer({ min: -50, max: 1_200 }).map((tenths) => daysAgo(tenths / 10));

export const anyBasket: fc.Arbitrary<Basket> = fc.record({
  at,
  customer: fc.constantFrom('ana', 'ben', 'cleo'),
  items: items(5),
});
export const anySession: fc.Arbitrary<BrowsingSession> = fc.record({
  at,
  items: fc.array(anyProduct, { minLength: 1, maxLength: 6 }),
});

export const anyTrainingData: fc.Arbitrary<TrainingData> = fc.record({
  baskets: fc.array(anyBasket, { maxLength: 25 }),
  sessions: fc.array(anySession, { maxLength: 15 }),
  now: fc.constant(TRAINED_AT),
});

export const anyIndex: fc.Arbitrary<RecommenderIndex> = anyTrainingData.map(buildIndex);

/** An index trained on exactly these baskets (a day apart, the first the newest) and visits. */
export function trainedOn(baskets: string[][], sessions: string[][] = []): RecommenderIndex {
  return buildIndex({
    baskets: baskets.map((basket, age) => ({ at: daysAgo(age + 1), customer: `c${age}`, items: basket })),
    sessions: sessions.map((session, age) => ({ at: daysAgo(age + 1), items: session })),
    now: TRAINED_AT,
  });
}

/** A product's number in an index. */
export function numberOf(index: RecommenderIndex, product: string): number {
  const number = index.products.indexOf(product);
  if (number < 0) throw new Error(`the index does not know ${product}; it knows ${index.products.join(', ')}`);
  return number;
}
