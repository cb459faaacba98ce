import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { apiKey, apiSecret, scopes } from './app-toml';

/** Shopify's own library, as the app uses it, speaking to a stand-in: what it accepts and understands, the app does. */
export function shopifyLibrary(standInUrl: string) {
  setAbstractFetchFunc((input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    const headers = { ...(init?.headers as Record<string, string>), 'x-orig-host': target.host };
    return fetch(`${standInUrl}${target.pathname}${target.search}`, { ...init, headers });
  });
  return shopifyApi({
    apiKey,
    apiSecretKey: apiSecret,
    scopes: scopes.split(','),
    hostName: 'app.example.com',
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}
