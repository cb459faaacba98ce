import type { Context, Mix } from '~/decisions/recommendations/model';
import type { Ranked } from './metrics/ranking';

export interface ContextTerms {
  /** Strategies that may count there. */
  strategies: readonly string[];
  /** What the mix is chosen by. */
  aim: keyof Ranked;
  /** The mix where there is too little to choose one by. */
  prior: Mix;
}

const PAST = ['past-together', 'past-together-recent', 'past-together-buyers', 'past-cosine', 'past-alike'];
const OWN = ['bought-before-60', 'bought-before-180', 'bought-before'];
const ALIKE = ['buyers-alike', 'buyers-alike-recent'];
const POPULAR = ['trending-3', 'trending-7', 'trending-30', 'best-sellers'];
const CART = ['cart-together', 'cart-together-recent', 'cart-together-buyers', 'cart-cosine', 'cart-alike'];
const VISIT = [
  'visits-alike',
  'visits-alike-whole',
  'visit-next',
  'visit-viewed-with',
  'visit-bought-with',
  'visit-alike',
];
const NEW = [
  'past-alike',
  'visit-alike',
  'new-like-bought',
  'new-like-together',
  'new-like-cosine',
  'new-like-trending',
  'new-arrivals',
];

/** Fills what nothing better has an opinion on. */
const FILL = { 'trending-30': 0.002, 'best-sellers': 0.001, 'new-arrivals': 0.0005 };

export const CONTEXT_TERMS: Readonly<Record<Context, ContextTerms>> = {
  'next-basket': {
    strategies: [...OWN, ...ALIKE, ...PAST, ...POPULAR],
    aim: 'ndcg10',
    prior: { 'bought-before-180': 1, 'buyers-alike': 1, 'past-together': 0.3, 'past-alike': 0.1, ...FILL },
  },
  discovery: {
    strategies: [...ALIKE, ...PAST, ...POPULAR],
    aim: 'ndcg10',
    prior: { 'buyers-alike-recent': 1, 'past-together-buyers': 1, 'past-alike': 0.5, 'trending-7': 0.5, ...FILL },
  },
  cart: {
    strategies: [...CART, ...POPULAR],
    aim: 'ndcg10',
    prior: { 'cart-together': 1, 'cart-cosine': 0.3, 'cart-alike': 0.3, 'visits-alike': 0.3, ...FILL },
  },
  visit: {
    strategies: [...VISIT, 'seen-just-now', 'seen-in-visit', ...POPULAR],
    aim: 'hr20',
    prior: {
      'visits-alike': 1,
      'visit-next': 0.2,
      'visit-bought-with': 0.3,
      'visit-alike': 0.2,
      'seen-in-visit': 1,
      ...FILL,
    },
  },
  viewed: {
    strategies: [...VISIT, ...POPULAR],
    aim: 'hr20',
    prior: { 'visits-alike': 1, 'visit-next': 0.2, 'visit-bought-with': 0.3, 'visit-alike': 0.2, ...FILL },
  },
  'new-products': {
    strategies: NEW,
    aim: 'hr10',
    prior: {
      'past-alike': 1,
      'visit-alike': 0.5,
      'new-like-together': 1,
      'new-like-trending': 0.2,
      'new-arrivals': 0.2,
    },
  },
  nobody: {
    strategies: [
      'trending-3',
      'trending-7',
      'trending-14',
      'trending-30',
      'best-sellers',
      'first-choice-7',
      'first-choice-14',
      'first-choice-30',
      'look-alike',
    ],
    aim: 'hr10',
    // All that sold, what sells this week, and what newcomers begin with: of a shop of few orders none of them alone says enough.
    prior: { ...FILL, 'best-sellers': 1, 'trending-7': 0.5, 'first-choice-30': 0.5 },
  },
};

export const filled = (mix: Mix): Mix => ({ ...FILL, ...mix });
