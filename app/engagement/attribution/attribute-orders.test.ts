import { describe, expect, test } from 'vitest';
import type { KnownOrder } from '~/capture/orders/store-orders.server';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { attributeOrders } from './attribute-orders.server';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const app = testApp(await testDatabase());
const { prisma } = app.db;

async function withBuyer(work: (shopId: string, profileId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => work(id, (await makePerson(app, id)).profileId));
}

/** The person clicks in a mail, and the click is told. Returns the mail's id. */
async function click(shopId: string, profileId: string, at: Date): Promise<string> {
  const messageId = app.ids.next();
  const about = { occurredAt: at, recordedAt: at, dedupeKey: `click-${messageId}`, source: 'postmark' };
  const properties = { messageId, url: 'https://shop.example/cart' };
  await prisma.event.create({
    data: { shopId, id: app.ids.next(), profileId, type: 'email_clicked', ...about, properties },
  });
  await app.db.transaction((tx) => attributeOrders(tx, shopId, profileId, after(-1_000, at)));
  return messageId;
}
/** The person orders, and the order is told. */
async function buy(shopId: string, order: KnownOrder): Promise<KnownOrder> {
  await placeOrders(app, shopId, [order]);
  await app.db.transaction((tx) => attributeOrders(tx, shopId, order.profileId, order.placedAt));
  return order;
}
const creditOf = async (shopId: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await prisma.attribution.findMany({ where: { shopId, model: 'last-touch' } })).map(({ orderId, messageId }) => [
      orderId,
      messageId,
    ]),
  );

describe('an order', () => {
  test('after a click is credited to that mail, with what it brought', () =>
    withBuyer(async (shopId, profileId) => {
      const clickedAt = app.clock.now();
      const messageId = await click(shopId, profileId, clickedAt);
      const placedAt = after(HOUR, clickedAt);
      const order = await buy(shopId, newOrder(app, { profileId, placedAt, totalMinor: 5_000, refundedMinor: 500 }));
      expect(await prisma.attribution.findMany({ where: { shopId } })).toEqual([
        {
          ...{ shopId, orderId: order.id, model: 'last-touch', messageId, profileId, touchKind: 'click' },
          ...{ touchedAt: clickedAt, orderedAt: placedAt, revenueMinor: 4_500, currency: 'EUR' },
        },
      ]);
    }));

  test('told before its click is credited when the click is told', () =>
    withBuyer(async (shopId, profileId) => {
      const clickedAt = app.clock.now();
      const order = await buy(shopId, newOrder(app, { profileId, placedAt: after(HOUR, clickedAt) }));
      expect(await creditOf(shopId)).toEqual({});
      const messageId = await click(shopId, profileId, clickedAt);
      expect(await creditOf(shopId)).toEqual({ [order.id]: messageId });
    }));

  test('in the very second of the click, its stamp being cut off, is credited in either order', async () => {
    const clickedAt = after(900, app.clock.now());
    for (const isClickFirst of [true, false])
      await withBuyer(async (shopId, profileId) => {
        const order = newOrder(app, { profileId, placedAt: app.clock.now() });
        if (!isClickFirst) await buy(shopId, order);
        const messageId = await click(shopId, profileId, clickedAt);
        if (isClickFirst) await buy(shopId, order);
        expect(await creditOf(shopId), `click first: ${isClickFirst}`).toEqual({ [order.id]: messageId });
      });
  });

  test('moves to a later click that is told later, and stays with it when an earlier one is told last', () =>
    withBuyer(async (shopId, profileId) => {
      const now = app.clock.now();
      const order = await buy(shopId, newOrder(app, { profileId, placedAt: after(3 * HOUR, now) }));
      await click(shopId, profileId, after(HOUR, now));
      const latest = await click(shopId, profileId, after(2 * HOUR, now));
      await click(shopId, profileId, now);
      expect(await creditOf(shopId)).toEqual({ [order.id]: latest });
    }));

  test('before the click, or more than five days after it, is nobody’s', () =>
    withBuyer(async (shopId, profileId) => {
      const now = app.clock.now();
      await click(shopId, profileId, now);
      await buy(shopId, newOrder(app, { profileId, placedAt: after(-HOUR, now) }));
      await buy(shopId, newOrder(app, { profileId, placedAt: after(5 * DAY + 1_000, now) }));
      expect(await creditOf(shopId)).toEqual({});
    }));

  test('that is cancelled loses its credit', () =>
    withBuyer(async (shopId, profileId) => {
      const now = app.clock.now();
      await click(shopId, profileId, now);
      const order = await buy(shopId, newOrder(app, { profileId, placedAt: after(HOUR, now) }));
      expect(Object.keys(await creditOf(shopId))).toEqual([order.id]);
      await buy(shopId, { ...order, cancelledAt: after(2 * HOUR, now), updatedAt: after(2 * HOUR, now) });
      expect(await creditOf(shopId)).toEqual({});
    }));

  test('that is refunded in part brings less', () =>
    withBuyer(async (shopId, profileId) => {
      const now = app.clock.now();
      await click(shopId, profileId, now);
      const order = await buy(shopId, newOrder(app, { profileId, placedAt: after(HOUR, now), totalMinor: 5_000 }));
      await buy(shopId, { ...order, refundedMinor: 2_000, updatedAt: after(DAY, now) });
      expect(await prisma.attribution.findMany({ where: { shopId } })).toMatchObject([{ revenueMinor: 3_000 }]);
    }));

  test('told any number of times is credited once', () =>
    withBuyer(async (shopId, profileId) => {
      const now = app.clock.now();
      const messageId = await click(shopId, profileId, now);
      const order = newOrder(app, { profileId, placedAt: after(HOUR, now) });
      for (let times = 0; times < 3; times++) await buy(shopId, order);
      expect(await creditOf(shopId)).toEqual({ [order.id]: messageId });
    }));
});

describe('a click', () => {
  test('is credited with every order after it', () =>
    withBuyer(async (shopId, profileId) => {
      const now = app.clock.now();
      const messageId = await click(shopId, profileId, now);
      const first = await buy(shopId, newOrder(app, { profileId, placedAt: after(HOUR, now) }));
      const second = await buy(shopId, newOrder(app, { profileId, placedAt: after(2 * HOUR, now) }));
      expect(await creditOf(shopId)).toEqual({ [first.id]: messageId, [second.id]: messageId });
    }));

  test('of one person says nothing about another’s order', () =>
    withBuyer(async (shopId, profileId) => {
      const now = app.clock.now();
      await click(shopId, profileId, now);
      const other = await makePerson(app, shopId);
      await buy(shopId, newOrder(app, { profileId: other.profileId, placedAt: after(HOUR, now) }));
      expect(await creditOf(shopId)).toEqual({});
    }));
});
