import { z } from 'zod';
import type { PrivacyRequest, Report } from '~/capture/events/reports';
import { cartReport, checkoutReport } from './cart-payloads';
import { productDeletedReport, productReport } from './catalog-payloads';
import { consentReport, customerReport } from './customer-payloads';
import { orderReport } from './order-payloads';

export interface WebhookContext {
  /** The shop's currency: some payloads give amounts without one. */
  currency: string;
  triggeredAt: Date;
}

type Parser = (payload: unknown, context: WebhookContext) => Report;

const privacyPayload = z.object({ shop_domain: z.string(), customer: z.unknown().optional() });

const privacy =
  (topic: PrivacyRequest['topic']): Parser =>
  (payload) => {
    const { shop_domain: shopDomain, customer } = privacyPayload.parse(payload);
    return { kind: 'privacy', request: { topic, shopDomain, customer: customer ?? {} } };
  };

/** Every topic of shopify.app.toml, and what becomes of it. */
const parsers: Record<string, Parser> = {
  'products/create': (payload, { currency }) => productReport(payload, currency),
  'products/update': (payload, { currency }) => productReport(payload, currency),
  'products/delete': (payload, { triggeredAt }) => productDeletedReport(payload, triggeredAt),
  'carts/create': (payload, { currency }) => cartReport(payload, currency),
  'carts/update': (payload, { currency }) => cartReport(payload, currency),
  'checkouts/create': checkoutReport,
  'checkouts/update': checkoutReport,
  'orders/create': orderReport,
  'orders/updated': orderReport,
  'orders/cancelled': orderReport,
  'customers/create': customerReport,
  'customers/update': customerReport,
  'customers_email_marketing_consent/update': (payload, { triggeredAt }) => consentReport(payload, triggeredAt),
  'bulk_operations/finish': () => ({ kind: 'sync-moved' }),
  'shop/update': () => ({ kind: 'shop-changed' }),
  'app/uninstalled': () => ({ kind: 'uninstalled' }),
  'customers/data_request': privacy('customers/data_request'),
  'customers/redact': privacy('customers/redact'),
  'shop/redact': privacy('shop/redact'),
};

export const parsedTopics = Object.keys(parsers);

/** Turns a webhook's JSON into what it reports. Throws an error that names the field where the payload is not what Shopify documents. */
export function parseWebhook(topic: string, body: string, context: WebhookContext): Report {
  const parse = Object.hasOwn(parsers, topic) ? parsers[topic] : undefined;
  return parse ? parse(JSON.parse(body), context) : { kind: 'not-needed' };
}
