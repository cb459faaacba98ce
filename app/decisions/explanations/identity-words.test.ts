import { expect, test } from 'vitest';
import { identityWords, type ToldIdentity } from './identity-words';

test.each<[ToldIdentity, string]>([
  [
    { kind: 'customer', value: 'gid://shopify/Customer/7301', evidence: 'first-sync' },
    'Customer in Shopify 7301: stood in Shopify when the store was first read',
  ],
  [
    { kind: 'visitor', value: 'abcdefghijklmnopqrstuvwxyz', evidence: 'storefront:batch:1' },
    'Browser …stuvwxyz: the storefront saw this browser',
  ],
  [
    { kind: 'checkout', value: 'short', evidence: 'shopify:checkouts/create:event-1' },
    'Checkout short: Shopify told it when a checkout was begun',
  ],
  [
    { kind: 'cart', value: 'c1', evidence: 'shopify:themes/publish:event-1' },
    'Cart c1: known from shopify:themes/publish:event-1',
  ],
  [{ kind: 'loyalty-card', value: '12', evidence: 'x' }, 'loyalty-card 12: known from x'],
])('%j reads: %s', (identity, words) => {
  const { what, value, how } = identityWords(identity);
  expect(`${what} ${value}: ${how}`).toBe(words);
});
