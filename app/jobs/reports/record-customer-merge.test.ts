import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { entriesOf, tellShop } from '../../../tests/factories/inbox-job';
import { customerWebhook, orderWebhook } from '../../../tests/factories/shopify-payloads';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { customerId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import type { Delivery } from '~/capture/inbox/receive.server';
import { withShop } from '~/platform/db/db.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const merged = (kept: number, absorbed: number, status = 'completed'): Delivery => ({
  source: 'shopify',
  topic: 'customers/merge',
  externalId: `merge ${kept} ${absorbed} ${status}`,
  triggeredAt: after(60_000),
  body: JSON.stringify({
    admin_graphql_api_customer_kept_id: customerId(kept),
    admin_graphql_api_customer_deleted_id: customerId(absorbed),
    admin_graphql_api_job_id: null,
    status,
    errors: [],
  }),
});

/** Which customers of Shopify's each person is, with the orders they have. */
async function persons() {
  return withShop(shop.id, async () => {
    const profiles = await db.prisma.profile.findMany({
      where: { mergedIntoId: null },
      include: { identities: { where: { kind: 'customer' }, orderBy: { value: 'asc' } } },
    });
    const found = await Promise.all(
      profiles.map(async ({ id, identities }) => ({
        customers: identities.map(({ value }) => value.split('/').at(-1)).join(),
        orders: await db.prisma.order.count({ where: { profileId: id } }),
      })),
    );
    return found.sort((a, b) => (a.customers < b.customers ? -1 : 1));
  });
}

const life = () => [
  customerWebhook({ customer: 1, email: 'one@example.com', at: after(0) }),
  customerWebhook({ customer: 2, email: 'two@example.com', at: after(1_000) }),
  customerWebhook({ customer: 3, email: 'three@example.com', at: after(2_000) }),
  customerWebhook({ customer: 4, email: 'four@example.com', at: after(3_000) }),
  orderWebhook(1, { customer: 1, email: 'one@example.com' }),
  orderWebhook(2, { customer: 2, email: 'two@example.com' }),
  orderWebhook(3, { customer: 3, email: 'three@example.com' }),
  merged(2, 1),
  merged(3, 2),
];

describe('customers that Shopify merged', () => {
  it('are one person here, whatever is told first and however often', async () => {
    const all = life();
    const indexes = all.map((_, index) => index);
    const order = fc.tuple(
      fc.shuffledSubarray(indexes, { minLength: all.length, maxLength: all.length }),
      fc.array(fc.nat(all.length - 1), { maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(order, async ([first, again]) => {
        shop = await createShop(app);
        await tellShop(app, shop.id, ...[...first, ...again].map((index) => all[index] as Delivery));
        expect((await entriesOf(app, shop.id)).filter(({ state }) => state !== 'done')).toEqual([]);
        expect(await persons()).toEqual([
          { customers: '1,2,3', orders: 3 },
          { customers: '4', orders: 0 },
        ]);
      }),
      { numRuns: 8 },
    );
  });

  it('are one although nobody was told of them before, and what is told of the absorbed one goes to the other', async () => {
    await tellShop(app, shop.id, merged(2, 1));
    expect(await persons()).toEqual([]);
    await tellShop(app, shop.id, customerWebhook({ customer: 1, email: 'one@example.com' }));
    await tellShop(app, shop.id, orderWebhook(1, { customer: 2, email: 'two@example.com' }));
    expect(await persons()).toEqual([{ customers: '1,2', orders: 1 }]);
  });

  it('stay two while Shopify has not merged them', async () => {
    await tellShop(app, shop.id, ...life().slice(0, 2), merged(2, 1, 'failed'));
    expect((await persons()).map(({ customers }) => customers)).toEqual(['1', '2']);
    expect((await entriesOf(app, shop.id)).at(-1)).toMatchObject({ state: 'ignored' });
  });

  it('are merged with what made us believe it, and each customer knows into whom it went', async () => {
    await tellShop(app, shop.id, ...life());
    const merges = await withShop(shop.id, () => db.prisma.profileMerge.findMany({ orderBy: { id: 'asc' } }));
    expect(merges).toMatchObject([
      { rule: 'customer-merge', evidence: 'shopify:customers/merge:merge 2 1 completed' },
      { rule: 'customer-merge', evidence: 'shopify:customers/merge:merge 3 2 completed' },
    ]);
    const one = await withShop(shop.id, () =>
      db.prisma.shopifyCustomer.findFirst({ where: { customerId: customerId(1) } }),
    );
    expect(one?.mergedIntoCustomerId).toBe(customerId(2));
  });
});
