import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createLog } from './append-only-log';
import { startNameServer, type NameServer } from './dns/name-server';
import { createZone, type Zone } from './dns/zone';
import type { WorldClock } from './clock';
import { forgetful, type Keep } from './kept/keep';
import { listen } from './listen';
import type { AppendOnlyLog } from './log';
import { openStorefront } from './open-storefront';
import { createPostmarkStandIn, type PostmarkStandIn, type PostmarkStandInOptions } from './postmark/stand-in';
import type { PostmarkLogEntry } from './postmark/log/entries';
import {
  createShopifyStandIn,
  loadAppConfig,
  type ShopifyLogEntry,
  type ShopifyStandIn,
  type ShopifyStandInOptions,
} from './shopify';
import { loadExtensions } from './shopify/storefront/storefront';
import { createThemeStore, hasEmbed, withEmbeds, type ThemeStore } from './shopify/storefront/theme/theme-store';
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
  postmark?: Pick<PostmarkStandInOptions, 'approvals' | 'searchLagMs' | 'keepsBodiesOf'>;
}

/** Something that will happen when business time reaches it. */
export interface Expected {
  at: Date;
  /** A sentence: who does what. */
  words: string;
}

/** Everything around the app on one machine: Shopify, the shop's storefront, Postmark, and one clock for all. */
export interface World {
  app: AppIdentity;
  clock: WorldClock;
  shopify: ShopifyStandIn;
  postmark: PostmarkStandIn;
  logs: { shopify: AppendOnlyLog<ShopifyLogEntry>; postmark: AppendOnlyLog<PostmarkLogEntry> };
  /** The shop's own Postmark server. */
  postmarkToken: string;
  /** The address the shop may send from. */
  senderEmail: string;
  /** Whoever runs the app: a Postmark server, the address it may send from, and the domain it lends to shops without one. */
  operator: { token: string; email: string; sharedDomain: string; accountToken: string };
  /** What stands in the name system. */
  zone: Zone;
  /** What is asked about domains of addresses. */
  nameServer: Pick<NameServer, 'address'>;
  /** `mailLinks`: where the links of mails lead first, as Postmark counts clicks. */
  urls: { shopify: string; storefront: string; postmark: string; mailLinks: string; site: string };
  /** Where a person looks at the world: one origin, on which `createSite` mounts the start page, the admin, the inbox and the clock. */
  site: express.Express;
  /** What the merchant has set in the theme editor. */
  theme: ThemeStore;
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
  const zone = createZone(keep.file('zone'));
  const postmark = createPostmarkStandIn({ clock, seed, keep, zone, log: logs.postmark, ...options.postmark });

  const extensions = await loadExtensions({
    themeDir: inProject('extensions/kindred-theme'),
    pixelDir: inProject('extensions/kindred-pixel'),
  });
  const theme = createThemeStore(extensions.theme, keep.file('theme-settings'));
  const storefront = await openStorefront(options, { clock, shopify, extensions, theme, log: logs.shopify });
  shopify.setStorefrontUrl(storefront.url);
  const { url: shopifyUrl } = await shopify.start({ port: ports.shopify });
  const { url: postmarkUrl, publicUrl: mailLinks } = await postmark.start({
    port: ports.postmark,
    publicPort: ports.mailLinks ?? 0,
  });
  const { senderEmail, postmarkToken } = merchantAtPostmark(postmark, data);
  const operator = operatorAtPostmark(postmark);
  const nameServer = await startNameServer(zone);
  const sources = new Set<() => Expected | null>();
  const site = express();
  const openSite = await listen(site, ports.site ?? 0);

  return {
    ...{ app, clock, shopify, postmark, logs, theme, senderEmail, postmarkToken, operator, site, nameServer, zone },
    urls: { shopify: shopifyUrl, storefront: storefront.url, postmark: postmarkUrl, mailLinks, site: openSite.url },
    setAppEmbed: (isOn) => theme.set(withEmbeds(theme.get(), theme.extension, isOn)),
    isAppEmbedOn: () => hasEmbed(theme),
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
      nameServer.stop();
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

const OPERATOR = { name: 'Kindred', email: 'notices@kindred.example', sharedDomain: 'shops.kindred.example' };

/** Who runs the app has a server of its own there, and a domain for shops that have none yet. */
function operatorAtPostmark(postmark: PostmarkStandIn): World['operator'] {
  const { name, email, sharedDomain } = OPERATOR;
  if (postmark.senders.check(email) === 'unknown') postmark.senders.addSignature({ email, name });
  const server = postmark.servers().find((each) => each.name === name) ?? postmark.createServer({ name });
  if (postmark.senders.check(`any@${sharedDomain}`) === 'unknown') postmark.senders.addDomain({ name: sharedDomain });
  return { token: server.token, email, sharedDomain, accountToken: postmark.accountToken };
}

function openLogs(clock: WorldClock, logDir: string | undefined): World['logs'] {
  if (logDir) mkdirSync(logDir, { recursive: true });
  const file = (name: string) => (logDir ? { file: path.join(logDir, `${name}.jsonl`) } : {});
  return {
    shopify: createLog<ShopifyLogEntry>({ clock, ...file('shopify') }),
    postmark: createLog<PostmarkLogEntry>({ clock, ...file('postmark') }),
  };
}
