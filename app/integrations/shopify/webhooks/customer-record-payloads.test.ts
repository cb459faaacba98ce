import { describe, expect, test } from 'vitest';
import type { CustomerRecordReport } from '~/capture/events/reports';
import { inShopify, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { parseWebhook } from './parse-webhook';

const AT = new Date('2026-09-30T10:00:00Z');
const CONTEXT = { currency: 'EUR', triggeredAt: AT };

async function records(world: ShopifyWorld, topic: string): Promise<CustomerRecordReport[]> {
  return (await world.delivered(topic)).map((body) => {
    const report = parseWebhook(topic, body, CONTEXT);
    if (report.kind !== 'customer-record' && report.kind !== 'customer') throw new Error(`read as ${report.kind}`);
    return report.record;
  });
}

const firstId = ({ data }: ShopifyWorld): string => data.customers[0]?.id ?? '';
const nothing = { tags: null, purchases: null, statistics: null, dataSale: null };

describe('what Shopify keeps of a customer', () => {
  test('is told in part by the customer’s own topics: its state, and since when there is one', () =>
    inShopify(async (world) => {
      world.store.updateCustomer(firstId(world), { firstName: 'Renate' });
      expect(await records(world, 'customers/update')).toEqual([
        {
          ...nothing,
          ...{ customerId: firstId(world), state: 'DISABLED', locale: null, updatedAt: AT },
          createdAt: expect.any(Date) as Date,
        },
      ]);
    }));

  test('is told in part by topics of tags: those that came and those that went, and nothing else', () =>
    inShopify(async (world) => {
      const customerId = firstId(world);
      world.store.updateCustomer(customerId, { tags: ['vip', 'b2b'] });
      world.store.updateCustomer(customerId, { tags: ['b2b'] });
      const rest = { ...nothing, ...{ customerId, state: null, locale: null, createdAt: null, updatedAt: AT } };
      const [added] = await records(world, 'customer.tags_added');
      expect({ ...added, tags: { ...added?.tags, tags: added?.tags?.tags.toSorted() } }).toMatchObject({
        ...rest,
        tags: { kind: 'added', asOf: AT },
      });
      expect(await records(world, 'customer.tags_removed')).toMatchObject([
        { ...rest, tags: { kind: 'removed', tags: expect.arrayContaining(['vip']) as string[], asOf: AT } },
      ]);
    }));

  test('is told in part by what they spent, also when some of it comes back', () =>
    inShopify(async (world) => {
      const { store, data } = world;
      const cart = store.createCart();
      store.setCartLines(cart.token, [{ variantId: data.products[0]?.variants[0]?.id ?? '', quantity: 2 }]);
      const checkout = store.createCheckout(cart.token);
      store.submitContact(checkout.token, { email: 'ana@example.com', acceptsMarketing: false });
      const order = store.completeCheckout(checkout.token);
      store.refundOrder(order.id);
      const purchases = { numberOfOrders: 1, currency: 'EUR', lastOrderId: order.id, asOf: AT };
      expect(await records(world, 'customers/purchasing_summary')).toMatchObject([
        { customerId: order.customerId, purchases: { ...purchases, amountSpentMinor: order.totalMinor } },
        { customerId: order.customerId, purchases: { ...purchases, amountSpentMinor: 0 } },
      ]);
    }));
});

test('a deleted customer is named by number', () =>
  inShopify(async (world) => {
    const { id } = world.store.createCustomer({ email: 'passing@example.com' });
    world.store.deleteCustomer(id);
    const [body = ''] = await world.delivered('customers/delete');
    expect(parseWebhook('customers/delete', body, CONTEXT)).toEqual({
      ...{ kind: 'customer-deleted', customerId: id, deletedAt: AT },
    });
  }));

test('what is missing is named by topic and field, and no value is quoted', () => {
  const odd = JSON.stringify({ customerId: 'anna@example.com', tags: 'vip', occurredAt: '2026-09-30T10:00:00Z' });
  expect(() => parseWebhook('customer.tags_added', odd, CONTEXT)).toThrow(
    /^customer\.tags_added: customerId: .*; tags: /,
  );
  expect(() => parseWebhook('customer.tags_added', odd, CONTEXT)).not.toThrow(/anna/);
});
