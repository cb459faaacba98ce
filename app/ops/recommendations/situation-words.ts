import type { Context } from '~/decisions/recommendations/model';

export interface SituationWords {
  title: string;
  /** What was asked of later orders or visits that training had not seen. */
  asked: string;
  /** One of the cases, and many. */
  cases: readonly [one: string, many: string];
  /** What brings more cases. */
  more: string;
  /** What there was to go by, for figures by how much of it there was. */
  goneBy: readonly [one: string, many: string];
}

const ORDER = ['past order', 'past orders'] as const;
const VIEWED = ['product viewed', 'products viewed'] as const;
const MORE_VISITS =
  'It needs more visits in which people look at two products or more: see that the tracking embed is on.';

/** Each situation in which products are chosen, in a merchant's words. */
export const situationWords: Readonly<Record<Context, SituationWords>> = {
  cart: {
    title: 'With products in the cart',
    asked: 'One product of a later order was hidden, and the rest of it was the cart. Was the hidden one found?',
    cases: ['later order', 'later orders'],
    more: 'It needs more orders of two products or more.',
    goneBy: ['product in the cart', 'products in the cart'],
  },
  viewed: {
    title: 'A product viewed',
    asked: 'What somebody looks at next that they have not seen in this visit. Was it found?',
    cases: ['later step of a visit', 'later steps of visits'],
    more: MORE_VISITS,
    goneBy: VIEWED,
  },
  visit: {
    title: 'A product viewed, what was seen before included',
    asked: 'What somebody looks at next, be it for the first time or once more. Was it found?',
    cases: ['later step of a visit', 'later steps of visits'],
    more: MORE_VISITS,
    goneBy: VIEWED,
  },
  'next-basket': {
    title: 'Past buyers',
    asked: 'What somebody orders next, what they bought before included. Was any of it found?',
    cases: ['later order', 'later orders'],
    more: 'It needs more people who order a second time.',
    goneBy: ORDER,
  },
  discovery: {
    title: 'Past buyers, what is new to them',
    asked: 'What somebody orders next that they never bought. Was any of it found?',
    cases: ['later order', 'later orders'],
    more: 'It needs more people who order a second time, something else than before.',
    goneBy: ORDER,
  },
  nobody: {
    title: 'Newcomers',
    asked: 'The first order of somebody of whom nothing is known. Was any of it found?',
    cases: ['first order', 'first orders'],
    more: 'It needs more people who order for the first time.',
    goneBy: ORDER,
  },
  'new-products': {
    title: 'New products',
    asked: 'Which product that nobody had bought yet somebody orders. Was it found?',
    cases: ['later order', 'later orders'],
    more: 'It is only asked where known buyers order products that were never sold before.',
    goneBy: ORDER,
  },
};

/** The order in which situations are told: the nearest to buying first. */
export const SITUATIONS: readonly Context[] = [
  'cart',
  'viewed',
  'visit',
  'next-basket',
  'discovery',
  'nobody',
  'new-products',
];
