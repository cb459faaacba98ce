import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { customerRecord } from '../../../tests/factories/customer-record';
import { tellShop } from '../../../tests/factories/inbox-job';
import { customerWebhook } from '../../../tests/factories/shopify-payloads';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { customerId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import type { SyncedCustomer } from '~/capture/shopify-sync/sync-kinds';
import { maySell, refusingSale } from '~/customers/consent/may-sell.server';
import { withShop } from '~/platform/db/db.server';
import { storeFound } from '../sync/store-found.server';
import type { SyncServices } from '../sync/identify-page.server';
import { storePast } from '../sync/store-past.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const services = { ...app, source: null as never } satisfies SyncServices;

let shop: TestShop;
beforeEach(async () => {
  shop = await syncedShop();
});

/** A shop whose past was read. */
async function syncedShop(): Promise<TestShop> {
  const created = await createShop(app);
  const row = { shopId: created.id, kind: 'customers', sureUntil: TEST_START };
  await withShop(created.id, () => prisma.syncWatermark.create({ data: row }));
  return created;
}

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);

const synced = (isOptedOut: boolean, email?: string, at = TEST_START): SyncedCustomer => ({
  person: { customerId: customerId(1), email, seenAt: at },
  record: customerRecord(1, { updatedAt: at, dataSale: { isOptedOut, asOf: at } }),
  consent: null,
});
const past = (...customers: SyncedCustomer[]) =>
  inShop(() => app.db.transaction((tx) => storePast(services, shop.id).customers(tx, customers)));
const found = (...customers: SyncedCustomer[]) =>
  inShop(() => app.db.transaction((tx) => storeFound(services, shop.id).customers(tx, customers)));
let told = 0;
const webhook = (email?: string) => {
  told += 1;
  return tellShop(app, shop.id, customerWebhook({ customer: 1, email, at: after(told), eventId: `told-${told}` }));
};

const entries = () => inShop(() => prisma.consentEntry.findMany({ where: { purpose: 'data-sale' } }));
const profile = async () => {
  const [person] = await inShop(() => prisma.profile.findMany({ where: { mergedIntoId: null } }));
  if (!person) throw new Error('nobody was stored');
  return person.id;
};
const mayBeSold = async () => {
  const id = await profile();
  return inShop(() => maySell(prisma, shop.id, id));
};

describe('a customer who refuses at Shopify that their data is sold', () => {
  it('refuses here, with proof, and is told of nowhere again', async () => {
    await past(synced(true, 'ana@example.com'));
    expect(await entries()).toMatchObject([{ state: 'withdrawn', source: 'shopify-sync', occurredAt: TEST_START }]);
    expect(await mayBeSold()).toBe(false);
    expect(await inShop(() => prisma.consentTelling.count())).toBe(0);
  });

  it('still refuses when Shopify knows of no refusal later, or never did', async () => {
    await past(synced(true, 'ana@example.com'));
    await found(synced(false, 'ana@example.com', after(60_000)));
    expect(await mayBeSold()).toBe(false);
    expect(await entries()).toHaveLength(1);
  });

  it('may be spoken of to others where they said nothing', async () => {
    await past(synced(false, 'ana@example.com'));
    expect(await mayBeSold()).toBe(true);
    expect(await inShop(async () => refusingSale(prisma, shop.id, []))).toEqual(new Set());
  });

  it('refuses whatever is told first and how often: the refusal, the customer, or their address', async () => {
    const tellings = {
      'the refusal without an address': () => found(synced(true)),
      'the refusal of the past': () => past(synced(true)),
      'a webhook without an address': () => webhook(),
      'a webhook with the address': () => webhook('ana@example.com'),
    };
    type Telling = keyof typeof tellings;
    const names = Object.keys(tellings) as Telling[];
    const order = fc
      .shuffledSubarray([...names, ...names], { minLength: 2 })
      .filter((all) => all.some((name) => name.startsWith('the refusal')));
    await fc.assert(
      fc.asyncProperty(order, async (all) => {
        shop = await syncedShop();
        for (const name of all) await tellings[name]();
        expect(await mayBeSold()).toBe(false);
        const isAddressKnown = all.includes('a webhook with the address');
        expect(await entries(), all.join(' → ')).toHaveLength(isAddressKnown ? 1 : 0);
      }),
      { numRuns: 12 },
    );
  });
});
