import { describe, expect, test } from 'vitest';
import { inShopify, shopDomain, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import { createLiveCustomers } from './live-customers.server';

const ask = ({ admin }: ShopifyWorld, ids: string[]) => createLiveCustomers(admin).customers(shopDomain, ids);

describe('asking the store itself about people', () => {
  test('gives everybody’s newest order, and when they said no', () =>
    inShopify(async (world) => {
      const { customers, orders } = world.data;
      const ids = customers.slice(0, 20).map(({ id }) => id);
      const found = await ask(world, ids);
      expect([...found.keys()].sort()).toEqual([...ids].sort());
      for (const [id, { lastOrderId }] of found) {
        const own = orders.filter(({ customerId }) => customerId === id).map((order) => order.id);
        if (own.length > 0) expect(own).toContain(lastOrderId);
        else expect(lastOrderId).toBeNull();
      }
    }));

  test('leaves out whom the store does not know', () =>
    inShopify(async (world) => {
      expect(await ask(world, ['gid://shopify/Customer/404'])).toEqual(new Map());
    }));

  test('for nobody asks nothing', () =>
    inShopify(async (world) => {
      const before = world.log.all().length;
      expect(await ask(world, [])).toEqual(new Map());
      expect(world.log.all()).toHaveLength(before);
    }));
});
