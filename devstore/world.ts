import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createLog } from './append-only-log';
import type { WorldClock } from './clock';
import { forgetful, type Keep } from './kept/keep';
import { listen } from './listen';
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
import { openWorldClock } from './world-clock';

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
  ports: { shopify: number; storefront: number; postmark: number; site?: number; mailLinks?: number };
  /** Where the logs are kept as JSON lines; absent: in memory only. */
  logDir?: string;
  /** Where what happens is kept, to be found by the next start; absent: nowhere. */
  keep?: Keep;
  shopify?: Pick<ShopifyStandInOptions, 'approvals' | 'webhooks' | 'unknowns'>;
  postmark?: Pick<PostmarkStandInOptions, 'approvals' | 'searchLagMs'>;
}

/** Something that will happen when business time reaches it. */
export interface Expected {
  at: Date;
  /** A sentence: who does what. */
  words: string;
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
  /** `mailLinks`: where the links of mails lead first, as Postmark counts clicks. */
  urls: { shopify: string; storefront: string; postmark: string; mailLinks: string; site: string };
  /** Where a person looks at the world: one origin, on which `createSite` mounts the start page, the admin, the inbox and the clock. */
  site: express.Express;
  /** The theme editor's switch of our app embed. */
  setAppEmbed(isOn: boolean): void;
  isAppEmbedOn(): boolean;
  /** Takes up what an earlier run left undone: webhooks, mails, bulk operations. To be called once the app answers. */
  takeUp(): void;
  /** Adds a source of what is to come in this world besides Shopify and Postmark: whoever moves the clock stops there. Returns what ends it. */
  expect(source: () => Expected | null): () => void;
  /** What those sources expect next. */
  expected(): Expected[];
  stop(): Promise<void>;
}

/** Builds the world, as an earlier run left it if it is kept, and opens its doors. Business time begins where the store's data ends. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { data, app, seed, ports, logDir, keep = forgetful } = options;
  const clock = await openWorldClock({ kept: keep.file('clock'), startsAt: data.endsAt });
  const logs = openLogs(clock, logDir);
  const schemaFile = inProject('.kindred/schema/admin_2026-10.json.gz');
  const config = loadAppConfig(inProject('shopify.app.toml'), schemaFile);
  const shopify = createShopifyStandIn({
    ...{ data, clock, seed, schemaFile, keep, log: logs.shopify, app: { ...app, config } },
    ...options.shopify,
  });
  const postmark = createPostmarkStandIn({ clock, seed, keep, log: logs.postmark, ...options.postmark });

  const theme = keep.file<{ hasEmbed: boolean }>('theme');
  const hasEmbed = () => theme.read()?.hasEmbed ?? true;
  const storefront = await openStorefront(options, { clock, shopify, hasEmbed });
  shopify.setStorefrontUrl(storefront.url);
  const { url: shopifyUrl } = await shopify.start({ port: ports.shopify });
  const { url: postmarkUrl, publicUrl: mailLinks } = await postmark.start({
    port: ports.postmark,
    publicPort: ports.mailLinks ?? 0,
  });
  const { senderEmail, postmarkToken } = merchantAtPostmark(postmark, data);
  const sources = new Set<() => Expected | null>();
  const site = express();
  const openSite = await listen(site, ports.site ?? 0);

  return {
    ...{ clock, shopify, postmark, logs, senderEmail, postmarkToken, site },
    urls: { shopify: shopifyUrl, storefront: storefront.url, postmark: postmarkUrl, mailLinks, site: openSite.url },
    setAppEmbed: (isOn) => theme.write({ hasEmbed: isOn }),
    isAppEmbedOn: hasEmbed,
    takeUp() {
      shopify.takeUp();
      postmark.takeUp();
    },
    expect(source) {
      sources.add(source);
      return () => void sources.delete(source);
    },
    expected: () => [...sources].flatMap((source) => source() ?? []),
    async stop() {
      await openSite.close();
      await storefront.close();
      await shopify.stop();
      await postmark.stop();
    },
  };
}

/** The shop's server at Postmark and the address it may send from; made at the first start. */
function merchantAtPostmark(postmark: PostmarkStandIn, { shop }: StoreData) {
  const senderEmail = `hello@${shop.domain.replace('.myshopify.com', '.example')}`;
  if (postmark.senders.check(senderEmail) === 'unknown')
    postmark.senders.addSignature({ email: senderEmail, name: shop.name });
  const server = postmark.servers()[0] ?? postmark.createServer({ name: shop.name });
  return { senderEmail, postmarkToken: server.token };
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

async function openStorefront(
  { data, app, seed, ports, keep = forgetful }: WorldOptions,
  { clock, shopify, hasEmbed }: StorefrontParts,
) {
  const extensions = await loadExtensions({
    themeDir: inProject('extensions/kindred-theme'),
    pixelDir: inProject('extensions/kindred-pixel'),
  });
  const byHandle = new Map(data.products.map((product) => [product.handle, product]));
  const site = express();
  site.use(
    createStorefront({
      ...{ store: shopify.store, shopDomain: data.shop.domain, clock, extensions },
      random: keep.random(seed, 'storefront'),
      cartSecret: seededRandom(seed, 'cart keys').hex(32),
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
