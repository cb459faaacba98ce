import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../store-data/seeded-random';
import { loadAdminSchema } from './admin-schema/admin-schema';
import type { BulkRecord } from './bulk/contract';
import { createBulkOperations } from './bulk/operations';
import { createCompliance, type Compliance } from './compliance';
import { createCostBucket } from './graphql/bucket';
import type { AdminWorld } from './graphql/context';
import { createMetafields } from './graphql/metafields';
import { createWebPixels } from './graphql/web-pixels';
import { createInstallation } from './installation';
import type { ShopifyLiveStore } from './live-store/contract';
import { createLiveStore } from './live-store/live-store';
import { createState, uuidFrom } from './live-store/state';
import type { ShopifyLogEntry } from './log-entry';
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
import { subscriptionsFor } from './webhooks/make-delivery';
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
    pixelSettings: () => JSON.parse(world.pixels.current()?.settings ?? 'null') as Record<string, string> | null,
    setStorefrontUrl: (url) => void (addresses.storefront = url.replace(/\/$/, '')),
    async settled() {
      await bulk.settled();
      await webhooks.settle();
    },
    async start({ port }) {
      addresses.base = await server.listen(port);
      return { url: addresses.base };
    },
    async stop() {
      await webhooks.stop();
      await bulk.settled();
      await server.close();
      removeData();
    },
  };
}

/** Makes the parts and joins them. Several read the world, which holds some of them: those are given a function that yields it. */
function assemble(options: ShopifyStandInOptions) {
  const setting = readSetting(options);
  const { apiKey, apiSecret, appUrl, config, shop, seed, systemNow, log, clock, unknowns, approvals, secret } = setting;
  const addresses = { base: '', storefront: `https://${shop}` };
  const later = { world: () => world };

  const behaviour = { ...defaultWebhooks, ...options.webhooks };
  const webhooks = createWebhooks({ ...later, clock, seed, apiSecret, behaviour, log });
  const state = createState({
    data: options.data,
    clock,
    random: seededRandom(seed, 'shopify stand-in'),
    checkoutCreateFires: unknowns.checkoutCreateFires,
    tell(event, { actionId, at }) {
      // A payload is only built for those who listen.
      if (!installation.isInstalled() || subscriptionsFor(event.topic, world).length === 0) return;
      webhooks.send({ topic: event.topic, payload: payloadOf(event, at, world), eventId: actionId, at });
    },
  });
  const installation = createInstallation({ config, approvals, log });
  const tokens = createTokenStore(seededRandom(seed, 'tokens'), systemNow);
  const finished = (record: BulkRecord) =>
    compliance.announce('bulk_operations/finish', bulkFinishPayload(record, world));
  const { dataDir } = setting;
  const bulk = createBulkOperations({
    ...later,
    dataDir,
    secret,
    seed,
    systemNow,
    baseUrl: () => addresses.base,
    log,
    finished,
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
    storefrontUrl: () => addresses.storefront,
    bulk,
    pixels: createWebPixels(),
    metafields: createMetafields(),
  };
  const compliance = createCompliance({ world, webhooks, tokens });
  const bucket = createCostBucket({ ...defaultBucket, ...options.bucket }, systemNow);
  const oauth = { apiKey, apiSecret, shop, tokens, installation, systemNow, log };
  const requests = seededRandom(seed, 'request ids');
  const requestId = () => uuidFrom(requests);
  const server = createServer({ world, tokens, bucket, shop, oauth, bulk, secret, systemNow, log, requestId });
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
  return { world, webhooks, compliance, bulk, addresses, server, embedded, removeData: setting.removeData };
}

/** The options with their defaults, and a folder for results that is removed at the end if nobody named one. */
function readSetting(options: ShopifyStandInOptions) {
  const seed = options.seed ?? 1;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'shopify-stand-in-'));
  return {
    ...options.app,
    seed,
    dataDir,
    clock: options.clock,
    shop: options.data.shop.domain,
    systemNow: options.systemNow ?? Date.now,
    approvals: { ...defaultApprovals, ...options.approvals },
    unknowns: { ...defaultUnknowns, ...options.unknowns },
    secret: createHash('sha256').update(`${seed} ${options.app.apiSecret}`).digest('hex'),
    log: (entry: ShopifyLogEntry) => void options.log.append(entry),
    removeData: () => (options.dataDir ? undefined : rmSync(dataDir, { recursive: true, force: true })),
  };
}
