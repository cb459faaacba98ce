import { beforeEach, describe, expect, it } from 'vitest';
import { receive, type Delivery } from '~/capture/inbox/receive.server';
import { raiseWatermark } from '~/capture/shopify-sync/watermarks.server';
import { withShop } from '~/platform/db/db.server';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { freshness, type SourceFreshness } from './freshness.server';
import { sourceWords, type ToldSource } from './freshness-words';

const HOUR_MS = 3_600_000;
const AHEAD_MS = 5 * HOUR_MS;
const app = testApp(await testDatabase(), { systemAheadMs: -AHEAD_MS });
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

let told = 0;
const arrive = (source: Delivery['source'], topic: string, to = shop) =>
  receive(app, to.id, { source, topic, externalId: `${told++}`, triggeredAt: null, body: '{}' });
const seen = () => withShop(shop.id, () => freshness(app, db.prisma, shop.id));
const of = async (source: ToldSource): Promise<SourceFreshness | undefined> =>
  (await seen()).told.find(({ what }) => what === sourceWords(source).what);
const lookedFor = async (beginning: string): Promise<SourceFreshness | undefined> =>
  (await seen()).looked.find(({ what }) => what.startsWith(beginning));

describe('how fresh each source is', () => {
  it('cannot be said of a new shop, and says for each what to do', async () => {
    const { told: sources, looked } = await seen();
    expect([...sources, ...looked].map(({ state }) => state)).toEqual(Array.from({ length: 14 }, () => 'never'));
    expect(sources.filter(({ remedy }) => !remedy)).toEqual([]);
  });

  it('is told by business time, though it is machines that told it', async () => {
    await arrive('shopify', 'orders/create');
    expect(await of('orders')).toMatchObject({ state: 'new', lastAt: app.clock.now().toISOString(), remedy: null });
    expect(await of('carts')).toMatchObject({ state: 'never' });
  });

  it('is usual or stale by the source’s own pauses, all its topics together', async () => {
    for (let hour = 0; hour < 10; hour++) {
      await arrive('shopify', hour % 2 ? 'orders/paid' : 'refunds/create');
      app.advance(4 * HOUR_MS);
    }
    expect(await of('orders')).toMatchObject({ state: 'fresh', usual: 'its longest pause lately was about 4 hours' });
    app.advance(4 * HOUR_MS + 1);
    expect(await of('orders')).toMatchObject({ state: 'stale', remedy: sourceWords('orders').remedy });
    await arrive('shopify', 'orders/create');
    expect(await of('orders')).toMatchObject({ state: 'fresh', remedy: null });
  });

  it('is told of browsers, Postmark and programs each by itself', async () => {
    for (const [source, topic] of [
      ['storefront', 'batch'],
      ['postmark', 'Delivery'],
      ['api', 'track'],
    ] as const) {
      await arrive(source, topic);
      expect(await of(source)).toMatchObject({ state: 'new' });
    }
  });

  it('is not told by what comes too seldom to mean anything', async () => {
    await arrive('shopify', 'shop/update');
    expect((await seen()).told.every(({ state }) => state === 'never')).toBe(true);
  });

  it('of what Kindred looks for by itself is stale after an hour', async () => {
    await withShop(shop.id, () => raiseWatermark(db.prisma, shop.id, 'products', app.clock.now()));
    app.advance(HOUR_MS);
    expect(await lookedFor('Products')).toMatchObject({ state: 'fresh', remedy: null });
    app.advance(1);
    expect(await lookedFor('Products')).toMatchObject({ state: 'stale' });
    expect((await lookedFor('Products'))?.remedy).toMatch(/keeps asking/);
    expect(await lookedFor('Orders')).toMatchObject({ state: 'never' });
  });

  it('is of one shop alone', async () => {
    await arrive('shopify', 'orders/create', await createShop(app));
    expect(await of('orders')).toMatchObject({ state: 'never' });
  });

  it('is read hour by hour: a thousand entries within one count once', async () => {
    for (let each = 0; each < 50; each++) await arrive('postmark', 'Open');
    expect(await of('postmark')).toMatchObject({ state: 'new' });
  });
});
