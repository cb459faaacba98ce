import { beforeEach, describe, expect, it } from 'vitest';
import { requestFirstSync } from '~/capture/shopify-sync/request-sync.server';
import { raiseWatermark } from '~/capture/shopify-sync/watermarks.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after, TEST_START } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { dataPage } from './data-page.server';
import { aboutWords, accessWords, failedWords, refusedWords, windowWords } from './sync-words';

const app = testApp(await testDatabase());
const { prisma, pool } = app.db;
const deps = { ...app, shops: createShopDirectory({ ...app, pool }) };

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await withShop(shop.id, () => requestFirstSync(prisma, shop.id, TEST_START));
});

const page = () => dataPage(deps, shop.domain);
const kindOf = async (kind: string) => (await page()).kinds.find((each) => each.kind === kind);
const setRun = (kind: string, data: object) =>
  withShop(shop.id, () => prisma.syncRun.updateMany({ where: { shopId: shop.id, kind }, data }));

describe('the data page', () => {
  it('of a shop that was just installed says that all is waited for', async () => {
    const { kinds, isSynced, troubles } = await page();
    expect(kinds.map(({ state, count, share }) => ({ state, count, share }))).toEqual(
      Array.from({ length: 5 }, () => ({ state: 'waiting', count: 0, share: null })),
    );
    expect({ isSynced, troubles }).toEqual({ isSynced: false, troubles: [] });
  });

  it('says how far a kind is, and how long it takes at the pace so far', async () => {
    const startedAt = after(-30_000, app.systemClock.now());
    await setRun('orders', { state: 'loading', startedAt, bytesLoaded: 250, bytesTotal: 1_000 });
    expect(await kindOf('orders')).toMatchObject({ state: 'loading', share: 0.25, remainingMs: 90_000 });
  });

  it('says of what is here how sure it is, and what was found without a webhook', async () => {
    await setRun('orders', { state: 'done' });
    await withShop(shop.id, () => raiseWatermark(prisma, shop.id, 'orders', TEST_START));
    const where = { shopId: shop.id };
    await withShop(shop.id, () => prisma.syncWatermark.updateMany({ where, data: { lateFound: 3 } }));
    expect(await kindOf('orders')).toMatchObject({ state: 'here', sureUntil: TEST_START.toISOString(), lateFound: 3 });
  });

  it('says what Shopify refuses or did not manage, and what to do about it', async () => {
    await setRun('checkouts', { state: 'refused', problem: 'FAILED ACCESS_DENIED' });
    await setRun('orders', { state: 'failed', problem: 'FAILED TIMEOUT' });
    expect((await kindOf('checkouts'))?.trouble).toEqual(refusedWords('checkouts'));
    expect((await kindOf('orders'))?.trouble).toEqual(failedWords('orders'));
  });

  it('says when Shopify does not answer, and that all may be out of date', async () => {
    await withShop(shop.id, () => raiseWatermark(prisma, shop.id, 'orders', TEST_START));
    const data = { failingSince: TEST_START, problem: 'HTTP 503' };
    await withShop(shop.id, () => prisma.syncWatermark.updateMany({ where: { shopId: shop.id }, data }));
    expect((await page()).troubles[0]?.remedy).toContain('HTTP 503');
  });

  it('says that somebody must open the app where access is lost, and nothing else', async () => {
    await prisma.shop.update({ where: { id: shop.id }, data: { accessLostAt: TEST_START, scopes: ['read_orders'] } });
    expect((await page()).troubles).toEqual([accessWords]);
  });

  it.each([
    [['read_orders'], [windowWords]],
    [['read_orders', 'read_all_orders'], []],
    [[], []],
  ])('with the scopes %j says of older orders %j', async (scopes, troubles) => {
    await prisma.shop.update({ where: { id: shop.id }, data: { scopes } });
    expect((await page()).troubles).toEqual(troubles);
  });
});

describe('a time to go', () => {
  it.each([
    [20_000, 'less than a minute'],
    [60_000, 'about 1 minute'],
    [150_000, 'about 3 minutes'],
    [7_200_000, 'about 2 hours'],
  ])('of %i ms is %s', (ms, words) => {
    expect(aboutWords(ms)).toBe(words);
  });
});
