import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createVault, type Vault } from '~/platform/crypto/vault.server';
import { createApp, type App } from '../../devstore/app-processes';
import { freePort } from '../../setup/postgres/free-port';
import type { CartProduct } from './fill-people';
import { startWorldProcess, type WorldProcess } from './start-world';

/** A shop that is set up to send, with everything around it: real processes, a real database, stand-ins in a process of their own. */
export interface SendingShop {
  shopId: string;
  /** At Shopify, such as `shop.myshopify.com`. */
  domain: string;
  world: WorldProcess;
  app: App;
  appUrl: string;
  /** With which Shopify signs. */
  apiSecret: string;
  vault: Vault;
  /** As the tables' owner, inside the shop's wall. */
  owner: pg.Client;
  products: CartProduct[];
  /** Business time. */
  now(): Date;
  /** Moves it on, everywhere. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

export interface ShopOptions {
  seed: number;
  searchLagMs?: number;
  unsubscribeMode?: 'postmark' | 'custom';
  env?: Record<string, string>;
}

/** Installs the app in a small generated shop, as a merchant does, sets up its sender and turns its flow on. No worker runs when it is done. */
export async function openShop(options: ShopOptions): Promise<SendingShop> {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (!databaseUrl || !ownerUrl) throw new Error('DATABASE_URL is not set: start this by npm');
  const appUrl = `http://localhost:${await freePort()}`;
  const identity = { apiKey: 'kindred-bench-client-id', apiSecret: randomBytes(24).toString('hex'), appUrl };
  const key = randomBytes(32);
  const { seed, searchLagMs = 0, unsubscribeMode = 'postmark', env = {} } = options;
  const world = await startWorldProcess({ app: identity, seed, searchLagMs, store: { customers: 120, products: 80 } });
  const app = createApp({
    ...{ world: world.surroundings, app: identity, databaseUrl, encryptionKey: key.toString('base64'), env },
    onLine(name, text) {
      if (/"level":(50|60)/.test(text) || !text.startsWith('{')) console.error(`  [${name}] ${text}`);
    },
  });
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  await owner.connect();
  await app.startWeb();
  const installer = await app.startWorker();
  await world.ask({ ask: 'install' });
  await world.ask({ ask: 'set-up', unsubscribeMode });
  const { shopId, domain } = await enterShop(owner);
  await untilCounted(owner);
  installer.kill('SIGTERM');
  await installer.ended;
  let { offsetMs } = world.surroundings.clock;
  return {
    ...{ shopId, domain, world, app, appUrl, owner, apiSecret: identity.apiSecret },
    ...{ vault: createVault(key), products: await productsOf(owner) },
    now: () => new Date(Date.now() + offsetMs),
    async advance(ms) {
      ({ offsetMs } = (await world.ask({ ask: 'advance', ms })) as { offsetMs: number });
      const headers = { 'content-type': 'application/json' };
      await fetch(`${appUrl}/world/clock`, { method: 'POST', headers, body: JSON.stringify({ offsetMs }) });
    },
    async close() {
      await app.stop();
      await owner.end();
      world.stop();
    },
  };
}

async function enterShop(owner: pg.Client): Promise<{ shopId: string; domain: string }> {
  const { rows } = await owner.query<{ shopId: string; domain: string }>(
    `SELECT "id" AS "shopId", "domain" FROM shops
     CROSS JOIN LATERAL (SELECT set_config('app.shop_id', shops."id"::text, false)) entered`,
  );
  const [shop] = rows;
  if (!shop) throw new Error('the app was not installed');
  return shop;
}

const COUNTED_WITHIN_MS = 120_000;

/** Resolves when everybody's traits have been counted for the first time: till the next night nobody counts beside what is measured. */
async function untilCounted(owner: pg.Client): Promise<void> {
  const giveUpAt = performance.now() + COUNTED_WITHIN_MS;
  for (;;) {
    const { rows } = await owner.query('SELECT FROM trait_scales WHERE NOT EXISTS (SELECT FROM trait_rebuilds)');
    if (rows.length) return;
    if (performance.now() > giveUpAt) throw new Error('the people of the shop were not counted in two minutes');
    await sleep(250);
  }
}

async function productsOf(owner: pg.Client): Promise<CartProduct[]> {
  const { rows } = await owner.query<CartProduct>(
    `SELECT DISTINCT ON (p."id") v."id" AS "variantId", p."id" AS "productId", p."title", v."priceMinor"::int AS "priceMinor"
     FROM products p JOIN variants v ON v."shopId" = p."shopId" AND v."productId" = p."id"
     WHERE p."status" = 'ACTIVE' AND p."isPublished" AND v."isAvailable" AND p."deletedAt" IS NULL ORDER BY p."id", v."position"`,
  );
  return rows;
}

/** Wakes the shop for a kind of work, as what fills its rows would. */
export async function wakeFor(owner: pg.Client, shopId: string, kind: string, dueAt: Date): Promise<void> {
  await owner.query(
    `INSERT INTO shop_wakeups ("shopId", "kind", "nextDueAt", "version") VALUES ($1, $2, $3, 1)
     ON CONFLICT ("shopId", "kind") DO UPDATE SET "nextDueAt" = EXCLUDED."nextDueAt", "version" = shop_wakeups."version" + 1`,
    [shopId, kind, dueAt],
  );
}
