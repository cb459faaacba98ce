import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
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

/**
 * Checks a webhook's signature over its raw bytes and reads its headers. A wrong signature is 401, as Shopify's review demands.
 * The same judgement as `api.webhooks.validate`, in a twentieth of its time: that one makes two requests and imports the key for each.
 */
export function createWebhookVerifier(api: Pick<Shopify, 'config'>): WebhookVerifier {
  const key = createSecretKey(Buffer.from(api.config.apiSecretKey));
  return async (rawBody, headers) => {
    const problem = problemWith(key, rawBody, headers);
    if (problem) return problem;
    const triggeredAt = textOf(headers, 'triggered-at');
    return {
      kind: 'verified',
      shopDomain: textOf(headers, 'shop-domain') ?? '',
      topic: textOf(headers, 'topic') ?? '',
      // One event may be told in several deliveries; only where Shopify names no event does the delivery's own name stand for it.
      eventId: textOf(headers, 'event-id') ?? textOf(headers, 'webhook-id') ?? '',
      triggeredAt: triggeredAt === null ? null : validDate(triggeredAt),
    };
  };
}

/** Whether a body is Shopify's own, by the signature in its headers: what Shopify Flow sends is signed as webhooks are, without their other headers. */
export type BodyVerifier = (rawBody: string, headers: IncomingHttpHeaders) => boolean;

export function createBodyVerifier(apiSecret: string): BodyVerifier {
  const key = createSecretKey(Buffer.from(apiSecret));
  return (rawBody, headers) => {
    const given = textOf(headers, 'hmac-sha256');
    return given !== null && isSignedBy(key, rawBody, given);
  };
}

function isSignedBy(key: KeyObject, rawBody: string, given: string): boolean {
  const expected = Buffer.from(createHmac('sha256', key).update(rawBody).digest('base64'));
  const bytes = Buffer.from(given);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

const NEEDED = ['topic', 'shop-domain', 'api-version', 'webhook-id'];

function problemWith(
  key: KeyObject,
  rawBody: string,
  headers: IncomingHttpHeaders,
): Extract<VerifiedWebhook, { kind: 'refused' }> | null {
  if (!rawBody) return { kind: 'refused', status: 400, why: 'missing_body' };
  const given = textOf(headers, 'hmac-sha256');
  if (!given) return { kind: 'refused', status: 401, why: 'missing_hmac' };
  if (!isSignedBy(key, rawBody, given)) return { kind: 'refused', status: 401, why: 'invalid_hmac' };
  return NEEDED.every((name) => textOf(headers, name))
    ? null
    : { kind: 'refused', status: 400, why: 'missing_headers' };
}

/** One of Shopify's headers; null where it is missing or empty. */
function textOf(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[`x-shopify-${name}`];
  return typeof value === 'string' && value ? value : null;
}

function validDate(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
