import type { Identifier } from '~/capture/events/reports';
import type { LinkRule, MergeRule } from '~/customers/profiles/identity-decision';

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
  'orders/paid': 'an order was paid',
  'orders/fulfilled': 'an order was sent out',
  'orders/cancelled': 'an order was cancelled',
  'customers/create': 'the customer was made in Shopify',
  'customers/update': 'the customer changed in Shopify',
  'customers/merge': 'two customers were merged in Shopify',
  'customers/purchasing_summary': 'what the customer spent changed in Shopify',
  'customer.tags_added': 'the customer was tagged in Shopify',
  'customer.tags_removed': 'a tag was taken from the customer in Shopify',
  'customers_email_marketing_consent/update': 'consent changed in Shopify',
};

const LINK_WORDS: Record<LinkRule, string> = {
  'first-told': 'the first that was told of this person',
  'told-together': 'named together with what was known already',
  'moved-on': 'used by somebody else before, by this person since',
  'given-by-shopify': 'given by Shopify to this customer; it was somebody else’s before',
  'mail-link': 'came by a link in a mail to this person',
  'customer-merge': 'the same customer, as Shopify says',
};

const MERGE_WORDS: Record<MergeRule, string> = {
  'anonymous-history': 'What a browser did before it was known whose it is',
  'named-together': 'Somebody who was named together with this person',
  'same-phone': 'Somebody of whom only the phone number was known',
  'mail-link': 'A browser that came by a link in a mail to this person',
  'customer-merge': 'A customer whom Shopify merged into this one',
  'said-by-merchant': 'Somebody who looked like the same person',
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

/** Why an identifier leads to somebody. */
export const linkWords = (rule: string): string => LINK_WORDS[rule as LinkRule] ?? rule;

/** Who became part of a person. */
export const mergeWords = (rule: string): string => MERGE_WORDS[rule as MergeRule] ?? rule;

/** Who told something, and on what occasion. */
export function evidenceWords(evidence: string): string {
  if (evidence === 'first-sync') return 'stood in Shopify when the store was first read';
  const [source = '', topic = ''] = evidence.split(':');
  if (source === 'merchant') return 'somebody at your shop said that they are one';
  if (source === 'storefront') return 'the storefront saw this browser';
  const told = TOPIC_WORDS[topic];
  if (told) return `Shopify told it when ${told}`;
  return source === 'shopify-sync' || topic === 'sync'
    ? 'stood in Shopify when the store was read'
    : `known from ${evidence}`;
}
