import { capitalised, keyWords } from './spoken-shop';

export interface StrategyWords {
  /** What it is called beside others. */
  name: string;
  /** What it goes by. */
  looksAt: string;
}

const LATELY = 'what was ordered lately counts more';
const LIKENESS = 'title, type, vendor, tags, collections and price';

const words: Record<string, StrategyWords> = {
  hybrid: { name: 'Kindred’s mix', looksAt: 'What the others say, each as much as it proved right in this shop' },
  'same-collection': {
    name: 'Of the same collection',
    looksAt: 'What else stands in the collection that was asked for',
  },
  pinned: { name: 'Put first by you', looksAt: 'Your rules' },

  'bought-before-60': {
    name: 'Bought before, lately',
    looksAt: 'What the shopper bought; an order two months old counts half',
  },
  'bought-before-180': {
    name: 'Bought before, this year',
    looksAt: 'What the shopper bought; an order half a year old counts half',
  },
  'bought-before': { name: 'Bought before', looksAt: 'What the shopper bought, however long ago' },

  'buyers-alike': {
    name: 'Buyers who buy the same',
    looksAt: 'What people with much the same orders bought; an order a month old counts half',
  },
  'buyers-alike-recent': {
    name: 'Buyers who buy the same, lately',
    looksAt: 'What people with much the same orders bought in the last days',
  },

  'past-together': {
    name: 'Goes with past orders',
    looksAt: 'What stands in orders with things the shopper bought before',
  },
  'past-together-recent': {
    name: 'Goes with past orders, lately',
    looksAt: `What stands in orders with things the shopper bought before; ${LATELY}`,
  },
  'past-together-buyers': {
    name: 'Bought by buyers of the same',
    looksAt: 'What people bought, in any order, who bought things the shopper bought before',
  },
  'past-cosine': {
    name: 'Pairs with past orders',
    looksAt: `How often two products stand in one order, one of them bought before; ${LATELY}`,
  },
  'past-alike': { name: 'Like past orders', looksAt: `Likeness to what the shopper bought: ${LIKENESS}` },

  'cart-together': { name: 'Goes with the cart', looksAt: 'What stands in orders with all that lies in the cart' },
  'cart-together-recent': {
    name: 'Goes with the cart, lately',
    looksAt: `What stands in orders with all that lies in the cart; ${LATELY}`,
  },
  'cart-together-buyers': {
    name: 'Bought by buyers of the cart',
    looksAt: 'What people bought, in any order, who bought what lies in the cart',
  },
  'cart-cosine': {
    name: 'Pairs with the cart',
    looksAt: `How often two products stand in one order, one of them in the cart; ${LATELY}`,
  },
  'cart-alike': { name: 'Like the cart', looksAt: `Likeness to what lies in the cart: ${LIKENESS}` },

  'visits-alike': {
    name: 'Visits like this one',
    looksAt: 'What others looked at near the same step of a visit like this one',
  },
  'visits-alike-whole': {
    name: 'Visits like this one, as a whole',
    looksAt: 'What others looked at anywhere in a visit like this one',
  },
  'visit-next': { name: 'Looked at next', looksAt: 'What is looked at soon after the same products' },
  'visit-viewed-with': {
    name: 'Looked at together',
    looksAt: 'What is looked at near the same products, before or after',
  },
  'visit-bought-with': {
    name: 'Bought with what was viewed',
    looksAt: 'What stands in orders with the viewed products',
  },
  'visit-alike': { name: 'Like what was viewed', looksAt: `Likeness to the viewed products: ${LIKENESS}` },
  'seen-just-now': { name: 'Seen just now', looksAt: 'What the shopper looked at, the last above all' },
  'seen-in-visit': { name: 'Seen in this visit', looksAt: 'What the shopper looked at in this visit' },

  'new-like-bought': {
    name: 'New, like what they bought',
    looksAt: 'Products nobody bought yet, like those the shopper bought',
  },
  'new-like-together': {
    name: 'New, like what fits their orders',
    looksAt: 'Products nobody bought yet, like those that buyers of the same things bought',
  },
  'new-like-cosine': {
    name: 'New, like pairs of their orders',
    looksAt: 'Products nobody bought yet, like those that stand in orders with what the shopper bought',
  },
  'new-like-trending': {
    name: 'New, like what sells',
    looksAt: 'Products nobody bought yet, like those that sold most this week',
  },
  'new-arrivals': { name: 'New in the shop', looksAt: 'When a product was added, the newest first' },

  'trending-3': { name: 'Selling these days', looksAt: 'Orders of anybody; one three days old counts half' },
  'trending-7': { name: 'Selling this week', looksAt: 'Orders of anybody; one a week old counts half' },
  'trending-14': { name: 'Selling these two weeks', looksAt: 'Orders of anybody; one two weeks old counts half' },
  'trending-30': { name: 'Selling this month', looksAt: 'Orders of anybody; one a month old counts half' },
  'best-sellers': { name: 'Best-sellers', looksAt: 'All orders of anybody, however old' },
  'look-alike': {
    name: 'People alike',
    looksAt: 'What people of much the same country, language and time of the year bought first',
  },
  'first-choice-7': {
    name: 'First orders this week',
    looksAt: 'What people bought first; an order a week old counts half',
  },
  'first-choice-14': {
    name: 'First orders these two weeks',
    looksAt: 'What people bought first; an order two weeks old counts half',
  },
  'first-choice-30': {
    name: 'First orders this month',
    looksAt: 'What people bought first; an order a month old counts half',
  },
};

/** Whether a strategy has words of its own. */
export const hasStrategyWords = (strategy: string): boolean => Object.hasOwn(words, strategy);

/** A strategy in a merchant's words; one of another release, that nobody knows any more, by its name alone. */
export function strategyWords(strategy: string): StrategyWords {
  const known = hasStrategyWords(strategy) ? words[strategy] : undefined;
  return known ?? { name: capitalised(keyWords(strategy)), looksAt: 'A way of choosing of another release of Kindred' };
}
