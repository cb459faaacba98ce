import { decay } from '~/decisions/recommendations/query';
import type { Fitted } from '~/decisions/recommendations/strategies';
import { boughtByBuyer } from './bought-by-buyer';
import { countTogether, type CoOccurrence } from './co-occurrence';
import { fitCoView } from './co-view';
import type { Content } from '~/decisions/recommendations/strategies/content';
import { fitContent, fitStandIns } from './content';
import { fitItemKnn } from './item-knn';
import { fitLookAlike } from './look-alike';
import type { Vocabulary } from '~/decisions/recommendations/vocabulary';
import type { LearnedFrom } from './learned-from';
import { fitNewArrivals, fitPopularity } from './popularity';
import { fitSessionKnn, type SessionKnnTerms } from './session-knn';
import { fitSparseLinear } from './sparse-linear';
import { fitUserKnn } from './user-knn';

export type Strategies = Record<string, Fitted>;

/** Half-life that never ends. */
const ALL_TIME = Infinity;
/** A co-purchase so many days old counts half where only the recent ones are looked at. */
const RECENT_DAYS = 90;

/** Every strategy, fitted; one configuration for all shops. What each is worth in a shop, its own held-out orders and visits say. */
export function fitStrategies(learned: LearnedFrom, vocabulary: Vocabulary): Strategies {
  return {
    ...ownPurchases(),
    ...goesTogether(learned, vocabulary),
    ...buyersAlike(learned),
    ...visits(learned),
    ...fitPopular(learned),
  };
}

function ownPurchases(): Strategies {
  return {
    'bought-before-60': { kind: 'own-purchases', part: { halfLifeDays: 60 } },
    'bought-before-180': { kind: 'own-purchases', part: { halfLifeDays: 180 } },
    'bought-before': { kind: 'own-purchases', part: { halfLifeDays: ALL_TIME } },
  };
}

function buyersAlike(learned: LearnedFrom): Strategies {
  const settings = { nearest: 150, profileHalfLifeDays: 180, voteHalfLifeDays: [30, 10] };
  const [slow, fast] = fitUserKnn(learned, settings).map((part): Fitted => ({ kind: 'user-knn', part }));
  return slow && fast ? { 'buyers-alike': slow, 'buyers-alike-recent': fast } : {};
}

/** What stands together in orders, or in all that one buyer bought, and what is described alike. */
function goesTogether(learned: LearnedFrom, vocabulary: Vocabulary): Strategies {
  const orders = inOrders(learned, ALL_TIME);
  const recent = inOrders(learned, RECENT_DAYS);
  const terms = { evidence: 'orders', steps: 3 } as const;
  const [slow, fast] = [
    { ...terms, halfLifeDays: 180 },
    { ...terms, halfLifeDays: 60 },
  ];
  const cosine = fitItemKnn(recent, { shrinkage: 5, ...fast });
  const regression = fitSparseLinear(orders, { features: 50, ridge: 30, ...slow });
  const regressionRecent = fitSparseLinear(recent, { features: 50, ridge: 10, ...fast });
  const regressionBuyers = fitSparseLinear(ofBuyers(learned), {
    ...{ features: 50, ridge: 100 },
    ...{ ...slow, evidence: 'buyers' },
  });
  const content = fitContent(learned, vocabulary, 180);
  const past: Strategies = {
    'past-together': { kind: 'order-neighbours', part: regression },
    'past-together-recent': { kind: 'order-neighbours', part: regressionRecent },
    'past-together-buyers': { kind: 'order-neighbours', part: regressionBuyers },
    'past-cosine': { kind: 'order-neighbours', part: cosine },
    'past-alike': { kind: 'like-orders', part: content },
  };
  return {
    'cart-together': { kind: 'cart-neighbours', part: regression },
    'cart-together-recent': { kind: 'cart-neighbours', part: regressionRecent },
    'cart-together-buyers': { kind: 'cart-neighbours', part: regressionBuyers },
    'cart-cosine': { kind: 'cart-neighbours', part: cosine },
    'cart-alike': { kind: 'like-cart', part: content },
    'visit-bought-with': { kind: 'visit-neighbours', part: cosine },
    'visit-alike': { kind: 'like-visit', part: content },
    ...past,
    ...bridges(past, learned, content),
  };
}

/** Products in fewer orders take scores of those that are described like them. */
const FEWEST_ORDERS = 1;

function bridges(past: Strategies, { baskets, size }: LearnedFrom, content: Content): Strategies {
  const orders = new Float64Array(size);
  for (const { items } of baskets) for (const item of items) orders[item] = (orders[item] ?? 0) + 1;
  const standIns = fitStandIns(content, orders, FEWEST_ORDERS);
  const over = (fitted: Fitted): Fitted => ({ kind: 'bridge', part: { ...standIns, over: fitted } });
  const trending: Fitted = {
    kind: 'popularity',
    part: fitPopularity(baskets, size, 7, { kind: 'trending', halfLifeDays: 7 }),
  };
  return {
    'new-like-bought': over({ kind: 'own-purchases', part: { halfLifeDays: 180 } }),
    ...(past['past-together-buyers'] ? { 'new-like-together': over(past['past-together-buyers']) } : {}),
    ...(past['past-cosine'] ? { 'new-like-cosine': over(past['past-cosine']) } : {}),
    'new-like-trending': over(trending),
  };
}

const inOrders = ({ baskets, size }: LearnedFrom, halfLifeDays: number): CoOccurrence =>
  countTogether(
    baskets.map(({ items, daysAgo }) => ({ items, weight: decay(daysAgo, halfLifeDays) })),
    size,
  );

/** All that one buyer ever bought, as one list. */
const ofBuyers = (learned: LearnedFrom): CoOccurrence =>
  countTogether(
    boughtByBuyer(learned).map((items) => ({ items, weight: 1 })),
    learned.size,
  );

const NEAR_IN_TIME: SessionKnnTerms = {
  ...{ sampled: 500, nearest: 300, likenessSteps: 1.5, stepsAfter: 5, stepsBefore: 3 },
  ...{ lengthPower: 0.25, votedIdfPower: 0.7, sharedIdf: 1 },
};
const WHOLE_VISIT: SessionKnnTerms = {
  ...{ sampled: 500, nearest: 300, likenessSteps: 6, stepsAfter: 5, stepsBefore: 5 },
  ...{ lengthPower: 0.25, votedIdfPower: 0.5, sharedIdf: 0.3 },
};

function visits(learned: LearnedFrom): Strategies {
  const rules = { nearSteps: 3, before: 0.3, popularityPower: 0.2, steps: 1.5 };
  const cosine = { nearSteps: 3, before: 1, popularityPower: 0.5, steps: 1.5 };
  return {
    'visits-alike': { kind: 'session-knn', part: fitSessionKnn(learned, NEAR_IN_TIME) },
    'visits-alike-whole': { kind: 'session-knn', part: fitSessionKnn(learned, WHOLE_VISIT) },
    'visit-next': { kind: 'visit-neighbours', part: fitCoView(learned, rules) },
    'visit-viewed-with': { kind: 'visit-neighbours', part: fitCoView(learned, cosine) },
    'seen-just-now': { kind: 'session-repeats', part: { steps: 1 } },
    'seen-in-visit': { kind: 'session-repeats', part: { steps: 3 } },
  };
}

/** What sells to anybody; the only strategies that a question without a person needs. */
export function fitPopular({ baskets, sessions, size, addedDaysAgo }: LearnedFrom): Strategies {
  const lists = baskets.length > 0 ? baskets : sessions;
  const trending = (halfLifeDays: number): Fitted => ({
    kind: 'popularity',
    part: fitPopularity(lists, size, halfLifeDays, { kind: 'trending', halfLifeDays }),
  });
  const first = baskets.filter(({ isFirst }) => isFirst);
  const firstChoice = (halfLifeDays: number): Fitted => ({
    kind: 'popularity',
    part: fitPopularity(first, size, halfLifeDays, { kind: 'first-choice', halfLifeDays }),
  });
  return {
    'trending-3': trending(3),
    'trending-7': trending(7),
    'trending-14': trending(14),
    'trending-30': trending(30),
    'best-sellers': { kind: 'popularity', part: fitPopularity(lists, size, ALL_TIME, { kind: 'best-seller' }) },
    'first-choice-7': firstChoice(7),
    'first-choice-14': firstChoice(14),
    'first-choice-30': firstChoice(30),
    'look-alike': { kind: 'look-alike', part: fitLookAlike({ baskets }) },
    'new-arrivals': { kind: 'popularity', part: fitNewArrivals(addedDaysAgo) },
  };
}
