import type { Identifier } from '~/capture/events/reports';

/** One way in which a person is recognised, as it is stored. */
export interface ToldIdentity {
  kind: string;
  value: string;
  /** `source:topic:event`, or `first-sync`. */
  evidence: string;
}

const KIND_WORDS: Record<Identifier['kind'], string> = {
  customer: 'Customer in Shopify',
  external: 'Id of your own',
  email: 'Email address',
  phone: 'Phone number',
  visitor: 'Browser',
  cart: 'Cart',
  checkout: 'Checkout',
};

const TOPIC_WORDS: Record<string, string> = {
  'carts/create': 'a cart was begun',
  'carts/update': 'a cart changed',
  'checkouts/create': 'a checkout was begun',
  'checkouts/update': 'a checkout changed',
  'orders/create': 'an order was placed',
  'orders/updated': 'an order changed',
  'orders/cancelled': 'an order was cancelled',
  'customers/create': 'the customer was made in Shopify',
  'customers/update': 'the customer changed in Shopify',
  'customers_email_marketing_consent/update': 'consent changed in Shopify',
};

/** What a person is recognised by, and how that is known. `value` shows the end of long random ids only. */
export function identityWords({ kind, value, evidence }: ToldIdentity): { what: string; value: string; how: string } {
  const number = /\/(\d+)$/.exec(value)?.[1];
  return {
    what: KIND_WORDS[kind as Identifier['kind']] ?? kind,
    value: number ?? (value.length > 16 ? `…${value.slice(-8)}` : value),
    how: evidenceWords(evidence),
  };
}

function evidenceWords(evidence: string): string {
  if (evidence === 'first-sync') return 'stood in Shopify when the store was first read';
  const [source = '', topic = ''] = evidence.split(':');
  if (source === 'storefront') return 'the storefront saw this browser';
  const told = TOPIC_WORDS[topic];
  return told ? `Shopify told it when ${told}` : `known from ${evidence}`;
}
