import { z } from 'zod';
import type { PrivacyRequest, Report } from '~/capture/events/reports';
import { messageOf } from '~/platform/errors';
import { parseStorableJson } from '~/platform/storable';
import { cartReport, checkoutDeletedReport, checkoutReport } from './cart-payloads';
import { collectionDeletedReport, collectionReport, productDeletedReport, productReport } from './catalog-payloads';
import { consentReport, customerReport } from './customer-payloads';
import { customerMergeReport } from './customer-merge-payload';
import { customerDeletedReport, customerTagsReport, purchasingSummaryReport } from './customer-record-payloads';
import { orderDeletedReport, orderEditedReport, orderReport } from './order-payloads';
import { refundReport } from './refund-payloads';
import { scopesReport } from './shop-payloads';
import { inventoryGoneReport, inventoryItemReport, inventoryLevelReport, variantStockReport } from './stock-payloads';

export interface WebhookContext {
  /** The shop's currency: some payloads give amounts without one. */
  currency: string;
  triggeredAt: Date;
}

type Parser = (payload: unknown, context: WebhookContext) => Report;

const orderNumbers = z.array(z.union([z.number().int(), z.string().regex(/^\d+$/)])).nullish();
const privacyPayload = z.object({
  shop_domain: z.string(),
  customer: z.unknown().optional(),
  orders_requested: orderNumbers,
  orders_to_redact: orderNumbers,
});

const privacy =
  (topic: PrivacyRequest['topic']): Parser =>
  (payload) => {
    const { shop_domain: shopDomain, customer, orders_requested, orders_to_redact } = privacyPayload.parse(payload);
    const orders = orders_requested ?? orders_to_redact ?? [];
    return { kind: 'privacy', request: { topic, shopDomain, customer: customer ?? {}, orders } };
  };

/** Every topic of shopify.app.toml, and what becomes of it. */
const parsers: Record<string, Parser> = {
  'products/create': (payload, { currency }) => productReport(payload, currency),
  'products/update': (payload, { currency }) => productReport(payload, currency),
  'products/delete': (payload, { triggeredAt }) => productDeletedReport(payload, triggeredAt),
  'variants/in_stock': (payload) => variantStockReport(payload, true),
  'variants/out_of_stock': (payload) => variantStockReport(payload, false),
  'collections/create': collectionReport,
  'collections/update': collectionReport,
  'collections/delete': (payload, { triggeredAt }) => collectionDeletedReport(payload, triggeredAt),
  'inventory_levels/connect': (payload, { triggeredAt }) => inventoryLevelReport(payload, triggeredAt),
  'inventory_levels/update': (payload, { triggeredAt }) => inventoryLevelReport(payload, triggeredAt),
  'inventory_levels/disconnect': (payload, { triggeredAt }) => inventoryGoneReport(payload, triggeredAt),
  'inventory_items/update': (payload, { currency }) => inventoryItemReport(payload, currency),
  'carts/create': (payload, { currency }) => cartReport(payload, currency),
  'carts/update': (payload, { currency }) => cartReport(payload, currency),
  'checkouts/create': checkoutReport,
  'checkouts/update': checkoutReport,
  'checkouts/delete': (payload, { triggeredAt }) => checkoutDeletedReport(payload, triggeredAt),
  'orders/create': orderReport,
  'orders/updated': orderReport,
  'orders/paid': orderReport,
  'orders/fulfilled': orderReport,
  'orders/cancelled': orderReport,
  'orders/edited': orderEditedReport,
  'orders/delete': (payload, { triggeredAt }) => orderDeletedReport(payload, triggeredAt),
  'refunds/create': (payload, { currency }) => refundReport(payload, currency),
  'customers/create': customerReport,
  'customers/update': customerReport,
  'customers/delete': (payload, { triggeredAt }) => customerDeletedReport(payload, triggeredAt),
  'customers/merge': (payload, { triggeredAt }) => customerMergeReport(payload, triggeredAt),
  'customers/purchasing_summary': purchasingSummaryReport,
  'customer.tags_added': (payload) => customerTagsReport(payload, 'added'),
  'customer.tags_removed': (payload) => customerTagsReport(payload, 'removed'),
  'customers_email_marketing_consent/update': (payload, { triggeredAt }) => consentReport(payload, triggeredAt),
  'bulk_operations/finish': () => ({ kind: 'sync-moved' }),
  'shop/update': () => ({ kind: 'shop-changed' }),
  'domains/update': () => ({ kind: 'shop-changed' }),
  'app/scopes_update': scopesReport,
  'app/uninstalled': (_payload, { triggeredAt }) => ({ kind: 'uninstalled', at: triggeredAt }),
  'customers/data_request': privacy('customers/data_request'),
  'customers/redact': privacy('customers/redact'),
  'shop/redact': privacy('shop/redact'),
};

export const parsedTopics = Object.keys(parsers);

/** Turns a webhook's JSON into what it reports. Throws an error that names topic and fields where the payload is not what Shopify documents. */
export function parseWebhook(topic: string, body: string, context: WebhookContext): Report {
  const parse = Object.hasOwn(parsers, topic) ? parsers[topic] : undefined;
  if (!parse) return { kind: 'not-needed' };
  try {
    return parse(parseStorableJson(body), context);
  } catch (error) {
    throw new Error(`${topic}: ${problemOf(error)}`, { cause: error });
  }
}

/** In zod's words and JavaScript's way of naming a place; never with a value, which may name a person. */
function problemOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${z.core.toDotPath(path) || 'the body'}: ${message}`).join('; ');
  return error instanceof SyntaxError ? 'the body is no JSON' : messageOf(error);
}
