import type { FlowDefinition } from '../language/flow';

/** Four hours is what the field's most used tool recommends for a first mail; a second one a day later, and then silence. */
const FIRST_MAIL_AFTER_MINUTES = 240;
const SECOND_MAIL_AFTER_MINUTES = 1_200;

/** A cart was filled and left: remind once, once more later, and stop at once when there is nothing to remind of. */
export const abandonedCart: FlowDefinition = {
  key: 'abandoned-cart',
  name: 'Abandoned cart',
  trigger: {
    kind: 'event',
    events: [{ event: 'cart_updated' }, { event: 'checkout_updated' }],
    when: {
      kind: 'all',
      rules: [
        { kind: 'fact', fact: 'profile.hasAddress', is: 'is', value: true },
        { kind: 'fact', fact: 'cart.itemCount', is: 'at-least', value: 1 },
        { kind: 'fact', fact: 'cart.isBought', is: 'is', value: false },
      ],
    },
  },
  again: { afterMinutes: 1_440 },
  meanwhile: 'follow',
  priority: 70,
  exits: [
    {
      key: 'ordered',
      when: {
        kind: 'any',
        rules: [
          { kind: 'happened', event: 'order_placed', atLeast: 1, within: 'run' },
          { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true },
        ],
      },
    },
    { key: 'cart-emptied', when: { kind: 'fact', fact: 'cart.itemCount', is: 'at-most', value: 0 } },
    { key: 'consent-lost', when: { kind: 'fact', fact: 'consent.marketing', is: 'is', value: 'withdrawn' } },
  ],
  start: 'wait-for-silence',
  nodes: [
    {
      kind: 'delay',
      key: 'wait-for-silence',
      minutes: FIRST_MAIL_AFTER_MINUTES,
      after: 'cart.linesChangedAt',
      next: 'first-mail',
    },
    {
      kind: 'send',
      key: 'first-mail',
      template: 'abandoned-cart-first',
      expiresAfterMinutes: 1_080,
      next: 'wait-a-day',
    },
    {
      kind: 'delay',
      key: 'wait-a-day',
      minutes: SECOND_MAIL_AFTER_MINUTES,
      after: 'arrival',
      next: 'wait-for-silence-again',
    },
    // Who filled the cart further since the first mail is left alone as long as before it.
    {
      kind: 'delay',
      key: 'wait-for-silence-again',
      minutes: FIRST_MAIL_AFTER_MINUTES,
      after: 'cart.linesChangedAt',
      next: 'second-mail',
    },
    { kind: 'send', key: 'second-mail', template: 'abandoned-cart-second', expiresAfterMinutes: 1_080, next: 'done' },
    { kind: 'exit', key: 'done' },
  ],
};
