import { beforeEach, describe, expect, it } from 'vitest';
import { customerRecord, gid } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { CustomerRecordReport } from '../events/reports';
import { deleteCustomer, eraseCustomers, storeCustomers } from './store-customers.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const store = (...reports: CustomerRecordReport[]) => inShop((tx) => storeCustomers(tx, shop.id, reports));
const stored = (id = 1) =>
  inShop((tx) =>
    tx.shopifyCustomer.findUnique({
      where: { shopId_customerId: { shopId: shop.id, customerId: gid('Customer', id) } },
    }),
  );

const purchases = (minute: number) => ({
  ...{ numberOfOrders: minute, amountSpentMinor: minute * 100, currency: 'EUR', lastOrderId: null },
  asOf: after(minute * 60_000),
});

describe('a customer’s record', () => {
  it('is put together from parts that come by topics of their own', async () => {
    await store(customerRecord(1, { tags: { kind: 'added', tags: ['vip'], asOf: TEST_START } }));
    await store(customerRecord(1, { purchases: purchases(2) }));
    await store(customerRecord(1, { state: 'ENABLED', locale: 'de', createdAt: TEST_START, updatedAt: after(1) }));
    await store(customerRecord(1, { statistics: { rfmGroup: 'LOYAL', predictedSpendTier: 'HIGH', asOf: TEST_START } }));
    await store(customerRecord(1, { dataSale: { isOptedOut: true, asOf: TEST_START } }));
    expect(await stored()).toMatchObject({
      ...{ state: 'ENABLED', locale: 'de', createdAt: TEST_START, sourceUpdatedAt: after(1), tags: ['vip'] },
      ...{ numberOfOrders: 2, amountSpentMinor: 200, currency: 'EUR', lastOrderId: null, purchasesAt: after(120_000) },
      ...{ rfmGroup: 'LOYAL', predictedSpendTier: 'HIGH', statisticsAt: TEST_START },
      ...{ dataSaleOptOut: true, dataSaleAt: TEST_START, deletedAt: null },
    });
  });

  it('keeps of each part the newest, whichever comes first, and what a report does not tell', async () => {
    await store(customerRecord(1, { purchases: purchases(3), state: 'ENABLED', locale: 'de', updatedAt: after(2) }));
    await store(customerRecord(1, { purchases: purchases(1), state: 'INVITED', updatedAt: after(1) }));
    expect(await stored()).toMatchObject({ numberOfOrders: 3, state: 'ENABLED' });
    await store(customerRecord(1, { state: 'DISABLED', updatedAt: after(3) }));
    expect(await stored()).toMatchObject({ numberOfOrders: 3, state: 'DISABLED', locale: 'de' });
  });

  it('may be told several times in one batch, and of several customers', async () => {
    const added = (tag: string, ms: number) => ({ kind: 'added' as const, tags: [tag], asOf: after(ms) });
    await store(
      customerRecord(2, { tags: added('b', 1) }),
      customerRecord(1, { tags: added('b', 1) }),
      customerRecord(1, { tags: added('a', 2) }),
    );
    expect((await stored(1))?.tags).toEqual(['a', 'b']);
    expect((await stored(2))?.tags).toEqual(['b']);
    await store();
  });

  it('told by several workers at once amounts to all of it', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        store(
          customerRecord(1, {
            tags: { kind: 'added', tags: [`t${index}`], asOf: after(index) },
            purchases: purchases(index),
          }),
        ),
      ),
    );
    expect((await stored())?.tags).toHaveLength(10);
    expect(await stored()).toMatchObject({ numberOfOrders: 9 });
  });

  it('of a customer who was deleted stays so, also where that is told first', async () => {
    const remove = (ms: number) => inShop((tx) => deleteCustomer(tx, shop.id, gid('Customer', 1), after(ms)));
    await remove(5);
    await store(customerRecord(1, { state: 'ENABLED', updatedAt: after(9) }));
    expect(await stored()).toMatchObject({ deletedAt: after(5), state: 'ENABLED' });
    await remove(7);
    expect(await stored()).toMatchObject({ deletedAt: after(5) });
  });

  it('is erased alone, and only here', async () => {
    await store(customerRecord(1), customerRecord(2));
    await inShop((tx) => eraseCustomers(tx, shop.id, [gid('Customer', 1)]));
    expect(await stored(1)).toBeNull();
    expect(await stored(2)).not.toBeNull();
    const here = shop;
    shop = await createShop(app);
    await inShop((tx) => eraseCustomers(tx, shop.id, [gid('Customer', 2)]));
    shop = here;
    expect(await stored(2)).not.toBeNull();
  });
});
