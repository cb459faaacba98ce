import { all, any, CONSENT_LOST, DAY, END, fact, HAS_ADDRESS, HOUR, mail, ORDERED, wait } from './parts';
import type { FlowTemplate } from './parts';

const SILENCE = 4 * HOUR;

/** Somebody began to pay and did not: nearer to an order than a cart, so it goes before the cart's mail, which is then not sent. */
export const abandonedCheckout: FlowTemplate = {
  purpose:
    'Reminds people who had begun to order. Nearer to an order than a cart: its mail goes first, and the cart’s is then not sent.',
  why: 'Four hours after the last change, as for carts; a second and last one twenty hours later. Switch off Shopify’s own mail for abandoned checkouts, or people get both.',
  definition: {
    key: 'abandoned-checkout',
    name: 'Abandoned checkout',
    trigger: {
      kind: 'event',
      events: [{ event: 'checkout_updated' }],
      when: all(HAS_ADDRESS, fact('cart.itemCount', 'at-least', 1), fact('cart.isBought', 'is', false)),
    },
    again: { afterMinutes: DAY },
    meanwhile: 'follow',
    priority: 75,
    exits: [
      { key: 'ordered', when: any(ORDERED.when, fact('cart.isBought', 'is', true)) },
      { key: 'cart-emptied', when: fact('cart.itemCount', 'at-most', 0) },
      CONSENT_LOST,
    ],
    start: 'wait-for-silence',
    nodes: [
      { kind: 'delay', key: 'wait-for-silence', minutes: SILENCE, after: 'cart.linesChangedAt', next: 'first-mail' },
      mail('first-mail', 'abandoned-checkout-first', 'wait-a-day', 18 * HOUR),
      wait('wait-a-day', 20 * HOUR, 'wait-for-silence-again'),
      {
        ...{ kind: 'delay', key: 'wait-for-silence-again', minutes: SILENCE, after: 'cart.linesChangedAt' },
        next: 'second-mail',
      },
      mail('second-mail', 'abandoned-checkout-second', 'done', 18 * HOUR),
      END,
    ],
  },
};
