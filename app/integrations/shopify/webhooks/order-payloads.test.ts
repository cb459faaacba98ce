import { describe, expect, test } from 'vitest';
import type { OrderReport } from '~/capture/events/reports';
import { inShopify, tinyStore, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { parseWebhook } from './parse-webhook';

const CONTEXT = { currency: 'EUR', triggeredAt: new Date('2026-09-30T10:00:00Z') };

async function ordersOf(world: ShopifyWorld, topic: string): Promise<OrderReport[]> {
  return (await world.delivered(topic)).map((body) => {
    const report = parseWebhook(topic, body, CONTEXT);
    if (report.kind !== 'order') throw new Error(`${topic} was read as ${report.kind}`);
    return report.order;
  });
}
/** Somebody buys two pieces of the first product. */
function buy({ store, data }: ShopifyWorld) {
  const { token } = store.createCart();
  store.setCartLines(token, [{ variantId: data.products[0]?.variants[0]?.id ?? '', quantity: 2 }]);
  const checkout = store.createCheckout(token);
  store.submitContact(checkout.token, { email: 'ana@example.com', acceptsMarketing: false, firstName: 'Ana' });
  return { cartToken: token, checkoutToken: checkout.token, order: store.completeCheckout(checkout.token) };
}

describe('an order as Shopify tells it', () => {
  test('is read with what was bought, for how much, out of which cart, and by whom', () =>
    inShopify(async (world) => {
      const { order, cartToken, checkoutToken } = buy(world);
      const [told] = await ordersOf(world, 'orders/create');
      const [line] = order.lines;
      expect(told).toMatchObject({
        ...{ id: order.id, name: order.name, cartToken, checkoutToken, currency: 'EUR', isTest: false },
        ...{ totalMinor: order.totalMinor, refundedMinor: 0, cancelledAt: null },
        ...{ placedAt: new Date(order.createdAt), updatedAt: new Date(order.updatedAt) },
        lines: [
          {
            ...{ id: line?.id, productId: line?.productId, variantId: line?.variantId },
            ...{ title: line?.title, quantity: 2, priceMinor: line?.priceMinor },
          },
        ],
        person: { customerId: order.customerId, email: 'ana@example.com', firstName: 'Ana' },
      });
    }));

  test('that is refunded in part says how much came back', () =>
    inShopify(async (world) => {
      const { order } = buy(world);
      const refund = world.store.refundOrder(order.id, { lines: [{ lineId: order.lines[0]?.id ?? '', quantity: 1 }] });
      const told = (await ordersOf(world, 'orders/updated')).at(-1);
      expect(refund.amountMinor).toBeGreaterThan(0);
      expect(told?.refundedMinor).toBe(refund.amountMinor);
    }));

  test('that is cancelled says when', () =>
    inShopify(async (world) => {
      const { order } = buy(world);
      await world.clock.advance(60_000);
      world.store.cancelOrder(order.id);
      const [told] = await ordersOf(world, 'orders/cancelled');
      expect(told).toMatchObject({ id: order.id, cancelledAt: new Date(order.cancelledAt ?? '') });
    }));

  test('of a till, without cart, address or customer, is read all the same', () =>
    inShopify(async (world) => {
      const { order } = buy(world);
      const [body] = await world.delivered('orders/create');
      const told = JSON.parse(body ?? '') as object;
      const till = {
        ...told,
        cart_token: null,
        checkout_token: null,
        email: '',
        customer: null,
        customer_locale: null,
      };
      const report = parseWebhook('orders/create', JSON.stringify(till), CONTEXT);
      expect(report).toMatchObject({ order: { id: order.id, cartToken: null, checkoutToken: null } });
      expect(report.kind === 'order' && report.order.person).toMatchObject({ customerId: undefined, email: undefined });
    }));

  test('is the customer’s, whatever address was typed for it', () =>
    inShopify(async (world) => {
      buy(world);
      const [body] = await world.delivered('orders/create');
      const told = { ...(JSON.parse(body ?? '') as object), email: 'a-friend@example.com' };
      const report = parseWebhook('orders/create', JSON.stringify(told), CONTEXT);
      expect(report.kind === 'order' && report.order.person.email).toBe('ana@example.com');
    }));

  test('in a currency without minor units is read without any', () => {
    const data = tinyStore();
    data.shop.currency = 'JPY';
    return inShopify(
      async (world) => {
        const { order } = buy(world);
        const [told] = await ordersOf(world, 'orders/create');
        expect(told).toMatchObject({ currency: 'JPY', totalMinor: order.totalMinor });
        expect(told?.lines[0]?.priceMinor).toBe(order.lines[0]?.priceMinor);
      },
      { data },
    );
  });

  test('twice, or late, is the same order', () =>
    inShopify(async (world) => {
      buy(world);
      const [first] = await ordersOf(world, 'orders/create');
      await world.standIn.webhooks.redeliver(({ topic }) => topic === 'orders/create');
      expect(await ordersOf(world, 'orders/create')).toEqual([first, first]);
    }));
});

describe('a line', () => {
  test('of something that is no product is kept, without one', () =>
    inShopify(async (world) => {
      buy(world);
      const [body] = await world.delivered('orders/create');
      const told = JSON.parse(body ?? '') as { line_items: object[] };
      const tip = { ...told.line_items[0], id: 99, product_id: null, variant_id: null, title: 'Tip', price: '5.00' };
      const report = parseWebhook('orders/create', JSON.stringify({ ...told, line_items: [tip] }), CONTEXT);
      const line = { id: 'gid://shopify/LineItem/99', productId: null, variantId: null, title: 'Tip', priceMinor: 500 };
      expect(report).toMatchObject({ order: { lines: [line] } });
    }));
});

test('an order that is not what Shopify documents is refused by the field', () => {
  expect(() => parseWebhook('orders/create', '{"id":1,"name":"#1"}', CONTEXT)).toThrow(/^orders\/create: .*currency: /);
  expect(() => parseWebhook('orders/create', 'not json', CONTEXT)).toThrow('orders/create: the body is no JSON');
});
