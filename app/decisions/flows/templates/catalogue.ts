import { ALWAYS, all, CONSENT_LOST, DAY, END, fact, HAS_ADDRESS, HOUR, mail, ORDERED, wait } from './parts';
import type { FlowTemplate } from './parts';

const AGREED = fact('consent.marketing', 'is', 'granted');

/** Who asked to be told is told, also where they want no other mail: so nobody is sent away for that. */
export const backInStock: FlowTemplate = {
  purpose: 'Tells people who asked for it that something is back in stock. Who asked first hears first.',
  why: 'At once: few pieces are soon gone again. No more people an hour hear of it than five a piece, and it is not worth sending a day later.',
  definition: {
    key: 'back-in-stock',
    name: 'Back in stock',
    trigger: { kind: 'catalogue', change: 'back-in-stock', whom: 'asked', withinDays: 180, when: ALWAYS },
    again: { afterMinutes: 0 },
    meanwhile: 'nothing',
    priority: 85,
    exits: [],
    start: 'back-in-stock-mail',
    nodes: [mail('back-in-stock-mail', 'back-in-stock', 'done'), END],
  },
};

/** Something they looked at costs less. */
export const priceDrop: FlowTemplate = {
  purpose: 'Tells people that something they looked at within a month costs at least a tenth less.',
  why: 'An hour after the price was lowered, so that a slip of the hand is put right before. Against the lowest price of 30 days, as the law of the Union has it; nobody hears of lower prices more than once a week.',
  definition: {
    key: 'price-drop',
    name: 'Lower price',
    trigger: {
      ...{ kind: 'catalogue', change: 'price-drop', whom: 'viewed', withinDays: 30, atLeastPercent: 10 },
      when: all(HAS_ADDRESS, AGREED),
    },
    again: { afterMinutes: 7 * DAY },
    meanwhile: 'nothing',
    priority: 52,
    exits: [ORDERED, CONSENT_LOST],
    start: 'an-hour',
    nodes: [wait('an-hour', HOUR, 'lower-price-mail'), mail('lower-price-mail', 'price-drop', 'done'), END],
  },
};

/** The last pieces of what lies in their cart. */
export const lowStock: FlowTemplate = {
  purpose: 'Tells people that only a few are left of something in their cart.',
  why: 'Once, when the fifth-last piece is reached, to those who put it there within two weeks. Only where stock is counted: a mail that says so must be true.',
  definition: {
    key: 'low-stock',
    name: 'Few left',
    trigger: {
      ...{ kind: 'catalogue', change: 'low-stock', whom: 'in-cart', withinDays: 14, atMostUnits: 5 },
      when: all(HAS_ADDRESS, AGREED),
    },
    again: { afterMinutes: 14 * DAY },
    meanwhile: 'nothing',
    priority: 58,
    exits: [ORDERED, CONSENT_LOST],
    start: 'few-left-mail',
    nodes: [mail('few-left-mail', 'low-stock', 'done', 12 * HOUR), END],
  },
};
