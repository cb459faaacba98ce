import { afterAll } from 'vitest';
import { requestFirstSync } from '~/capture/shopify-sync/request-sync.server';
import { createAdminClient } from '~/integrations/shopify/admin-client.server';
import { createShopifyFetch, type Fetch } from '~/integrations/shopify/shopify-fetch.server';
import { createStoreSource } from '~/integrations/shopify/store-source.server';
import { reconcileShopJob } from '~/jobs/reconcile-shop.server';
import { syncShopJob } from '~/jobs/sync-shop.server';
import { withShop } from '~/platform/db/db.server';
import { startTestWorld, type TestWorld } from '../../devstore/shopify/testing/test-world';
import { shopDomain, tinyStore, type TinyStoreSize } from '../../devstore/shopify/testing/tiny-store';
import type { StoreData } from '../../devstore/store';
import type { TestApp } from './test-app';
import { TEST_START } from './times';

/** A store at Shopify's stand-in, and its shop here, which has asked for its first sync. */
export interface StoreToSync {
  shopId: string;
  data: Readonly<StoreData>;
  /** Runs the job once. Gives when it wants to run again. */
  step(): Promise<Date | null>;
  /** The store itself, and the stand-in it is at. Its webhooks reach nobody here. */
  world: TestWorld;
  /** Looks for what has changed, as the job does, and reads what was left to bulk operations. Gives when it wants to look again. */
  reconcile(): Promise<Date | null>;
  /** Moves business time on, there and here. */
  passTime(ms: number): Promise<void>;
  /** Runs the job until it has nothing left to do; while Shopify prepares its answers, that is waited for. */
  syncAll(): Promise<void>;
  /** Asks for everything once more, as after an operation that failed at Shopify. */
  startOver(): Promise<void>;
  /** From now on what comes of a bulk answer breaks off after so many bytes of each request; null: no more. */
  breakDownloadsAfter(bytes: number | null): void;
  /** From now on the Admin API answers nothing but that it is down, or does again. */
  breakApi(isDown: boolean): void;
  /** The `Range` headers of the downloads so far, null where there was none. */
  downloads: (string | null)[];
}

/**
 * A store of simple rules (order k belongs to customer k mod customers), changed as the test wants it. What it holds is let go after the
 * file's last test.
 */
export async function storeToSync(
  app: TestApp,
  size: TinyStoreSize = {},
  change: (data: StoreData) => StoreData = (data) => data,
): Promise<StoreToSync> {
  const data = change(tinyStore(size));
  const world = await startTestWorld({ data, systemNow: () => app.systemClock.now().getTime() });
  afterAll(() => world.close());
  const shopId = app.ids.next();
  const domain = shopDomain;
  await app.db.prisma.shop.deleteMany({ where: { domain } });
  await app.db.prisma.shop.create({ data: { id: shopId, domain, createdAt: TEST_START, installedAt: TEST_START } });
  const exchange = async () => String((await world.exchange()).body.access_token);
  let token = await exchange();
  const download = breakable(createShopifyFetch(world.url));
  const admin = createAdminClient({
    tokens: { tokenFor: async () => token, renew: async () => (token = await exchange()) },
    fetch: download.fetch,
    logger: app.logger,
  });
  const services = { ...app, source: createStoreSource(admin, download.fetch) };
  await withShop(shopId, () => requestFirstSync(app.db.prisma, shopId, app.systemClock.now()));

  const step = async () => (await withShop(shopId, () => syncShopJob(services, { shopId }))).nextDueAt;
  const syncAll = async () => {
    while (await step()) await world.standIn.settled();
  };
  return {
    ...{ shopId, data, step, world, syncAll },
    async reconcile() {
      const { nextDueAt } = await withShop(shopId, () => reconcileShopJob(services, { shopId }));
      await syncAll();
      return nextDueAt;
    },
    async passTime(ms) {
      await world.clock.advance(ms);
      app.advanceBusiness(ms);
    },
    startOver: () =>
      withShop(shopId, async () => {
        await app.db.prisma.syncRun.updateMany({ where: { shopId }, data: { state: 'failed', notBefore: null } });
      }),
    breakApi: (isDown) => void (download.isDown = isDown),
    breakDownloadsAfter: (bytes) => void (download.limit = bytes),
    downloads: download.ranges,
  };
}

function breakable(fetch: Fetch) {
  const state: { limit: number | null; isDown: boolean; ranges: (string | null)[]; fetch: Fetch } = {
    limit: null,
    isDown: false,
    ranges: [],
    async fetch(input, init) {
      if (state.isDown) return new Response('', { status: 503 });
      const response = await fetch(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (!url.includes('bulk-operation-outputs') || !response.body) return response;
      state.ranges.push(new Headers(init?.headers).get('range'));
      const { status, headers } = response;
      const body = state.limit === null ? response.body : response.body.pipeThrough(cutAfter(state.limit));
      return new Response(body, { status, headers });
    },
  };
  return state;
}

function cutAfter(limit: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let passed = 0;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, Math.max(0, limit - passed)));
      passed += chunk.length;
      if (passed >= limit) controller.error(new Error('the connection broke off'));
    },
  });
}
