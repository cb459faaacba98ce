import { assemble } from './assemble';
import { appMetafieldsOf, type AppMetafields } from './app-metafields';
import type { Compliance } from './compliance';
import type { Flow } from './flow/flow';
import type { Marketing } from './graphql/marketing';
import type { ShopifyLiveStore } from './live-store/contract';
import type { EmbeddedApp } from './oauth/embedded-app';
import type { ShopifyStandInOptions } from './options';
import type { WebhookControl } from './webhooks/webhooks';

export interface ShopifyStandIn extends EmbeddedApp {
  /** Listens on 127.0.0.1; port 0 takes any free one. */
  start(options: { port: number }): Promise<{ url: string }>;
  stop(): Promise<void>;
  /** Takes up what an earlier run left undone: deliveries, bulk operations. To be called once the app answers. */
  takeUp(): void;
  readonly store: ShopifyLiveStore;
  readonly webhooks: WebhookControl;
  readonly installation: InstallationView;
  readonly compliance: Compliance;
  /** Shopify's side of Flow. */
  readonly flow: Flow;
  /** What the app told the Marketing page. */
  readonly marketing: Marketing;
  /** The app's web pixel settings as a parsed object; null while the app has no pixel. */
  pixelSettings(): Record<string, string> | null;
  /** The app's own metafields as Liquid sees them: JSON as what it says. */
  appMetafields(): AppMetafields;
  /** Base of product, image and checkout addresses, such as the storefront's `http://127.0.0.1:4002`. */
  setStorefrontUrl(url: string): void;
  /** Resolves when no bulk operation runs and everything due has been delivered. */
  settled(): Promise<void>;
}

export interface InstallationView {
  isInstalled(): boolean;
  scopes(): string[];
  /** Revokes all tokens, sends `app/uninstalled`, and 48 hours of business time later `shop/redact`. */
  uninstall(): void;
  /** Changes what is granted and sends `app/scopes_update`. */
  setScopes(scopes: string[]): void;
}

export function createShopifyStandIn(options: ShopifyStandInOptions): ShopifyStandIn {
  const parts = assemble(options);
  const { world, webhooks, compliance, bulk, addresses, server, embedded, removeData } = parts;
  const { installation } = world;
  return {
    ...embedded,
    store: world.store,
    webhooks,
    compliance,
    installation: {
      isInstalled: installation.isInstalled,
      scopes: installation.scopes,
      uninstall: compliance.uninstall,
      setScopes: compliance.setScopes,
    },
    flow: world.flow,
    marketing: world.marketing,
    pixelSettings: () => JSON.parse(world.pixels.current()?.settings ?? 'null') as Record<string, string> | null,
    appMetafields: () => appMetafieldsOf(world),
    setStorefrontUrl: (url) => void (addresses.storefront = url.replace(/\/$/, '')),
    async settled() {
      await bulk.settled();
      await webhooks.settle();
    },
    async start({ port }) {
      addresses.base = await server.listen(port);
      return { url: addresses.base };
    },
    takeUp() {
      bulk.takeUp();
      webhooks.takeUp();
    },
    async stop() {
      await webhooks.stop();
      await bulk.settled();
      await server.close();
      removeData();
    },
  };
}
