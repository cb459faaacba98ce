import { all, CONSENT_LOST, DAY, END, HAS_ADDRESS, happened, HOUR, mail, not, ORDERED, wait } from './parts';
import type { FlowTemplate } from './parts';

const CARTED = { key: 'put-into-cart', when: happened('product_added_to_cart', 1, 'run') };

/** Somebody looked at a product more than once and left: one reminder, and not again for two weeks. */
export const abandonedBrowse: FlowTemplate = {
  purpose: 'Reminds people of a product they looked at more than once and did not put into their cart.',
  why: 'Two hours after the last look, as the field’s most used tool has it. Nobody gets it twice within 14 days, the bound of Shopify’s own template; carts have flows of their own, which go first.',
  definition: {
    key: 'abandoned-browse',
    name: 'Abandoned browse',
    trigger: {
      kind: 'event',
      events: [{ event: 'product_viewed' }],
      when: all(
        HAS_ADDRESS,
        { kind: 'happened', event: 'product_viewed', atLeast: 2, within: { minutes: 3 * DAY }, each: 'product' },
        not(happened('order_placed', 1, { minutes: 14 * DAY })),
        not(happened('product_added_to_cart', 1, { minutes: DAY })),
      ),
    },
    again: { afterMinutes: 14 * DAY },
    meanwhile: 'restart',
    priority: 50,
    exits: [ORDERED, CARTED, CONSENT_LOST],
    start: 'wait-for-silence',
    nodes: [wait('wait-for-silence', 2 * HOUR, 'reminder'), mail('reminder', 'browse-first', 'done'), END],
  },
};

/** Somebody has come three times and not bought: can we help? */
export const thirdVisit: FlowTemplate = {
  purpose: 'Offers help to people who have come three times within two weeks and bought nothing.',
  why: 'Two hours after their third visit, when it is over: a visit is what comes after half an hour of silence. Not twice within 60 days, and to nobody who ordered within a month.',
  definition: {
    key: 'third-visit',
    name: 'Third visit',
    trigger: {
      kind: 'event',
      events: [{ event: 'visit_began' }],
      when: all(
        HAS_ADDRESS,
        happened('visit_began', 3, { minutes: 14 * DAY }),
        not(happened('order_placed', 1, { minutes: 30 * DAY })),
      ),
    },
    again: { afterMinutes: 60 * DAY },
    meanwhile: 'nothing',
    priority: 45,
    exits: [ORDERED, CARTED, CONSENT_LOST],
    start: 'when-it-is-over',
    nodes: [wait('when-it-is-over', 2 * HOUR, 'help'), mail('help', 'visit-again', 'done'), END],
  },
};
