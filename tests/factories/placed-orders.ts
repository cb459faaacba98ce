import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import { storeOrders, type KnownOrder } from '~/capture/orders/store-orders.server';
import { gid, orderReport } from './reports';
import type { TestApp } from './test-app';

let made = 0;

/** An order placed now; Shopify's stamps name whole seconds, cut off. */
export function newOrder(
  { clock }: Pick<TestApp, 'clock'>,
  { products = [1], ...known }: Partial<KnownOrder> & { profileId: string; products?: number[] },
): KnownOrder {
  made += 1;
  const placedAt = known.placedAt ?? new Date(Math.floor(clock.now().getTime() / 1_000) * 1_000);
  const lines = products.map((number, position) => ({
    id: gid('LineItem', made * 1_000 + position),
    productId: gid('Product', number),
    variantId: gid('ProductVariant', number),
    title: `Product ${number}`,
    quantity: 1,
    currentQuantity: null,
    priceMinor: number * 100,
  }));
  return { ...orderReport(9_000 + made, { placedAt, updatedAt: placedAt, lines }), ...known };
}

/** Stores orders, and what they mean in their buyers' history. Returns the events, in the orders' order. */
export async function placeOrders(app: TestApp, shopId: string, orders: KnownOrder[]): Promise<CustomerEvent[]> {
  const known = orders.map((order) => ({ profileId: order.profileId, event: placed(order) }));
  await app.db.transaction(async (tx) => {
    await storeOrders(tx, shopId, orders);
    await appendEvents(app, tx, shopId, known);
  });
  return known.map(({ event }) => event);
}

const placed = ({ id, totalMinor, currency, cartToken, placedAt }: KnownOrder): CustomerEvent => ({
  type: 'order_placed',
  properties: { orderId: id, totalMinor, currency, productIds: [], cartToken },
  occurredAt: placedAt,
  source: 'shopify',
  dedupeKey: `order_placed:${id}`,
});
