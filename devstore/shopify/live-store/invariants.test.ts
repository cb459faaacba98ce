import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../store-data/seeded-random';
import { createWorldClock } from '../../world-clock';
import type { StoreOrder } from '../../store';
import { endsAt, tinyStore } from '../testing/tiny-store';
import type { ShopifyLiveStore } from './contract';
import type { StoreEvent } from './events';
import { createLiveStore } from './live-store';
import { StoreRefusal } from './refusal';
import { createState } from './state';

interface Shop {
  store: ShopifyLiveStore;
  carts: string[];
  checkouts: string[];
  refusals: string[];
}

type Act = (shop: Shop) => void;

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];
const index = fc.nat(9);
const product = fc.nat(3);

const newCart = fc.constant<Act>((shop) => void shop.carts.push(shop.store.createCart().token));
const fill = fc.tuple(index, product, fc.integer({ min: 0, max: 12 })).map(([cart, which, quantity]): Act => (shop) => {
  const variantId = shop.store.data.products[which]!.variants[0]!.id;
  const token = at(shop.carts, cart);
  if (token) shop.store.setCartLines(token, [{ variantId, quantity }]);
});
const checkOut = index.map((cart): Act => (shop) => {
  const token = at(shop.carts, cart);
  if (token) shop.checkouts.push(shop.store.createCheckout(token).token);
});
const contact = fc.tuple(index, fc.nat(5), fc.boolean()).map(([checkout, person, acceptsMarketing]): Act => (shop) => {
  const token = at(shop.checkouts, checkout);
  if (token) shop.store.submitContact(token, { email: `person${person}@example.com`, acceptsMarketing });
});
const pay = index.map((checkout): Act => (shop) => {
  const token = at(shop.checkouts, checkout);
  if (token) shop.store.completeCheckout(token);
});
const cancel = index.map(
  (order): Act =>
    (shop) =>
      shop.store.cancelOrder(at(shop.store.data.orders, order)!.id),
);
const refund = index.map(
  (order): Act =>
    (shop) =>
      void shop.store.refundOrder(at(shop.store.data.orders, order)!.id),
);
/** Pieces of a variant that shoppers hold, counted from the orders made here; those undone of older orders came on top. */
function piecesOut(orders: StoreOrder[], variantId: string): number {
  const pieces = (order: StoreOrder) =>
    order.lines.reduce((sum, line) => (line.variantId === variantId ? sum + line.quantity : sum), 0);
  return orders.reduce((sum, order, place) => {
    const isUndone = order.cancelledAt !== null || order.refundedMinor > 0;
    if (place < ordersBefore) return isUndone ? sum - pieces(order) : sum;
    return isUndone ? sum : sum + pieces(order);
  }, 0);
}

const ordersBefore = 2;

/** Refusals are answers; anything else is a fault. */
function attempt(shop: Shop, act: Act): void {
  try {
    act(shop);
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    shop.refusals.push(error.message);
  }
}

it('whatever shoppers and the merchant do, stock, money and what is told agree', async () => {
  const clock = createWorldClock({ systemNow: () => Date.parse('2026-11-22T12:00:00Z') });
  await clock.moveTo(new Date(endsAt));
  const act = fc.oneof(newCart, fill, fill, checkOut, contact, pay, pay, cancel, refund);
  fc.assert(
    fc.property(fc.array(act, { minLength: 20, maxLength: 60 }), (acts) => {
      const told: StoreEvent[] = [];
      const data = tinyStore({ orders: ordersBefore });
      const state = createState({
        data,
        clock,
        random: seededRandom(3, 'acts'),
        tell: (event) => void told.push(event),
      });
      const shop: Shop = { store: createLiveStore(state), carts: [], checkouts: [], refusals: [] };
      shop.carts.push(shop.store.createCart().token);
      for (const each of acts) attempt(shop, each);

      for (const variant of data.products.flatMap((each) => each.variants)) {
        expect(variant.inventoryQuantity).toBeGreaterThanOrEqual(0);
        expect(variant.inventoryQuantity).toBe(10 - piecesOut(data.orders, variant.id));
      }
      for (const order of data.orders) {
        const lines = order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
        expect(order.totalMinor).toBe(lines + order.shippingMinor);
        expect(order.refundedMinor).toBeLessThanOrEqual(order.totalMinor);
        expect(state.orders.get(order.id)).toBe(order);
        expect(state.ordersByCustomer.get(order.customerId!)).toContain(order);
      }
      const count = (topic: string) => told.filter((event) => event.topic === topic).length;
      expect(count('orders/create')).toBe(data.orders.length - ordersBefore);
      expect(count('customers/create')).toBe(data.customers.length - 3);
      expect(new Set(data.customers.map((each) => each.email)).size).toBe(data.customers.length);
      const completed = shop.checkouts.filter((token) => shop.store.checkout(token)?.completedAt);
      expect(completed).toHaveLength(count('orders/create'));
    }),
    { numRuns: 150, seed: 20261122 },
  );
});
