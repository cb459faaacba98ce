import type { AccessTokens } from '~/integrations/shopify/access-tokens.server';

/** The one token a shop has; when Shopify refuses it there is no other. */
export const onlyToken = (token: string): AccessTokens => ({
  tokenFor: () => Promise.resolve(token),
  renew: () => Promise.reject(new Error('Shopify refused the only token there is')),
});
