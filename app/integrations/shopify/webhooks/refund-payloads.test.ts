import { describe, expect, test } from 'vitest';
import { inShopify, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { attributionOf } from './order-attribution';
import { parseWebhook } from './parse-webhook';
import { toRefund } from './refund-payloads';

const AT = new Date('2026-09-30T10:00:00Z');
const CONTEXT = { currency: 'EUR', triggeredAt: AT };

function buy({ store, data }: ShopifyWorld) {
  const { token } = store.createCart();
  store.setCartLines(token, [{ variantId: data.products[0]?.variants[0]?.id ?? '', quantity: 3 }]);
  const checkout = store.createCheckout(token);
  store.submitContact(checkout.token, { email: 'ana@example.com', acceptsMarketing: false });
  return store.completeCheckout(checkout.token);
}

const told = async (world: ShopifyWorld, topic: string) =>
  (await world.delivered(topic)).map((body) => parseWebhook(topic, body, CONTEXT));

describe('a refund as Shopify tells it', () => {
  test('by itself and within its order is the same', () =>
    inShopify(async (world) => {
      const order = buy(world);
      const lineId = order.lines[0]?.id ?? '';
      const { id, amountMinor } = world.store.refundOrder(order.id, { lines: [{ lineId, quantity: 1 }] });
      const refund = {
        id,
        orderId: order.id,
        amountMinor,
        refundedAt: AT,
        lines: [{ lineId, quantity: 1, amountMinor }],
      };
      expect(await told(world, 'refunds/create')).toEqual([{ kind: 'refund', refund }]);
      expect((await told(world, 'orders/updated')).at(-1)).toMatchObject({
        order: { refunds: [refund], refundedMinor: amountMinor, lines: [{ quantity: 3, currentQuantity: 2 }] },
      });
    }));

  const line = { line_item_id: 'gid://shopify/LineItem/1', quantity: 1, subtotal: '10.00', total_tax: '1.90' };
  const refund = { id: 'r', order_id: 'o', created_at: AT, refund_line_items: [line] };
  const paid = (amount: string, changes: object = {}) => ({ kind: 'refund', status: 'success', amount, ...changes });

  test.each([
    ['what went through', [paid('5.00'), paid('3.00', { status: 'failure' }), paid('2.00', { kind: 'void' })], 500],
    ['nothing where no money moved', [], 0],
    ['the lines with taxes where it was paid in another currency', [paid('9.00', { currency: 'USD' })], 1_190],
  ])('amounts to %s', (_what, transactions, amountMinor) => {
    expect(toRefund({ ...refund, transactions }, 'EUR')).toMatchObject({ amountMinor });
  });
});

describe('what befalls an order', () => {
  test('an edit is told by its order’s id; what it came to, by the order itself', () =>
    inShopify(async (world) => {
      const order = buy(world);
      world.store.editOrderLine(order.id, order.lines[0]?.id ?? '', 1);
      expect(await told(world, 'orders/edited')).toEqual([{ kind: 'order-edited', orderId: order.id, editedAt: AT }]);
      expect((await told(world, 'orders/updated')).at(-1)).toMatchObject({
        order: { totalMinor: order.totalMinor, refundedMinor: 0 },
      });
    }));

  test('sending it out is told with when', () =>
    inShopify(async (world) => {
      const order = buy(world);
      world.store.fulfillOrder(order.id);
      expect(await told(world, 'orders/fulfilled')).toMatchObject([
        { order: { id: order.id, fulfillmentStatus: 'FULFILLED', fulfilledAt: AT, financialStatus: 'PAID' } },
      ]);
      expect(await told(world, 'orders/create')).toMatchObject([
        { order: { fulfillmentStatus: 'UNFULFILLED', fulfilledAt: null, sourceName: 'web' } },
      ]);
    }));

  test('its deletion is told by its id', () =>
    inShopify(async (world) => {
      const order = buy(world);
      world.store.cancelOrder(order.id);
      world.store.deleteOrder(order.id);
      expect(await told(world, 'orders/delete')).toEqual([{ kind: 'order-deleted', orderId: order.id, deletedAt: AT }]);
    }));

  test.each([
    ['12.00', 1_200, 800],
    ['25.00', 2_500, 0],
  ])('what is left of it is what Shopify says is left: %s', (current, most, off) =>
    inShopify(async (world) => {
      buy(world);
      const [body = ''] = await world.delivered('orders/create');
      const told = { ...(JSON.parse(body) as object), total_price: '20.00', current_total_price: current };
      expect(parseWebhook('orders/create', JSON.stringify(told), CONTEXT)).toMatchObject({
        order: { totalMinor: Math.max(2_000, most), refundedMinor: off },
      });
    }),
  );
});

describe('where an order came from', () => {
  test('is its first page, the other site, and what their address says of a campaign', () => {
    const landing = '/products/bowl?utm_source=kindred&utm_medium=email&utm_campaign=a&email=anna@example.com#x';
    expect(attributionOf(landing, 'https://www.example.org/search?q=anna')).toEqual({
      ...{ landingPath: '/products/bowl', referrerHost: 'www.example.org' },
      utm: { source: 'kindred', medium: 'email', campaign: 'a' },
    });
  });

  test.each([
    [null, ''],
    ['http://[', undefined],
  ])('is nothing where nothing is told: %j and %j', (landing, referrer) => {
    expect(attributionOf(landing, referrer)).toBeNull();
  });

  test('leaves out a campaign that is somebody’s address', () => {
    expect(attributionOf('/?utm_source=anna@example.com', null)).toMatchObject({ utm: {} });
  });
});
