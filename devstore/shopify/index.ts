import { loadAdminSchema } from './admin-schema/admin-schema';
import { loadAppConfig as loadConfig, type AppConfig } from './app-config/app-config';

export { appProxy, type AppProxyOptions } from './app-proxy/app-proxy';
export { signAppProxyQuery } from './app-proxy/sign';
export type { AppConfig, WebhookSubscription } from './app-config/app-config';
export type { ShopifyLiveStore, StoreRefund } from './live-store/contract';
export { bareCartToken } from './live-store/carts';
export { StoreRefusal } from './live-store/refusal';
export type { ShopifyLogEntry } from './log-entry';
export type { Approvals, BucketSize, ShopifyStandInOptions, Unknowns, WebhookBehaviour } from './options';
export { createShopifyStandIn, type InstallationView, type ShopifyStandIn } from './stand-in';
export type { SentWebhook, WebhookControl } from './webhooks/webhooks';

/**
 * Reads and checks a `shopify.app.toml` as strictly as Shopify's CLI; the topics are judged by the Admin API's schema.
 * Throws one error that lists every fault with its key and the remedy.
 */
export function loadAppConfig(file: string, schemaFile: string): AppConfig {
  return loadConfig(file, loadAdminSchema(schemaFile).topics);
}
