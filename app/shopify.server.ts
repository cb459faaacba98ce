import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { createShopifyFetch } from './integrations/shopify/shopify-fetch.server';
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

export const { authenticate, addDocumentResponseHeaders } = shopify;
