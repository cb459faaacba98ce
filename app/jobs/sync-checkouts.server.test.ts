import { describe, expect, it } from 'vitest';
import { abandonedCarts } from '~/capture/carts/abandoned-carts.server';
import { withShop } from '~/platform/db/db.server';
import { turnOn } from '../../tests/factories/flows';
import { withCheckouts, type ChangeCheckout } from '../../tests/factories/store-checkouts';
import { storeToSync, type StoreToSync } from '../../tests/factories/store-to-sync';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';

const app = testApp(await testDatabase());
const { prisma } = app.db;

const cartsOf = ({ shopId }: StoreToSync) =>
  withShop(shopId, () => prisma.cart.findMany({ where: { shopId }, orderBy: { token: 'asc' } }));

const MANY = { products: 2, customers: 40, orders: 3 };

describe('checkouts of the past', () => {
  it('are carts of their customers, and nobody’s history, and start no flow', async () => {
    const store = await storeToSync(app, MANY, withCheckouts(1_100));
    const { shopId } = store;
    await withShop(shopId, () => turnOn(app, shopId));
    await store.syncAll();
    const carts = await cartsOf(store);
    expect(carts).toHaveLength(1_100);
    expect(new Set(carts.map(({ profileId }) => profileId)).size).toBe(40);
    await withShop(shopId, async () => {
      const customers = await prisma.identity.findMany({ where: { shopId, kind: 'customer' } });
      const customerOf = new Map(customers.map(({ profileId, value }) => [profileId, value]));
      for (const { token, profileId, lines, checkoutUrl } of carts) {
        const index = Number(token.split('-').pop());
        expect(customerOf.get(profileId ?? '')).toBe(store.data.customers[index % 40]?.id);
        expect(lines).toMatchObject([{ quantity: (index % 9) + 1, priceMinor: 1_099 }]);
        expect(checkoutUrl).toMatch(new RegExp(`/checkouts/${token}$`));
      }
      expect(await prisma.event.groupBy({ by: ['type'], where: { shopId } })).toEqual([{ type: 'order_placed' }]);
      expect(await prisma.flowRun.count({ where: { shopId } })).toBe(0);
      expect(await prisma.profile.count({ where: { shopId } })).toBe(40);
    });
  });

  it('show what was left: neither what was completed, nor what its person ordered after', async () => {
    // Order k is k days old and belongs to customer k: of the four customers the first has ordered since the day before the data ends.
    const change: ChangeCheckout = (checkout, index) => {
      const at = new Date(Date.parse(checkout.createdAt) - 1.5 * 86_400_000).toISOString();
      const old = { ...checkout, createdAt: at, updatedAt: at };
      return index === 2 ? { ...old, completedAt: at } : old;
    };
    const store = await storeToSync(app, { customers: 4, orders: 1 }, withCheckouts(4, change));
    await store.syncAll();
    const until = new Date(store.data.endsAt);
    const rows = await withShop(store.shopId, () =>
      abandonedCarts(prisma, store.shopId, { since: new Date(0), until }),
    );
    expect(rows.map(({ token }) => token)).toEqual(['checkout-token-1', 'checkout-token-3']);
    expect(rows.map(({ valueMinor }) => valueMinor)).toEqual([2 * 1_099, 4 * 1_099]);
  });

  it('that broke off in the middle go on from the last stored page', async () => {
    const store = await storeToSync(app, MANY, withCheckouts(1_100));
    store.breakDownloadsAfter(500_000);
    await expect(store.syncAll()).rejects.toThrow('the connection broke off');
    const before = (await cartsOf(store)).length;
    expect(before % 500, 'whole pages').toBe(0);
    expect(before).toBeGreaterThan(0);
    store.breakDownloadsAfter(null);
    await store.syncAll();
    expect(store.downloads.at(-1)).toMatch(/^bytes=[1-9]\d+-$/);
    expect(await cartsOf(store)).toHaveLength(1_100);
  });

  it('told everything once more change nothing', async () => {
    const store = await storeToSync(app, MANY, withCheckouts(40));
    await store.syncAll();
    const before = await cartsOf(store);
    await store.startOver();
    await store.syncAll();
    expect(await cartsOf(store)).toEqual(before);
  });

  it('that name nobody are nobody’s, and make no profile', async () => {
    const nobodys: ChangeCheckout = (checkout, index) => (index ? checkout : { ...checkout, customerId: null });
    const store = await storeToSync(app, { customers: 2, orders: 0 }, withCheckouts(2, nobodys));
    await store.syncAll();
    expect((await cartsOf(store)).map(({ profileId }) => profileId === null)).toEqual([true, false]);
    expect(await withShop(store.shopId, () => prisma.profile.count())).toBe(2);
  });
});
