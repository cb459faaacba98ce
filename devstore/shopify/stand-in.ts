import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../store-data/seeded-random';
import { loadAdminSchema } from './admin-schema/admin-schema';
import { createBulkOperations } from './bulk/operations';
import { createCompliance, type Compliance } from './compliance';
import { createCostBucket } from './graphql/bucket';
import type { AdminWorld } from './graphql/context';
import { createMetafields } from './graphql/metafields';
import { createWebPixels } from './graphql/web-pixels';
import { createInstallation } from './installation';
import type { ShopifyLiveStore } from './live-store/contract';
import { createLiveStore } from './live-store/live-store';
import { createState } from './live-store/state';
import { createEmbeddedApp, type EmbeddedApp } from './oauth/embedded-app';
import { createTokenStore } from './oauth/tokens';
import {
  defaultApprovals,
  defaultBucket,
  defaultUnknowns,
  defaultWebhooks,
  type ShopifyStandInOptions,
} from './options';
import { createServer } from './server';
import { payloadOf } from './webhooks/payloads/of-event';
import { bulkFinishPayload } from './webhooks/payloads/shop';
import { createWebhooks, type WebhookControl } from './webhooks/webhooks';

export interface ShopifyStandIn extends EmbeddedApp {
  /** Listens on 127.0.0.1; port 0 takes any free one. */
  start(options: { port: number }): Promise<{ url: string }>;
  stop(): Promise<void>;
  readonly store: ShopifyLiveStore;
  readonly webhooks: WebhookControl;
  readonly installation: InstallationView;
  readonly compliance: Compliance;
  /** The app's web pixel settings as a parsed object; null while the app has no pixel. */
  pixelSettings(): Record<string, string> | null;
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
  const seed = options.seed ?? 1;
  const systemNow = options.systemNow ?? Date.now;
  const random = seededRandom(seed, 'shopify stand-in');
  const { apiKey, apiSecret, appUrl, config } = options.app;
  const shop = options.data.shop.domain;
  const unknowns = { ...defaultUnknowns, ...options.unknowns };
  const approvals = { ...defaultApprovals, ...options.approvals };
  const log = (entry: Parameters<typeof options.log.append>[0]) => void options.log.append(entry);
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'shopify-stand-in-'));
  const secret = createHash('sha256').update(`${seed} ${apiSecret}`).digest('hex');
  let baseUrl = '';
  let storefrontUrl = `https://${shop}`;

  const webhooks = createWebhooks(
    { world: () => world, apiSecret, behaviour: { ...defaultWebhooks, ...options.webhooks }, log },
    { clock: options.clock, random: seededRandom(seed, 'webhooks') },
  );
  const state = createState({
    data: options.data,
    clock: options.clock,
    random,
    checkoutCreateFires: unknowns.checkoutCreateFires,
    tell(event, { actionId, at }) {
      if (!world.installation.isInstalled()) return;
      webhooks.send({ topic: event.topic, payload: payloadOf(event, at, world), eventId: actionId, at });
    },
  });
  const installation = createInstallation({ config, approvals, log });
  const tokens = createTokenStore(seededRandom(seed, 'tokens'), systemNow);
  const bulk = createBulkOperations({
    world: () => world,
    dataDir,
    secret,
    random: seededRandom(seed, 'bulk'),
    systemNow,
    baseUrl: () => baseUrl,
    log,
    finished: (record) => compliance.announce('bulk_operations/finish', bulkFinishPayload(record, world)),
  });
  const world: AdminWorld = {
    admin: loadAdminSchema(options.schemaFile),
    state,
    store: createLiveStore(state),
    installation,
    approvals,
    unknowns,
    config,
    apiKey,
    appUrl,
    storefrontUrl: () => storefrontUrl,
    bulk,
    pixels: createWebPixels(),
    metafields: createMetafields(),
  };
  const compliance = createCompliance({ world, webhooks, tokens });
  const bucket = createCostBucket({ ...defaultBucket, ...options.bucket }, systemNow);
  const oauth = { apiKey, apiSecret, shop, tokens, installation, systemNow, log };
  const server = createServer({ world, tokens, bucket, shop, oauth, bulk, secret, systemNow, log });
  const locale = options.data.shop.primaryLocale;
  const embedded = createEmbeddedApp({
    apiKey,
    apiSecret,
    appUrl,
    shop,
    locale,
    random: seededRandom(seed, 'admin'),
    systemNow,
  });

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
    pixelSettings: () => JSON.parse(world.pixels.current()?.settings ?? 'null') as Record<string, string> | null,
    setStorefrontUrl: (url) => void (storefrontUrl = url.replace(/\/$/, '')),
    async settled() {
      await bulk.settled();
      await webhooks.settle();
    },
    async start({ port }) {
      baseUrl = await server.listen(port);
      return { url: baseUrl };
    },
    async stop() {
      await webhooks.stop();
      await bulk.settled();
      await server.close();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
