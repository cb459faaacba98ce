import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createLog } from './append-only-log';
import type { WorldClock } from './clock';
import type { AppendOnlyLog } from './log';
import { createPostmarkStandIn, type PostmarkStandIn, type PostmarkStandInOptions } from './postmark/stand-in';
import type { PostmarkLogEntry } from './postmark/log/entries';
import {
  appProxy,
  createShopifyStandIn,
  loadAppConfig,
  type ShopifyLogEntry,
  type ShopifyStandIn,
  type ShopifyStandInOptions,
} from './shopify';
import { createStorefront, loadExtensions } from './shopify/storefront/storefront';
import { drawProductImage, drawProductPng } from './store-data';
import { seededRandom } from './store-data/seeded-random';
import type { StoreData } from './store';
import { createWorldClock } from './world-clock';

const inProject = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** What the app and this world know of each other, as an app and Shopify do in production. */
export interface AppIdentity {
  apiKey: string;
  apiSecret: string;
  appUrl: string;
}

export interface WorldOptions {
  data: StoreData;
  app: AppIdentity;
  seed: number;
  /** Each on this machine; 0 takes any free one. */
  ports: { shopify: number; storefront: number; postmark: number; site?: number };
  /** Where the logs are kept as JSON lines; absent: in memory only. */
  logDir?: string;
  shopify?: Pick<ShopifyStandInOptions, 'approvals' | 'webhooks' | 'unknowns'>;
  postmark?: Pick<PostmarkStandInOptions, 'approvals' | 'searchLagMs'>;
}

/** Everything around the app on one machine: Shopify, the shop's storefront, Postmark, and one clock for all. */
export interface World {
  clock: WorldClock;
  shopify: ShopifyStandIn;
  postmark: PostmarkStandIn;
  logs: { shopify: AppendOnlyLog<ShopifyLogEntry>; postmark: AppendOnlyLog<PostmarkLogEntry> };
  /** The shop's own Postmark server. */
  postmarkToken: string;
  /** The address the shop may send from. */
  senderEmail: string;
  urls: { shopify: string; storefront: string; postmark: string; site: string };
  /** Where a person looks at the world: one origin, on which `createSite` mounts the start page, the admin, the inbox and the clock. */
  site: express.Express;
  /** The theme editor's switch of our app embed. */
  setAppEmbed(isOn: boolean): void;
  isAppEmbedOn(): boolean;
  stop(): Promise<void>;
}

/** Builds the world and opens its doors. Business time begins where the store's data ends. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { data, app, seed, ports, logDir } = options;
  const clock = createWorldClock();
  await clock.moveTo(new Date(data.endsAt));
  const logs = openLogs(clock, logDir);
  const schemaFile = inProject('.kindred/schema/admin_2026-10.json.gz');
  const config = loadAppConfig(inProject('shopify.app.toml'), schemaFile);
  const shopify = createShopifyStandIn({
    ...{ data, clock, seed, schemaFile, log: logs.shopify, app: { ...app, config } },
    ...options.shopify,
  });
  const postmark = createPostmarkStandIn({ clock, seed, log: logs.postmark, ...options.postmark });

  let hasEmbed = true;
  const storefront = await openStorefront(options, { clock, shopify, hasEmbed: () => hasEmbed });
  shopify.setStorefrontUrl(storefront.url);
  const { url: shopifyUrl } = await shopify.start({ port: ports.shopify });
  const { url: postmarkUrl } = await postmark.start({ port: ports.postmark });
  const senderEmail = `hello@${data.shop.domain.replace('.myshopify.com', '.example')}`;
  postmark.senders.addSignature({ email: senderEmail, name: data.shop.name });
  const server = postmark.createServer({ name: data.shop.name });
  const site = express();
  const openSite = await listen(site, ports.site ?? 0);

  return {
    ...{ clock, shopify, postmark, logs, senderEmail, postmarkToken: server.token, site },
    urls: { shopify: shopifyUrl, storefront: storefront.url, postmark: postmarkUrl, site: openSite.url },
    setAppEmbed: (isOn) => void (hasEmbed = isOn),
    isAppEmbedOn: () => hasEmbed,
    async stop() {
      await openSite.close();
      await storefront.close();
      await shopify.stop();
      await postmark.stop();
    },
  };
}

function openLogs(clock: WorldClock, logDir: string | undefined): World['logs'] {
  if (logDir) mkdirSync(logDir, { recursive: true });
  const file = (name: string) => (logDir ? { file: path.join(logDir, `${name}.jsonl`) } : {});
  return {
    shopify: createLog<ShopifyLogEntry>({ clock, ...file('shopify') }),
    postmark: createLog<PostmarkLogEntry>({ clock, ...file('postmark') }),
  };
}

interface StorefrontParts {
  clock: WorldClock;
  shopify: ShopifyStandIn;
  hasEmbed: () => boolean;
}

async function openStorefront({ data, app, seed, ports }: WorldOptions, { clock, shopify, hasEmbed }: StorefrontParts) {
  const extensions = await loadExtensions({
    themeDir: inProject('extensions/kindred-theme'),
    pixelDir: inProject('extensions/kindred-pixel'),
  });
  const byHandle = new Map(data.products.map((product) => [product.handle, product]));
  const site = express();
  site.use(
    createStorefront({
      ...{ store: shopify.store, shopDomain: data.shop.domain, clock, extensions },
      random: seededRandom(seed, 'storefront'),
      appProxy: appProxy({
        ...{ url: '/proxy', appUrl: app.appUrl, prefix: 'apps', subpath: 'kindred' },
        ...{ secret: app.apiSecret, shop: data.shop.domain, loggedInCustomerId: () => '' },
      }),
      appEmbedEnabled: hasEmbed,
      pixelSettings: () => shopify.pixelSettings(),
      images: (handle, format) => {
        const product = byHandle.get(handle);
        if (!product) return undefined;
        return format === 'svg' ? drawProductImage(product) : drawProductPng(product, 560);
      },
    }),
  );
  return listen(site, ports.storefront);
}

async function listen(site: express.Express, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = await new Promise<Server>((resolve, reject) => {
    const opened = site.listen(port, '127.0.0.1', () => resolve(opened));
    opened.once('error', reject);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the storefront has no port');
  return {
    // One host name for all that a browser opens: pages that frame each other then are of one site, and their cookies work.
    url: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
