import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { createExchangeTurns } from './integrations/shopify/exchange-turns.server';
import { createSessionTokenCheck, withSpoiltToken } from './integrations/shopify/session-token.server';
import { createShopifyFetch } from './integrations/shopify/shopify-fetch.server';
import { createShopifyApi } from './integrations/shopify/webhook-verifier.server';
import { installShop } from './ops/install-shop.server';
import { services } from './process.server';

const { env } = services;
// Shopify's library takes no other fetch than this global one; in production it stays its own.
if (env.SHOPIFY_STANDIN_URL) setAbstractFetchFunc(createShopifyFetch(env.SHOPIFY_STANDIN_URL));

const shopify = shopifyApp({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  appUrl: env.SHOPIFY_APP_URL,
  apiVersion: ApiVersion.October26,
  distribution: AppDistribution.AppStore,
  sessionStorage: services.sessions,
  // At debug level the library would log whole tokens.
  logger: { level: LogSeverity.Warning },
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  hooks: { afterAuth: ({ session }) => installShop(services, session.shop) },
});

const judge = createSessionTokenCheck(
  createShopifyApi({ apiKey: env.SHOPIFY_API_KEY, apiSecret: env.SHOPIFY_API_SECRET, appUrl: env.SHOPIFY_APP_URL }),
);
const inTurn = createExchangeTurns(services.sessions);

/** Shopify's `authenticate.admin`, behind the checks of the session token that it leaves out, and one exchange of tokens at a time. */
const admin: typeof shopify.authenticate.admin = async (request) => {
  const judgement = await judge(request);
  switch (judgement.kind) {
    case 'good':
      return inTurn(judgement.shopDomain, () => shopify.authenticate.admin(request));
    case 'foreign':
      throw new Response('This address names another shop than the one that is signed in.', { status: 403 });
    case 'refused':
      return shopify.authenticate.admin(withSpoiltToken(request));
    case 'none':
      return shopify.authenticate.admin(request);
  }
};

/** The one way into the admin: every route under /app begins with it. */
export const authenticate = { admin };
export const { addDocumentResponseHeaders } = shopify;
