import { beforeEach, describe, expect, it } from 'vitest';
import { CountingSource, PAGE_BYTES } from '../../../tests/factories/counting-source';
import { gid, orderReport, pastCheckout, productReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { wakeupOf } from '../../../tests/factories/wakeups';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { storeProducts } from '../catalog/store-products.server';
import { advanceSync, requestFirstSync, type StorePage } from './sync-runs.server';
import type { SyncedCustomer, SyncKind } from './store-source';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
let source: CountingSource;
/** Ids of what was stored, by kind and in this order. */
let stored: string[];
beforeEach(async () => {
  shop = await createShop(app, 'JPY');
  source = new CountingSource();
  stored = [];
  source.pages.products = [1, 2, 3].map((page) => [productReport(page * 10), productReport(page * 10 + 1)]);
  source.pages.customers = [[customer(1)], [customer(2)]];
  source.pages.orders = [[orderReport(1), orderReport(2)]];
  source.pages.checkouts = [[pastCheckout(1)]];
  await withShop(shop.id, () => requestFirstSync(db.prisma, shop.id, TEST_START));
});

const customer = (id: number): SyncedCustomer => ({
  person: { customerId: gid('Customer', id), seenAt: TEST_START },
  consent: null,
});

const store: StorePage = {
  async products(tx, products) {
    await storeProducts(tx, shop.id, products);
    stored.push(...products.map(({ id }) => id));
  },
  customers: (_, customers) => Promise.resolve(void stored.push(...customers.map(({ person }) => person.customerId))),
  orders: (_, orders) => Promise.resolve(void stored.push(...orders.map(({ id }) => id))),
  checkouts: (_, checkouts) => Promise.resolve(void stored.push(...checkouts.map(({ id }) => id))),
};

const advance = (changes: Partial<StorePage> = {}) =>
  withShop(shop.id, () => advanceSync({ ...app, source }, shop, { ...store, ...changes }));
const runs = async () => {
  const rows = await withShop(shop.id, () => db.prisma.syncRun.findMany());
  return Object.fromEntries(rows.map((row) => [row.kind, row]));
};
const everything = [
  ...[10, 11, 20, 21, 30, 31].map((id) => gid('Product', id)),
  ...[1, 2].map((id) => gid('Customer', id)),
  ...[1, 2].map((id) => gid('Order', id)),
  gid('AbandonedCheckout', 1),
];
const kinds = ['products', 'customers', 'orders', 'checkouts'];
const lookAgain = { lookAgainAt: after(1_000), isComplete: false };

describe('a first sync', () => {
  it('loads products, then customers, then orders, then checkouts, each page once, and is complete', async () => {
    expect(await advance()).toEqual({ lookAgainAt: null, isComplete: true });
    expect(stored).toEqual(everything);
    expect(source.started).toEqual(kinds);
    expect(source.reads).toEqual(kinds.map((kind) => ({ kind, fromByte: 0, currency: 'JPY' })));
  });

  it('tells how far it is, and that it is done', async () => {
    await advance();
    expect(await runs()).toMatchObject({
      products: { state: 'done', objectsLoaded: 6, objectsTotal: 6, bytesLoaded: 300n, problem: null },
      customers: { state: 'done', objectsLoaded: 2, startedAt: TEST_START, finishedAt: TEST_START },
      orders: { state: 'done', objectsLoaded: 2, url: null },
    });
  });

  it('is complete once: when it is done there is nothing more to do, and asking for it again begins nothing', async () => {
    await advance();
    await withShop(shop.id, () => requestFirstSync(db.prisma, shop.id, TEST_START));
    expect(await advance()).toEqual({ lookAgainAt: null, isComplete: false });
    expect(source.startedCounts).toEqual({ products: 1, customers: 1, orders: 1, checkouts: 1 });
  });

  it('asks by business time, from which the past is reckoned', async () => {
    app.advanceBusiness(86_400_000);
    await advance();
    expect(source.startedWith).toEqual(kinds.map(() => app.clock.now()));
    expect(app.clock.now()).not.toEqual(app.systemClock.now());
  });

  it('wakes its job when it is asked for', async () => {
    expect(await wakeupOf(app, shop.id, 'sync-shop')).toMatchObject({ nextDueAt: TEST_START });
  });

  it('of a shop with nothing in it is complete at once', async () => {
    Object.assign(source.pages, { products: [], customers: [], orders: [], checkouts: [] });
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(source.reads).toEqual([]);
  });

  it('does nothing for a shop that did not ask for one', async () => {
    const other = await createShop(app);
    const result = await withShop(other.id, () => advanceSync({ ...app, source }, other, store));
    expect(result).toEqual({ lookAgainAt: null, isComplete: false });
    expect(source.started).toEqual([]);
  });
});

describe('a shop whose sync was done before there was another kind', () => {
  it('is asked for that kind alone', async () => {
    source.pages.checkouts = [];
    await advance();
    await withShop(shop.id, () => db.prisma.syncRun.deleteMany({ where: { kind: 'checkouts' } }));
    source.pages.checkouts = [[pastCheckout(7)]];
    await withShop(shop.id, () => requestFirstSync(db.prisma, shop.id, TEST_START));
    stored = [];
    expect(await advance()).toEqual({ lookAgainAt: null, isComplete: true });
    expect(stored).toEqual([gid('AbandonedCheckout', 7)]);
    expect(source.startedCounts).toEqual({ products: 1, customers: 1, orders: 1, checkouts: 2 });
  });
});

describe('what Shopify refuses to tell', () => {
  it('of checkouts is gone without: the sync is complete, and says what it lacks', async () => {
    source.states.checkouts = [{ kind: 'refused', problem: 'FAILED ACCESS_DENIED' }];
    expect(await advance()).toEqual({ lookAgainAt: null, isComplete: true });
    expect((await runs())['checkouts']).toMatchObject({ state: 'done', problem: 'FAILED ACCESS_DENIED' });
    expect(stored).toEqual(everything.slice(0, -1));
    expect(await advance()).toEqual({ lookAgainAt: null, isComplete: false });
  });

  it('of anything else is asked for again', async () => {
    source.states.orders = [{ kind: 'refused', problem: 'FAILED ACCESS_DENIED' }];
    await expect(advance()).rejects.toThrow('bulk operation for orders failed: FAILED ACCESS_DENIED');
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(stored).toEqual(everything);
  });
});

describe('while Shopify is still at work', () => {
  it('everything was asked for, and nothing is loaded before what it needs', async () => {
    source.states.products = [{ kind: 'running', objects: 4 }];
    expect(await advance()).toEqual(lookAgain);
    expect(source.started).toEqual(kinds);
    expect(stored).toEqual([]);
    expect(await runs()).toMatchObject({
      products: { state: 'running', objectsTotal: 4 },
      orders: { state: 'running' },
    });
  });

  it('what is ready in its turn is loaded, and the rest when it is', async () => {
    source.states.orders = [{ kind: 'running', objects: 0 }];
    expect(await advance()).toEqual(lookAgain);
    expect(stored).toEqual(everything.slice(0, 8));
    source.states.orders = [];
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(stored).toEqual(everything);
    expect(source.startedCounts).toEqual({ products: 1, customers: 1, orders: 1, checkouts: 1 });
  });

  it('an operation that could not be started is started later, and no other a second time', async () => {
    source.beforeStart = (kind) => {
      if (kind === 'customers') throw new Error('five operations run already');
    };
    await expect(advance()).rejects.toThrow('five operations');
    source.beforeStart = () => undefined;
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(source.startedCounts).toEqual({ products: 1, customers: 1, orders: 1, checkouts: 1 });
  });
});

describe('after a failure in the middle', () => {
  it('of storing a page, that page leaves nothing, and loading goes on with it', async () => {
    let failures = 1;
    const failing: Partial<StorePage> = {
      async products(tx, products) {
        await storeProducts(tx, shop.id, products);
        if (products[0]?.id === gid('Product', 20) && failures-- > 0) throw new Error('the worker fell over');
        stored.push(...products.map(({ id }) => id));
      },
    };
    await expect(advance(failing)).rejects.toThrow('the worker fell over');
    const inDatabase = () => withShop(shop.id, () => db.prisma.product.count());
    expect(await inDatabase(), 'the first page only').toBe(2);
    expect((await runs())['products']).toMatchObject({
      state: 'loading',
      bytesLoaded: BigInt(PAGE_BYTES),
      objectsLoaded: 2,
      problem: 'the worker fell over',
    });

    expect(await advance(failing)).toMatchObject({ isComplete: true });
    expect(source.reads.filter(({ kind }) => kind === 'products').map(({ fromByte }) => fromByte)).toEqual([
      0,
      PAGE_BYTES,
    ]);
    expect(stored).toEqual(everything);
    expect(source.startedCounts).toEqual({ products: 1, customers: 1, orders: 1, checkouts: 1 });
    expect(await inDatabase()).toBe(6);
  });

  it.each([0, 1, 2])('of reading page %i, loading goes on there', async (cutAt) => {
    let isCut = false;
    source.beforePage = (kind, index) => {
      if (kind !== 'products' || index !== cutAt || isCut) return;
      isCut = true;
      throw new Error('connection lost');
    };
    await expect(advance()).rejects.toThrow('connection lost');
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(source.reads[1]).toMatchObject({ kind: 'products', fromByte: cutAt * PAGE_BYTES });
    expect(stored).toEqual(everything);
  });

  it('of an operation at Shopify, it is begun anew, from its first byte, and no other is', async () => {
    source.states.customers = [{ kind: 'failed', problem: 'INTERNAL_SERVER_ERROR' }];
    await expect(advance()).rejects.toThrow('bulk operation for customers failed: INTERNAL_SERVER_ERROR');
    expect((await runs())['customers']).toMatchObject({ state: 'failed', problem: 'INTERNAL_SERVER_ERROR' });
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(stored).toEqual(everything);
    expect(source.startedCounts).toEqual({ products: 1, customers: 2, orders: 1, checkouts: 1 });
    expect((await runs())['customers']).toMatchObject({ state: 'done', problem: null, bulkOperationId: 'customers/1' });
  });

  it('that goes on failing, the operation is begun anew each time', async () => {
    source.states.products = Array.from({ length: 3 }, () => ({ kind: 'failed', problem: 'TIMEOUT' }) as const);
    for (let attempt = 0; attempt < 3; attempt++) await expect(advance()).rejects.toThrow('TIMEOUT');
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(source.startedCounts).toMatchObject({ products: 4 });
  });

  it('however long its reason, the reason is kept in short', async () => {
    const long = (kind: SyncKind) => {
      if (kind === 'orders') throw new Error('x'.repeat(10_000));
    };
    source.beforePage = long;
    await expect(advance()).rejects.toThrow();
    expect((await runs())['orders']?.problem).toHaveLength(500);
  });
});
