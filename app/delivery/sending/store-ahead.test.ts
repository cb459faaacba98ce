import { describe, expect, test } from 'vitest';
import { OLD_AFTER_MINUTES, WAITS_AT_MOST_MINUTES } from '~/capture/freshness/is-behind.server';
import type { LiveCustomer } from '~/capture/freshness/live-customers';
import { raiseWatermark } from '~/capture/shopify-sync/watermarks.server';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { gid } from '../../../tests/factories/reports';
import { sendingWorlds, type Recipient, type SendingWorld } from '../../../tests/factories/sending-world';
import { after } from '../../../tests/factories/times';

const inWorld = await sendingWorlds();
const CUSTOMER = gid('Customer', 1);
const MINUTE = 60_000;

interface Customer {
  world: SendingWorld;
  recipient: Recipient;
  says(live: Partial<LiveCustomer>): void;
}

/** Somebody whom the store knows, too, with a mail that is due. */
const withCustomer = (work: (customer: Customer) => Promise<void>): Promise<void> =>
  inWorld(async (world) => {
    const { app, shop, store } = world;
    const recipient = await world.recipient();
    const { profileId } = recipient;
    await app.db.prisma.identity.create({
      data: {
        ...{ shopId: shop.id, kind: 'customer', value: CUSTOMER, profileId },
        ...{ evidence: 'test', linkedAt: app.clock.now() },
      },
    });
    const says = (live: Partial<LiveCustomer>): void => {
      store.people.set(CUSTOMER, { lastOrderId: null, refusedAt: null, ...live });
    };
    says({});
    await work({ world, recipient, says });
  });

const freshUntil = ({ app, shop }: SendingWorld, minutesAgo: number) =>
  raiseWatermark(app.db.prisma, shop.id, 'orders', after(-minutesAgo * MINUTE, app.clock.now()));

describe('where what is known may be old, the store itself is asked', () => {
  test('and a mail waits while an order is being read', () =>
    withCustomer(async ({ world, recipient, says }) => {
      says({ lastOrderId: gid('Order', 7) });
      await world.send();
      const message = await world.now(recipient);
      expect(message).toMatchObject({ state: 'planned', reason: { code: 'store-ahead', what: 'order' } });
      expect(message.dueAt).toEqual(after(5 * MINUTE, world.app.clock.now()));
      const wakeup = await world.app.db.prisma.shopWakeup.findFirst({
        where: { shopId: world.shop.id, kind: 'reconcile-shop' },
      });
      expect(wakeup?.nextDueAt, 'what the store knows is fetched').toEqual(world.app.clock.now());
    }));

  test('and it goes where the store knows no more than is known here', () =>
    withCustomer(async ({ world, recipient, says }) => {
      const order = newOrder(world.app, {
        profileId: recipient.profileId,
        placedAt: after(-3_600 * MINUTE, world.app.clock.now()),
      });
      await placeOrders(world.app, world.shop.id, [order]);
      says({ lastOrderId: order.id });
      await world.send();
      expect((await world.now(recipient)).state).toBe('accepted');
    }));

  test('and a no that is newer than their yes holds the mail; an older one does not', () =>
    withCustomer(async ({ world, recipient, says }) => {
      says({ refusedAt: after(MINUTE, world.app.clock.now()) });
      await world.send();
      expect(await world.now(recipient)).toMatchObject({ reason: { code: 'store-ahead', what: 'no' } });
      says({ refusedAt: new Date(0) });
      world.pass(6 * MINUTE);
      await world.send();
      expect((await world.now(recipient)).state).toBe('accepted');
    }));

  test('and no mail leaves while it cannot be asked', () =>
    withCustomer(async ({ world, recipient }) => {
      const customers = () => Promise.reject(new Error('Shopify does not answer'));
      await expect(world.send({ liveCustomers: { customers } })).rejects.toThrow('Shopify does not answer');
      expect((await world.now(recipient)).sentAt).toBeNull();
    }));
});

describe('where all is fresh', () => {
  const asked = (world: SendingWorld) => {
    let times = 0;
    const customers: SendingWorld['store']['customers'] = (...question) => {
      times += 1;
      return world.store.customers(...question);
    };
    return { times: () => times, send: () => world.send({ liveCustomers: { customers } }) };
  };

  test('the store is not asked, up to the age that is stated', () =>
    withCustomer(async ({ world }) => {
      const asking = asked(world);
      await freshUntil(world, OLD_AFTER_MINUTES);
      await asking.send();
      expect(asking.times()).toBe(0);
    }));

  test('it is asked past that age', () =>
    withCustomer(async ({ world }) => {
      const asking = asked(world);
      await freshUntil(world, OLD_AFTER_MINUTES + 1);
      await asking.send();
      expect(asking.times()).toBe(1);
    }));

  test('it is asked where reports have waited too long to be read', () =>
    withCustomer(async ({ world }) => {
      const { app, shop } = world;
      const asking = asked(world);
      await freshUntil(world, 0);
      await app.db.prisma.inboxItem.create({
        data: {
          ...{ shopId: shop.id, id: app.ids.next(), source: 'shopify', topic: 'orders/create', externalId: 'late' },
          receivedAt: after(-(WAITS_AT_MOST_MINUTES + 1) * MINUTE, app.systemClock.now()),
        },
      });
      await asking.send();
      expect(asking.times()).toBe(1);
    }));
});
