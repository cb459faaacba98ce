import type { ConsentReport } from '~/capture/events/reports';

const STATES = new Map<string, ConsentReport['state']>([
  ['subscribed', 'granted'],
  ['pending', 'pending'],
  ['unsubscribed', 'withdrawn'],
  ['redacted', 'withdrawn'],
  ['invalid', 'withdrawn'],
  ['not_subscribed', 'never-given'],
]);

/** Shopify's word for marketing consent (upper case in GraphQL, lower in webhooks) in ours. Throws on one nobody knows: never guess consent. */
export function consentStateOf(shopifyState: string): ConsentReport['state'] {
  const state = STATES.get(shopifyState.toLowerCase());
  if (!state) throw new Error(`marketing state "${shopifyState}" is not one Shopify documents`);
  return state;
}
