import { describe, expect, it } from 'vitest';
import { appendEvents } from '~/capture/events/event-log.server';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { verifyLedger } from '~/customers/consent/ledger.server';
import { identify } from '~/customers/profiles/identify.server';
import { withShop } from '~/platform/db/db.server';
import { gid, orderReport } from '../../tests/factories/reports';
import { storeToSync, type StoreToSync } from '../../tests/factories/store-to-sync';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { orderEvents, weakIdentifiers } from './reports/record-order.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

/** More than two pages of orders. */
const LARGE = { products: 12, customers: 40, orders: 1_100, linesPerOrder: 2 };

/** Everything a sync stores that has no id of chance in it. */
function stored({ shopId }: StoreToSync) {
  const where = { shopId };
  return withShop(shopId, async () => ({
    products: await prisma.product.count({ where }),
    variants: await prisma.variant.count({ where }),
    customers: await prisma.identity.count({ where: { ...where, kind: 'customer' } }),
    profiles: await prisma.profile.count({ where }),
    granted: await prisma.consentState.count({ where: { ...where, state: 'granted' } }),
    orders: await prisma.order.count({ where }),
    lines: await prisma.orderLine.count({ where }),
    placed: await prisma.event.count({ where: { ...where, type: 'order_placed' } }),
    ledger: await verifyLedger(prisma, shopId),
    runs: await prisma.syncRun.findMany({
      where,
      orderBy: { kind: 'asc' },
      select: { kind: true, state: true, objectsLoaded: true, problem: true },
    }),
  }));
}

const WHOLE_LARGE_STORE = {
  products: 12,
  variants: 24,
  customers: 40,
  profiles: 40,
  granted: 40,
  orders: 1_100,
  lines: 2_200,
  placed: 1_100,
  ledger: { kind: 'intact', entries: 40 },
  runs: [
    { kind: 'checkouts', state: 'done', objectsLoaded: 0, problem: null },
    { kind: 'collections', state: 'done', objectsLoaded: 2, problem: null },
    { kind: 'customers', state: 'done', objectsLoaded: 40, problem: null },
    { kind: 'orders', state: 'done', objectsLoaded: 1_100, problem: null },
    { kind: 'products', state: 'done', objectsLoaded: 12, problem: null },
  ],
};

const isTrainingDue = ({ shopId }: StoreToSync) =>
  prisma.shopWakeup.count({ where: { shopId, kind: 'train-recommender', nextDueAt: { not: null } } });

describe('a first sync', () => {
  it('stores the store’s whole past, each order with its buyer, and wakes the recommender then', async () => {
    const store = await storeToSync(app, LARGE);
    expect(await isTrainingDue(store)).toBe(0);
    await store.syncAll();
    expect(await stored(store)).toEqual(WHOLE_LARGE_STORE);
    expect(await isTrainingDue(store)).toBe(1);
    const strays = await withShop(store.shopId, () => ordersNotOfTheirCustomer(store.shopId));
    expect(strays).toEqual([]);
  });

  it('that is done has nothing left to do', async () => {
    const store = await storeToSync(app);
    await store.syncAll();
    const before = await stored(store);
    expect(await store.step()).toBeNull();
    expect(await stored(store)).toEqual(before);
  });

  it('that broke off in the middle of the orders goes on from the last stored page, nothing twice, nothing missing', async () => {
    const store = await storeToSync(app, LARGE);
    store.breakDownloadsAfter(800_000);
    await expect(store.syncAll()).rejects.toThrow('the connection broke off');
    const { orders, runs } = await stored(store);
    expect(orders, 'whole pages of 500 before the break').toBe(500);
    expect(runs.find((run) => run.kind === 'orders')).toMatchObject({
      state: 'loading',
      objectsLoaded: 500,
      problem: expect.stringContaining('broke off') as string,
    });
    store.breakDownloadsAfter(null);
    await store.syncAll();
    expect(store.downloads.at(-1)).toMatch(/^bytes=[1-9]\d+-$/);
    const { runs: after, ...rest } = await stored(store);
    const { runs: expected, ...whole } = WHOLE_LARGE_STORE;
    expect(rest).toEqual(whole);
    expect(after.map(({ kind, objectsLoaded }) => [kind, objectsLoaded])).toEqual(
      expected.map(({ kind, objectsLoaded }) => [kind, objectsLoaded]),
    );
  });

  it('told everything once more changes nothing', async () => {
    const store = await storeToSync(app, { orders: 6 }, anonymousSales);
    await store.syncAll();
    const before = await stored(store);
    await store.startOver();
    await store.syncAll();
    expect(await stored(store)).toEqual(before);
  });

  it('of an empty store is done, too', async () => {
    const store = await storeToSync(app, {}, (data) => ({ ...data, products: [], customers: [], orders: [] }));
    await store.syncAll();
    expect(await stored(store)).toMatchObject({ products: 0, profiles: 0, orders: 0, ledger: { entries: 0 } });
  });
});

/** A till's sales: nobody is named. One has an address that is none. */
const anonymousSales: Parameters<typeof storeToSync>[2] = (data) => {
  const orders = data.orders.map((order, index) => {
    if (index > 2) return order;
    return { ...order, customerId: null, email: index === 0 ? 'nobody' : null };
  });
  return { ...data, orders };
};

describe('an order that names nobody', () => {
  it('is a profile of its own, which a later report of the order finds', async () => {
    const { shopId, data, syncAll } = await storeToSync(app, { orders: 6 }, anonymousSales);
    await syncAll();
    await withShop(shopId, async () => {
      const ids = data.orders.slice(0, 3).map((order) => order.id);
      const orders = await prisma.order.findMany({ where: { shopId, id: { in: ids } } });
      expect(new Set(orders.map((order) => order.profileId)).size).toBe(3);
      for (const { id, profileId } of orders) {
        const report = orderReport(1, { id });
        const told = { person: report.person, weak: weakIdentifiers(report), evidence: 'test' };
        expect(await app.db.transaction((tx) => identify(app, tx, shopId, told))).toEqual({
          profileId,
          originId: profileId,
          mergedFrom: [],
        });
      }
    });
  });
});

describe('an address and a customer known apart', () => {
  it('become one person with both histories when the sync tells that they are one', async () => {
    const { shopId, data, syncAll } = await storeToSync(app, { orders: 3 });
    const customerId = data.customers[0]?.id ?? '';
    const [guest, customer] = await withShop(shopId, async () => [
      await boughtBefore(shopId, 77, { email: 'person1@example.com' }),
      await boughtBefore(shopId, 78, { customerId, email: 'earlier@example.com' }),
    ]);
    expect(guest).not.toBe(customer);

    await syncAll();

    await withShop(shopId, async () => {
      const where = { shopId };
      expect(await prisma.profile.findMany({ where: { shopId, id: guest } })).toMatchObject([
        { mergedIntoId: customer },
      ]);
      const orders = await prisma.order.findMany({
        where: { shopId, id: { in: [77, 78].map((id) => gid('Order', id)) } },
      });
      expect(orders.map((order) => order.profileId)).toEqual([customer, customer]);
      expect(await prisma.event.count({ where: { ...where, profileId: guest } })).toBe(0);
      expect(await prisma.event.count({ where: { ...where, profileId: customer } })).toBe(2 + 1);
      expect(await profilesWithoutRow(shopId)).toEqual([]);
    });
  });

  it('stay two where only what was typed for an order says that they are one: it may be a gift’s', async () => {
    // A guest's order with the address; the customer, known by another address, typed it for an order, too.
    const store = await storeToSync(app, { customers: 3, orders: 4 }, (data) => ({
      ...data,
      orders: data.orders.map((order, index) => ({
        ...order,
        customerId: index === 0 ? null : order.customerId,
        email: index < 2 ? 'guest@example.com' : order.email,
      })),
    }));
    const { shopId } = store;
    const { orders } = store.data;
    await withShop(shopId, () => boughtBefore(shopId, 79, { email: 'guest@example.com' }));

    await store.syncAll();

    await withShop(shopId, async () => {
      const customer = await prisma.identity.findFirstOrThrow({
        where: { shopId, kind: 'customer', value: orders[1]?.customerId ?? '' },
      });
      const ids = [orders[0]?.id ?? '', orders[1]?.id ?? '', gid('Order', 79)];
      const found = await prisma.order.findMany({ where: { shopId, id: { in: ids } } });
      const buyerOf = new Map(found.map(({ id, profileId }) => [id, profileId]));
      const [guest, typed, earlier] = ids.map((id) => buyerOf.get(id));
      expect(typed).toBe(customer.profileId);
      expect(guest).toBe(earlier);
      expect(guest).not.toBe(customer.profileId);
      expect(await profilesWithoutRow(shopId)).toEqual([]);
    });
  });
});

/** Somebody who bought before the sync, as a webhook told it. Gives the profile. */
async function boughtBefore(shopId: string, order: number, person: { customerId?: string; email: string }) {
  const told = { person: { ...person, seenAt: app.clock.now() }, evidence: 'test' };
  return app.db.transaction(async (tx) => {
    const { profileId } = await identify(app, tx, shopId, told);
    const known = { ...orderReport(order), profileId };
    await storeOrders(tx, shopId, [known]);
    await appendEvents(
      app,
      tx,
      shopId,
      orderEvents(known).map((event) => ({ profileId, event })),
    );
    return profileId;
  });
}

/** What is said of profiles that do not exist. */
const profilesWithoutRow = (shopId: string) => prisma.$queryRaw<{ profileId: string }[]>`
  SELECT o."profileId" FROM orders o LEFT JOIN profiles p ON p."shopId" = o."shopId" AND p."id" = o."profileId"
  WHERE o."shopId" = ${shopId}::uuid AND p."id" IS NULL
  UNION SELECT e."profileId" FROM events e LEFT JOIN profiles p ON p."shopId" = e."shopId" AND p."id" = e."profileId"
  WHERE e."shopId" = ${shopId}::uuid AND p."id" IS NULL`;

/** The tiny store gives order k to customer k mod 40: orders here whose profile is not that customer's. */
const ordersNotOfTheirCustomer = (shopId: string) => prisma.$queryRaw<{ name: string }[]>`
  SELECT o."name" FROM orders o LEFT JOIN identities i ON i."shopId" = o."shopId" AND i."profileId" = o."profileId" AND i."kind" = 'customer'
  WHERE o."shopId" = ${shopId}::uuid
    AND i."value" IS DISTINCT FROM 'gid://shopify/Customer/' || (3001 + (substr(o."name", 2)::int - 1001) % 40)`;
