import type { IncomingHttpHeaders } from 'node:http';
import { shopifyApi, type Shopify } from '@shopify/shopify-api';
import { API_VERSION } from './api-version';

export type VerifiedWebhook =
  | { kind: 'verified'; shopDomain: string; topic: string; eventId: string; triggeredAt: Date | null }
  | { kind: 'refused'; status: 400 | 401; why: string };

export type WebhookVerifier = (rawBody: string, headers: IncomingHttpHeaders) => Promise<VerifiedWebhook>;

/** Shopify's library with nothing but what signatures need. The runtime's adapter is that of the Remix package. */
export function createShopifyApi(config: { apiKey: string; apiSecret: string; appUrl: string }): Shopify {
  return shopifyApi({
    apiKey: config.apiKey,
    apiSecretKey: config.apiSecret,
    apiVersion: API_VERSION as never,
    hostName: new URL(config.appUrl).host,
    isEmbeddedApp: true,
    logger: { level: 0 },
  });
}

/** Checks a webhook's signature over its raw bytes and reads its headers. A wrong signature is 401, as Shopify's review demands. */
export function createWebhookVerifier(api: Shopify): WebhookVerifier {
  return async (rawBody, headers) => {
    const rawRequest = new Request('https://webhook.invalid/', { method: 'POST', headers: plainHeaders(headers) });
    const result = await api.webhooks.validate({ rawBody, rawRequest });
    if (!result.valid) {
      const isForged = result.reason === 'invalid_hmac' || result.reason === 'missing_hmac';
      return { kind: 'refused', status: isForged ? 401 : 400, why: result.reason };
    }
    const triggeredAt = headers['x-shopify-triggered-at'];
    const eventId = headers['x-shopify-event-id'];
    return {
      kind: 'verified',
      shopDomain: result.domain,
      topic: String(headers['x-shopify-topic']),
      // One event may be told in several deliveries; only where Shopify names no event does the delivery's own name stand for it.
      eventId: typeof eventId === 'string' ? eventId : String(headers['x-shopify-webhook-id']),
      triggeredAt: typeof triggeredAt === 'string' ? validDate(triggeredAt) : null,
    };
  };
}

function validDate(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-shopify-') && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}
