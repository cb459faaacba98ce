import { describe, expect, it } from 'vitest';
import { FEW_CHANGES, MANY_UNREAD, nextReconcileAt } from '~/capture/shopify-sync/reconcile.server';
import { processInboxJob } from '~/jobs/process-inbox.server';
import { verifyLedger } from '~/customers/consent/verify-ledger.server';
import { withShop } from '~/platform/db/db.server';
import { deliver } from '../../tests/factories/deliveries';
import { cartWebhook } from '../../tests/factories/shopify-payloads';
import { storeToSync, type StoreToSync } from '../../tests/factories/store-to-sync';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';

const app = testApp(await testDatabase());
const { prisma } = app.db;

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** A store that was read, some time ago. */
async function readStore(): Promise<StoreToSync> {
  const store = await storeToSync(app, { products: 4, customers: 6, orders: 6 });
  app.advanceBusiness(store.world.clock.now().getTime() - app.clock.now().getTime());
  await store.syncAll();
  await store.passTime(10 * MINUTE);
  return store;
}

const watermarks = ({ shopId }: StoreToSync) =>
  withShop(shopId, async () => {
    const rows = await prisma.syncWatermark.findMany({ where: { shopId } });
    return Object.fromEntries(rows.map((row) => [row.kind, row]));
  });

/** What a shop's rows say that no id of chance is in. */
const rowsOf = ({ shopId }: StoreToSync) =>
  withShop(shopId, async () => ({
    products: await prisma.product.findMany({
      where: { shopId },
      orderBy: { id: 'asc' },
      select: { id: true, title: true, vendor: true, deletedAt: true },
    }),
    collections: await prisma.collection.findMany({ where: { shopId }, orderBy: { id: 'asc' } }),
    customers: await prisma.shopifyCustomer.findMany({
      where: { shopId },
      orderBy: { customerId: 'asc' },
      select: { customerId: true, tags: true, deletedAt: true },
    }),
    orders: await prisma.order.findMany({
      where: { shopId },
      orderBy: { id: 'asc' },
      select: { id: true, totalMinor: true, refundedMinor: true, cancelledAt: true },
    }),
    consents: await prisma.consentState.groupBy({
      by: ['state'],
      where: { shopId, purpose: 'marketing' },
      _count: true,
      orderBy: { state: 'asc' },
    }),
    entries: await prisma.consentEntry.count({ where: { shopId } }),
    events: await prisma.event.count({ where: { shopId } }),
  }));

/** Everything a shop does in a quarter of an hour, of which no webhook reaches us. */
async function live({ world }: StoreToSync): Promise<void> {
  const { store, data } = world;
  const [first, second, third] = data.customers.map(({ id }) => id);
  store.updateProduct(data.products[0]?.id ?? '', { vendor: 'Ash' });
  store.updateCollection(data.collections[0]?.id ?? '', { title: 'Light' });
  store.updateCustomer(second ?? '', { tags: ['vip'] });
  store.recordConsent(first ?? '', { state: 'UNSUBSCRIBED', optInLevel: null });
  store.recordConsent(third ?? '', { state: 'UNSUBSCRIBED', optInLevel: null });
  store.recordConsent(third ?? '', { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN' });
  store.refundOrder(data.orders[0]?.id ?? '');
  store.cancelOrder(data.orders[1]?.id ?? '');
  const { token } = store.createCart();
  store.setCartLines(token, [{ variantId: data.products[1]?.variants[0]?.id ?? '', quantity: 1 }]);
  const checkout = store.createCheckout(token);
  store.submitContact(checkout.token, { email: 'stranger@example.com', acceptsMarketing: true });
  store.completeCheckout(checkout.token);
  await world.standIn.settled();
}

describe('what no webhook told', () => {
  it('is found: products, collections, customers, consent both ways, orders new, refunded and cancelled', async () => {
    const store = await readStore();
    await live(store);
    await store.passTime(5 * MINUTE);
    await store.reconcile();
    const { products, collections, customers, orders, consents } = await rowsOf(store);
    const { data } = store.world;
    expect(products.map(({ vendor }) => vendor)).toEqual(data.products.map(({ vendor }) => vendor));
    expect(collections.map(({ title }) => title)).toEqual(data.collections.map(({ title }) => title));
    expect(customers.map(({ customerId, tags }) => [customerId, tags])).toEqual(
      data.customers.map(({ id, tags }) => [id, tags]).sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    );
    expect(orders.map(({ id, totalMinor, refundedMinor }) => [id, totalMinor, refundedMinor])).toEqual(
      data.orders.map(({ id, totalMinor, refundedMinor }) => [id, totalMinor, refundedMinor]).sort(),
    );
    expect(orders.filter(({ cancelledAt }) => cancelledAt)).toHaveLength(1);
    const subscribed = data.customers.filter(({ emailMarketing }) => emailMarketing.state === 'SUBSCRIBED').length;
    expect(consents.map(({ state, _count }) => [state, _count])).toEqual([
      ['granted', subscribed],
      ['withdrawn', 1],
    ]);
    expect(await withShop(store.shopId, () => verifyLedger(prisma, store.shopId))).toMatchObject({ kind: 'intact' });
  });

  it('is counted, and found once: looking again, and again, changes nothing', async () => {
    const store = await readStore();
    await live(store);
    await store.passTime(5 * MINUTE);
    await store.reconcile();
    const found = await rowsOf(store);
    const late = (await watermarks(store))['orders']?.lateFound;
    expect(late).toBe(3);
    for (let times = 0; times < 2; times++) {
      await store.passTime(15 * MINUTE);
      await store.reconcile();
    }
    expect(await rowsOf(store)).toEqual(found);
    expect((await watermarks(store))['orders']?.lateFound).toBe(late);
  });

  it('and is too much for pages, is read in bulk all the same', async () => {
    const store = await storeToSync(app, { products: FEW_CHANGES + 1, customers: 1, orders: 1 });
    app.advanceBusiness(store.world.clock.now().getTime() - app.clock.now().getTime());
    await store.syncAll();
    await store.passTime(60 * MINUTE);
    for (const { id } of store.world.data.products) store.world.store.updateProduct(id, { vendor: 'Ash' });
    await store.passTime(5 * MINUTE);
    await store.reconcile();
    const { products } = await rowsOf(store);
    expect(products.filter(({ vendor }) => vendor === 'Ash')).toHaveLength(FEW_CHANGES + 1);
    expect((await watermarks(store))['products']).toMatchObject({
      ...{ lateFound: FEW_CHANGES + 1, sureUntil: app.clock.now() },
    });
    expect(store.downloads).not.toEqual([]);
  });
});

describe('looking', () => {
  it('waits for a minute while much of what came is unread', async () => {
    const store = await readStore();
    await live(store);
    await store.passTime(5 * MINUTE);
    const unread = Array.from({ length: MANY_UNREAD }, (_, number) => cartWebhook(`cart ${number}`, 1));
    await withShop(store.shopId, () => deliver(app, store.shopId, ...unread));
    const before = await rowsOf(store);
    expect(await store.reconcile()).toEqual(new Date(app.clock.now().getTime() + MINUTE));
    expect(await rowsOf(store)).toEqual(before);
    await withShop(store.shopId, () => processInboxJob(app, { shopId: store.shopId }));
    await store.passTime(MINUTE);
    await store.reconcile();
    expect(await rowsOf(store)).not.toEqual(before);
  });

  it('is due again within a quarter of an hour, and costs few points where nothing has changed', async () => {
    const store = await readStore();
    await store.passTime(60 * MINUTE);
    await store.reconcile();
    await store.passTime(60 * MINUTE);
    const before = store.world.log.all().length;
    const next = await store.reconcile();
    const points = store.world.log
      .all()
      .slice(before)
      .reduce((sum, { entry }) => sum + (entry.kind === 'request' ? (entry.actualCost ?? 0) : 0), 0);
    const waitMs = (next?.getTime() ?? 0) - app.clock.now().getTime();
    expect(waitMs).toBeGreaterThan(14 * MINUTE);
    expect(waitMs).toBeLessThanOrEqual(15 * MINUTE);
    expect(points, 'points of one look').toBeLessThan(100);
  });

  it('goes back further than it was sure, since Shopify’s search lags behind', async () => {
    const store = await readStore();
    store.world.store.updateProduct(store.world.data.products[2]?.id ?? '', { title: 'Seen late' });
    await store.passTime(MINUTE);
    await withShop(store.shopId, () =>
      prisma.syncWatermark.updateMany({ where: { shopId: store.shopId }, data: { sureUntil: app.clock.now() } }),
    );
    await store.passTime(15 * MINUTE);
    await store.reconcile();
    expect((await rowsOf(store)).products.map(({ title }) => title)).toContain('Seen late');
  });

  it('that fails says since when and why, and leaves how sure it was; when it succeeds that is forgotten', async () => {
    const store = await readStore();
    const sure = (await watermarks(store))['orders']?.sureUntil;
    store.breakApi(true);
    await expect(store.reconcile()).rejects.toThrow();
    expect((await watermarks(store))['orders']).toMatchObject({
      sureUntil: sure,
      failingSince: app.clock.now(),
      problem: expect.stringContaining('503') as string,
    });
    store.breakApi(false);
    await store.passTime(MINUTE);
    await store.reconcile();
    expect((await watermarks(store))['orders']).toMatchObject({ problem: null, failingSince: null });
  });
});

describe('what is gone', () => {
  it('is found by the daily count of what is there, and stays gone', async () => {
    const store = await readStore();
    const { world } = store;
    const [product, customer] = [world.data.products[3]?.id ?? '', world.data.customers[5]?.id ?? ''];
    world.store.deleteProduct(product);
    await store.passTime(DAY);
    await store.reconcile();
    const { products } = await rowsOf(store);
    expect(products.filter(({ deletedAt }) => deletedAt).map(({ id }) => id)).toEqual([product]);
    expect((await watermarks(store))['products']).toMatchObject({ goneFound: 1, censusAt: app.clock.now() });
    expect((await rowsOf(store)).customers.find(({ customerId }) => customerId === customer)?.deletedAt).toBeNull();
    expect(await withShop(store.shopId, () => prisma.censusId.count())).toBe(0);
  });

  it('is not believed where more than half of many would be gone', async () => {
    const store = await storeToSync(app, { products: 60, customers: 1, orders: 1 });
    app.advanceBusiness(store.world.clock.now().getTime() - app.clock.now().getTime());
    await store.syncAll();
    for (const { id } of [...store.world.data.products].slice(0, 50)) store.world.store.deleteProduct(id);
    await store.passTime(DAY);
    await store.reconcile();
    expect((await rowsOf(store)).products.filter(({ deletedAt }) => deletedAt)).toEqual([]);
    expect(app.logged.at(-1)).toMatchObject({ kind: 'doubtful', of: 'products', gone: 50, known: 60 });
  });
});

describe('while the past is still being read', () => {
  /** All but the orders are here, and nothing was counted yet. */
  async function readInPart(): Promise<StoreToSync> {
    const store = await readStore();
    const { shopId } = store;
    await withShop(shopId, async () => {
      await prisma.syncRun.updateMany({ where: { shopId, kind: 'orders' }, data: { state: 'waiting' } });
      await prisma.syncWatermark.updateMany({ where: { shopId }, data: { censusAt: null } });
      await prisma.shopWakeup.deleteMany({ where: { shopId } });
    });
    return store;
  }

  const dueAt = ({ shopId }: StoreToSync) => withShop(shopId, () => nextReconcileAt(prisma, shopId, app.clock.now()));
  const censuses = ({ shopId }: StoreToSync) =>
    withShop(shopId, () => prisma.syncRun.count({ where: { shopId, purpose: 'census' } }));

  it('the sweep wakes nobody to look for changes; once it is whole, it does', async () => {
    const store = await readInPart();
    expect(await dueAt(store)).toBeNull();
    const { shopId } = store;
    await withShop(shopId, () => prisma.syncRun.updateMany({ where: { shopId }, data: { state: 'done' } }));
    expect(await dueAt(store)).toEqual(app.clock.now());
  });

  it('nothing is counted beside it', async () => {
    const store = await readInPart();
    await store.reconcile();
    expect(await censuses(store)).toBe(0);
    await store.passTime(DAY);
    await store.reconcile();
    expect(await censuses(store), 'a day later').toBeGreaterThan(0);
  });
});

describe('a shop that lets Shopify show only 60 days of orders', () => {
  it('has the older ones read as soon as it may', async () => {
    const store = await storeToSync(app, { orders: 100, customers: 5 });
    app.advanceBusiness(store.world.clock.now().getTime() - app.clock.now().getTime());
    const scopes = store.world.standIn.installation.scopes();
    store.world.standIn.installation.setScopes(scopes.filter((scope) => scope !== 'read_all_orders'));
    await store.syncAll();
    expect((await rowsOf(store)).orders).toHaveLength(60);
    expect((await watermarks(store))['orders']).toMatchObject({ isWhole: false });
    await store.passTime(DAY);
    await store.reconcile();
    expect((await rowsOf(store)).orders, 'what leaves the window is not gone').toHaveLength(60);
    store.world.standIn.installation.setScopes(scopes);
    await store.passTime(15 * MINUTE);
    await store.reconcile();
    expect((await rowsOf(store)).orders).toHaveLength(100);
    expect((await watermarks(store))['orders']).toMatchObject({ isWhole: true });
  });
});
