import { ALWAYS, CONSENT_LOST, DAY, END, fact, happened, mail, ORDERED_AGAIN, wait, type FlowTemplate } from './parts';

const UNDONE = [
  { key: 'order-cancelled', when: happened('order_cancelled', 1, 'run') },
  { key: 'order-refunded', when: happened('order_refunded', 1, 'run') },
];

/** Thanks when the goods are there, and what goes well with them: once for the first order, once for those who come again. */
export const afterOrder: FlowTemplate = {
  purpose:
    'Thanks people when their order has come, in other words the first time than later, and shows what goes well with it.',
  why: 'A week after the order left the house, so that it has arrived; where nobody says when it left, after two weeks at most. A cancelled or refunded order ends it.',
  definition: {
    key: 'after-order',
    name: 'After an order',
    trigger: { kind: 'event', events: [{ event: 'order_placed' }], when: ALWAYS },
    again: { afterMinutes: 0 },
    meanwhile: 'restart',
    priority: 40,
    exits: [...UNDONE, CONSENT_LOST],
    start: 'until-it-leaves',
    nodes: [
      {
        ...{ kind: 'wait-for', key: 'until-it-leaves', events: [{ event: 'order_fulfilled' }], minutes: 7 * DAY },
        ...{ happened: 'until-it-is-there', timedOut: 'until-it-is-there' },
      },
      wait('until-it-is-there', 7 * DAY, 'is-first'),
      { kind: 'condition', key: 'is-first', when: fact('orders.count', 'at-most', 1), yes: 'first', no: 'again' },
      mail('first', 'after-order-first', 'done', 3 * DAY),
      mail('again', 'after-order-again', 'done', 3 * DAY),
      END,
    ],
  },
};

/** Nobody came back for a long while after an order: twice, and then silence. */
export const winBack: FlowTemplate = {
  purpose: 'Writes to customers who have not ordered for two months, and a last time a month later.',
  why: 'Two and three months after the last order are where the field’s most used tool begins; shops whose goods last longer should wait longer. Every order begins the count anew.',
  definition: {
    key: 'win-back',
    name: 'Win back',
    trigger: { kind: 'event', events: [{ event: 'order_placed' }], when: ALWAYS },
    again: { afterMinutes: 0 },
    meanwhile: 'restart',
    priority: 30,
    exits: [ORDERED_AGAIN, CONSENT_LOST],
    start: 'two-months',
    nodes: [
      { kind: 'delay', key: 'two-months', minutes: 60 * DAY, after: 'orders.lastAt', next: 'first' },
      mail('first', 'win-back-first', 'a-month', 3 * DAY),
      wait('a-month', 30 * DAY, 'last'),
      mail('last', 'win-back-last', 'done', 3 * DAY),
      END,
    ],
  },
};
