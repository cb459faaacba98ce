import { beforeEach, describe, expect, it } from 'vitest';
import { CountingSource, PAGE_BYTES } from '../../../tests/factories/counting-source';
import { gid, orderReport, pastCheckout, productReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { customerRecord } from '../../../tests/factories/customer-record';
import { gate } from '../../../tests/factories/gate';
import { after, TEST_START } from '../../../tests/factories/times';
import { wakeupOf } from '../../../tests/factories/wakeups';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { storeProducts } from '../catalog/store-products.server';
import { requestAgain, requestChanges, requestFirstSync, requestNewFacts, nextSyncAt } from './request-sync.server';
import { advanceSync } from './sync-runs.server';
import type { StorePage, SyncStores } from './sync-stores';
import type { BulkState } from './store-source';
import type { SyncedCustomer, SyncedProduct, SyncKind } from './sync-kinds';

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
  source.pages.products = [1, 2, 3].map((page) => [product(page * 10), product(page * 10 + 1)]);
  source.pages.collections = [[{ id: gid('Collection', 1), handle: 'lamps', title: 'Lamps', updatedAt: TEST_START }]];
  source.pages.customers = [[customer(1)], [customer(2)]];
  source.pages.orders = [[orderReport(1), orderReport(2)]];
  source.pages.checkouts = [[pastCheckout(1)]];
  await withShop(shop.id, () => requestFirstSync(db.prisma, shop.id, TEST_START));
});

const customer = (id: number): SyncedCustomer => ({
  person: { customerId: gid('Customer', id), seenAt: TEST_START },
  record: customerRecord(id),
  consent: null,
});
const product = (id: number): SyncedProduct => ({ product: productReport(id), levels: [] });

const store: StorePage = {
  async products(tx, products) {
    await storeProducts(
      tx,
      shop.id,
      products.map((each) => each.product),
    );
    stored.push(...products.map((each) => each.product.id));
  },
  collections: (_, collections) => Promise.resolve(void stored.push(...collections.map(({ id }) => id))),
  customers: (_, customers) => Promise.resolve(void stored.push(...customers.map(({ person }) => person.customerId))),
  orders: (_, orders) => Promise.resolve(void stored.push(...orders.map(({ id }) => id))),
  checkouts: (_, checkouts) => Promise.resolve(void stored.push(...checkouts.map(({ id }) => id))),
};

const storesOf = (changes: Partial<StorePage> = {}): SyncStores => ({
  first: { ...store, ...changes },
  changes: { ...store, ...changes },
  endFirst: () => Promise.resolve(),
  endCensus: () => Promise.resolve(),
});
const advance = (changes: Partial<StorePage> = {}) =>
  withShop(shop.id, () => advanceSync({ ...app, source }, shop, storesOf(changes)));
const runs = async () => {
  const rows = await withShop(shop.id, () => db.prisma.syncRun.findMany());
  return Object.fromEntries(rows.map((row) => [row.kind, row]));
};
const everything = [
  ...[10, 11, 20, 21, 30, 31].map((id) => gid('Product', id)),
  gid('Collection', 1),
  ...[1, 2].map((id) => gid('Customer', id)),
  ...[1, 2].map((id) => gid('Order', id)),
  gid('AbandonedCheckout', 1),
];
const kinds = ['products', 'collections', 'customers', 'orders', 'checkouts'];
const once = Object.fromEntries(kinds.map((kind) => [kind, 1]));
const inMs = (ms: number) => after(ms, app.systemClock.now());
const lookAgain = () => ({ lookAgainAt: inMs(1_000), isComplete: false });

describe('a first sync', () => {
  it('loads products, then collections, customers, orders, checkouts, each page once, and is complete', async () => {
    expect(await advance()).toEqual({ lookAgainAt: null, isComplete: true });
    expect(stored).toEqual(everything);
    expect(source.started).toEqual(kinds);
    expect(source.reads).toEqual(kinds.map((kind) => ({ kind, fromByte: 0, currency: 'JPY', atOnce: 500 })));
  });

  it('tells how far it is, and that it is done', async () => {
    await advance();
    expect(await runs()).toMatchObject({
      products: { state: 'done', objectsLoaded: 6, objectsTotal: 6, bytesLoaded: 300n, problem: null },
      customers: {
        state: 'done',
        objectsLoaded: 2,
        startedAt: app.systemClock.now(),
        finishedAt: app.systemClock.now(),
      },
      orders: { state: 'done', objectsLoaded: 2, url: null },
    });
  });

  it('is complete once: when it is done there is nothing more to do, and asking for it again begins nothing', async () => {
    await advance();
    await withShop(shop.id, () => requestFirstSync(db.prisma, shop.id, TEST_START));
    expect(await advance()).toEqual({ lookAgainAt: null, isComplete: false });
    expect(source.startedCounts).toEqual(once);
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
    Object.assign(source.pages, { products: [], collections: [], customers: [], orders: [], checkouts: [] });
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(source.reads).toEqual([]);
  });

  it('does nothing for a shop that did not ask for one', async () => {
    const other = await createShop(app);
    const result = await withShop(other.id, () => advanceSync({ ...app, source }, other, storesOf()));
    expect(result).toEqual({ lookAgainAt: null, isComplete: false });
    expect(source.started).toEqual([]);
  });
});

describe('what changed and is too much for pages', () => {
  it('is stored few at a time: each goes its own way through all stages', async () => {
    await advance();
    source.reads.length = 0;
    await withShop(shop.id, () => requestChanges(db.prisma, shop.id, 'customers', TEST_START, TEST_START));
    await advance();
    expect(source.reads).toEqual([{ kind: 'customers', fromByte: 0, currency: 'JPY', atOnce: 25 }]);
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
    expect(source.startedCounts).toEqual({ ...once, checkouts: 2 });
  });
});

describe('what Shopify refuses to tell', () => {
  const refusal: BulkState = { kind: 'refused', problem: 'FAILED ACCESS_DENIED' };

  it.each(['customers', 'checkouts'] as const)(
    'of %s is gone without: all else is read, and it says what it lacks',
    async (kind) => {
      source.states[kind] = [refusal];
      expect(await advance()).toEqual({ lookAgainAt: inMs(DAY_MS), isComplete: true });
      expect((await runs())[kind]).toMatchObject({ state: 'refused', problem: 'FAILED ACCESS_DENIED' });
      const [, lacking] = { customers: [0, 'Customer'], checkouts: [0, 'AbandonedCheckout'] }[kind];
      expect(stored).toEqual(everything.filter((id) => !id.includes(`/${lacking}/`)));
      expect(await advance()).toMatchObject({ isComplete: false });
    },
  );

  it('is asked for again the next day, and at once when it is asked for', async () => {
    source.states.orders = [refusal, refusal];
    await advance();
    await advance();
    expect(source.startedCounts).toMatchObject({ orders: 1 });
    app.advanceSystem(DAY_MS);
    await advance();
    expect(source.startedCounts).toMatchObject({ orders: 2 });
    await withShop(shop.id, () => requestAgain(db.prisma, shop.id, ['orders'], app.systemClock.now()));
    await advance();
    expect(stored).toEqual(expect.arrayContaining(everything));
  });
});

const DAY_MS = 86_400_000;

describe('when Shopify runs as many operations as it does at once', () => {
  it('the rest wait for their turn, and nothing fails', async () => {
    source.mostStarted = 3;
    expect(await advance()).toEqual({ lookAgainAt: inMs(10_000), isComplete: false });
    expect(source.started).toEqual(kinds.slice(0, 3));
    expect(await runs()).toMatchObject({
      orders: { state: 'waiting', problem: null },
      checkouts: { state: 'waiting' },
    });
    source.mostStarted = Infinity;
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(stored).toEqual(everything);
    expect(source.startedCounts).toEqual(once);
  });
});

describe('an answer that is not where it was', () => {
  it('is asked for anew, from its first byte, and at once', async () => {
    source.gone.add('https://bulk.example/orders/0');
    const { lookAgainAt } = await advance();
    expect(lookAgainAt).toEqual(app.systemClock.now());
    expect((await runs())['orders']).toMatchObject({ state: 'failed', problem: 'not there any more', attempts: 1 });
    expect(await advance()).toMatchObject({ isComplete: true });
    expect([...stored].sort()).toEqual([...everything].sort());
    expect(source.startedCounts).toEqual({ ...once, orders: 2 });
  });

  it('but at another place, is read from its beginning: bytes counted in one file mean nothing in another', async () => {
    let isCut = false;
    source.beforePage = (kind, index) => {
      if (kind !== 'products' || index !== 2 || isCut) return;
      isCut = true;
      throw new Error('connection lost');
    };
    await expect(advance()).rejects.toThrow('connection lost');
    source.place = 'https://elsewhere.example/files';
    await advance();
    expect(source.reads.filter(({ kind }) => kind === 'products').map(({ fromByte }) => fromByte)).toEqual([0, 0]);
    expect((await runs())['products']).toMatchObject({ state: 'done', objectsLoaded: 6 });
  });
});

describe('two workers at one answer', () => {
  it('store each page once: who comes second stops', async () => {
    const first = gate();
    const isThere = gate();
    const slow: Partial<StorePage> = {
      async orders(tx, orders) {
        isThere.open();
        await first.passed;
        await store.orders(tx, orders);
      },
    };
    const one = advance(slow);
    await isThere.passed;
    const two = advance();
    first.open();
    await Promise.all([one, two]);
    await advance();
    expect(stored.filter((id) => id.includes('/Order/'))).toEqual([gid('Order', 1), gid('Order', 2)]);
    expect((await runs())['orders']).toMatchObject({ state: 'done', objectsLoaded: 2 });
  });
});

describe('a shop that uninstalls while it is read', () => {
  it('has nothing more stored, and goes on where it was when it comes back', async () => {
    const uninstall: Partial<StorePage> = {
      async products(tx, products) {
        await store.products(tx, products);
        await tx.shop.update({ where: { id: shop.id }, data: { uninstalledAt: TEST_START } });
      },
    };
    expect(await advance(uninstall)).toMatchObject({ isComplete: false });
    expect(stored).toEqual([gid('Product', 10), gid('Product', 11)]);
    await db.prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: null } });
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(stored).toEqual(everything);
  });
});

describe('what Shopify had written before an operation failed', () => {
  it('is stored, and the operation begun anew', async () => {
    const partial = source.answerOf('orders/0', 'orders', true);
    source.states.orders = [{ kind: 'failed', why: 'failed', problem: 'FAILED TIMEOUT', partial }];
    expect(await advance()).toEqual({ lookAgainAt: inMs(60_000), isComplete: false });
    expect(stored).toEqual(everything);
    app.advanceSystem(60_000);
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(source.startedCounts).toEqual({ ...once, orders: 2 });
  });
});

describe('a shop that was read before Kindred asked for more', () => {
  it('is read once more, of what there is more to know, and of nothing else', async () => {
    await advance();
    const where = { shopId: shop.id, kind: 'products' };
    await withShop(shop.id, () => db.prisma.syncRun.updateMany({ where, data: { facts: 1 } }));
    await withShop(shop.id, () => requestNewFacts(db.prisma, shop.id, TEST_START));
    await advance();
    expect(source.startedCounts).toEqual({ ...once, products: 2 });
    await withShop(shop.id, () => requestNewFacts(db.prisma, shop.id, TEST_START));
    expect(await withShop(shop.id, () => nextSyncAt(db.prisma, shop.id, TEST_START))).toBeNull();
  });
});

describe('how sure it is', () => {
  it('is as of when Shopify was asked: what happened while the answer was written is looked for later', async () => {
    await advance();
    const marks = await withShop(shop.id, () => db.prisma.syncWatermark.findMany({ where: { shopId: shop.id } }));
    expect(marks.map(({ kind, sureUntil }) => [kind, sureUntil]).sort()).toEqual(
      kinds.map((kind) => [kind, app.clock.now()]).sort(),
    );
  });
});

describe('while Shopify is still at work', () => {
  it('everything was asked for, and nothing is loaded before what it needs', async () => {
    source.states.products = [{ kind: 'running', objects: 4 }];
    expect(await advance()).toEqual(lookAgain());
    expect(source.started).toEqual(kinds);
    expect(stored).toEqual([]);
    expect(await runs()).toMatchObject({
      products: { state: 'running', objectsTotal: 4 },
      orders: { state: 'running' },
    });
  });

  it('what is ready in its turn is loaded, and the rest when it is', async () => {
    source.states.orders = [{ kind: 'running', objects: 0 }];
    expect(await advance()).toEqual(lookAgain());
    expect(stored).toEqual(everything.slice(0, 9));
    source.states.orders = [];
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(stored).toEqual(everything);
    expect(source.startedCounts).toEqual(once);
  });

  it('an operation that could not be started is started later, and no other a second time', async () => {
    source.beforeStart = (kind) => {
      if (kind === 'customers') throw new Error('five operations run already');
    };
    await expect(advance()).rejects.toThrow('five operations');
    source.beforeStart = () => undefined;
    expect(await advance()).toMatchObject({ isComplete: true });
    expect(source.startedCounts).toEqual(once);
  });
});

const failure = (problem: string): BulkState => ({ kind: 'failed', why: 'failed', problem, partial: null });

describe('after a failure in the middle', () => {
  it('of storing a page, that page leaves nothing, and loading goes on with it', async () => {
    let failures = 1;
    const failing: Partial<StorePage> = {
      async products(tx, products) {
        const reports = products.map((each) => each.product);
        await storeProducts(tx, shop.id, reports);
        if (reports[0]?.id === gid('Product', 20) && failures-- > 0) throw new Error('the worker fell over');
        stored.push(...reports.map(({ id }) => id));
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
    expect(source.startedCounts).toEqual(once);
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

  it('of an operation at Shopify, it is begun anew after a minute, from its first byte, and nothing else waits for it', async () => {
    source.states.customers = [failure('INTERNAL_SERVER_ERROR')];
    expect(await advance()).toEqual({ lookAgainAt: inMs(60_000), isComplete: false });
    expect((await runs())['customers']).toMatchObject({ state: 'failed', problem: 'INTERNAL_SERVER_ERROR' });
    expect((await runs())['orders']).toMatchObject({ state: 'done' });
    expect(await advance(), 'before the minute is over').toMatchObject({ lookAgainAt: inMs(60_000) });
    expect(source.startedCounts).toEqual(once);
    app.advanceSystem(60_000);
    expect(await advance()).toMatchObject({ isComplete: true });
    expect([...stored].sort()).toEqual([...everything].sort());
    expect(source.startedCounts).toEqual({ ...once, customers: 2 });
    expect((await runs())['customers']).toMatchObject({ state: 'done', problem: null, bulkOperationId: 'customers/1' });
  });

  it('that goes on failing, the operation is begun anew ever more rarely', async () => {
    source.states.products = Array.from({ length: 3 }, () => failure('TIMEOUT'));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const { lookAgainAt } = await advance();
      waits.push((lookAgainAt?.getTime() ?? 0) - app.systemClock.now().getTime());
      app.advanceSystem(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([60_000, 120_000, 240_000]);
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
