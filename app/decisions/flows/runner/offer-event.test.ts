import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '~/capture/events/event';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../../tests/setup/database';
import { buyCart, fillCart } from '../../../../tests/factories/filled-carts';
import { turnOn } from '../../../../tests/factories/flows';
import { makePerson, makeVisitor } from '../../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../../tests/factories/placed-orders';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { after } from '../../../../tests/factories/times';
import { advanceRuns } from './advance-runs.server';
import { cartTokenOf } from '../run-subject';
import { offerEvent } from './offer-event.server';
import { switchFlow } from '../flows.server';

const HOUR = 3_600_000;
const app = testApp(await testDatabase());
const { prisma } = app.db;

/** A shop with the abandoned cart flow on, and somebody in it. */
async function inShop(work: (shopId: string, profileId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    await turnOn(app, id);
    await work(id, (await makePerson(app, id)).profileId);
  });
}
const offer = (shopId: string, profileId: string, event: CustomerEvent, cartToken: string | null) =>
  app.db.transaction((tx) => offerEvent(app, tx, { shopId, profileId, event, cartToken }));
const runsOf = (shopId: string) => prisma.flowRun.findMany({ where: { shopId }, orderBy: { startedAt: 'asc' } });
const wakeupOf = async (shopId: string) =>
  (await prisma.shopWakeup.findUnique({ where: { shopId_kind: { shopId, kind: 'advance-runs' } } }))?.nextDueAt ?? null;

/** Fills a cart and offers what tells of it. */
async function leaveCart(shopId: string, profileId: string, token: string, at = app.clock.now()): Promise<void> {
  await offer(shopId, profileId, await fillCart(app, shopId, { profileId, token, at }), token);
}

describe('a cart that is filled', () => {
  test('starts a run about it on the live version, due at once, and wakes the worker', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      const [run, ...others] = await runsOf(shopId);
      expect(others).toEqual([]);
      expect(run).toMatchObject({ flowKey: 'abandoned-cart', version: 1, profileId, status: 'active' });
      expect(run).toMatchObject({
        subject: { cartToken: 'cart-a' },
        startedAt: app.clock.now(),
        dueAt: app.clock.now(),
      });
      expect(await wakeupOf(shopId)).toEqual(app.clock.now());
    }));

  test('starts nothing for a visitor without an address', () =>
    inShop(async (shopId) => {
      await leaveCart(shopId, await makeVisitor(app, shopId), 'cart-a');
      expect(await runsOf(shopId)).toEqual([]);
    }));

  test('starts nothing when it was bought already, however the reports were ordered', () =>
    inShop(async (shopId, profileId) => {
      const event = await fillCart(app, shopId, { profileId, token: 'cart-a' });
      await buyCart(app, shopId, 'cart-a');
      await offer(shopId, profileId, event, 'cart-a');
      expect(await runsOf(shopId)).toEqual([]);
    }));

  test('starts nothing when it is empty or unknown', () =>
    inShop(async (shopId, profileId) => {
      const event = await fillCart(app, shopId, { profileId, token: 'cart-a', lines: [] });
      await offer(shopId, profileId, event, 'cart-a');
      await offer(shopId, profileId, event, 'cart-nobody-knows');
      await offer(shopId, profileId, event, null);
      expect(await runsOf(shopId)).toEqual([]);
    }));

  test('starts nothing while the flow is off', () =>
    inShop(async (shopId, profileId) => {
      await switchFlow(prisma, app.clock, shopId, 'abandoned-cart', false);
      await prisma.shopWakeup.deleteMany({ where: { shopId } });
      await leaveCart(shopId, profileId, 'cart-a');
      expect(await runsOf(shopId)).toEqual([]);
      expect(await wakeupOf(shopId)).toBeNull();
    }));

  test('more than a day ago starts nothing; a day ago it does', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a', after(-24 * HOUR - 1, app.clock.now()));
      expect(await runsOf(shopId)).toEqual([]);
      await leaveCart(shopId, profileId, 'cart-b', after(-24 * HOUR, app.clock.now()));
      expect(await runsOf(shopId)).toHaveLength(1);
    }));

  test('by an event of another kind starts nothing', () =>
    inShop(async (shopId, profileId) => {
      const { dedupeKey, occurredAt } = await fillCart(app, shopId, { profileId, token: 'cart-a' });
      const viewed = { type: 'cart_viewed', properties: {}, occurredAt, dedupeKey, source: 'storefront' } as const;
      await offer(shopId, profileId, viewed, 'cart-a');
      expect(await runsOf(shopId)).toEqual([]);
    }));
});

describe('a person is in a flow once:', () => {
  test('the same event offered again starts nothing new', () =>
    inShop(async (shopId, profileId) => {
      const event = await fillCart(app, shopId, { profileId, token: 'cart-a' });
      for (let times = 0; times < 3; times++) await offer(shopId, profileId, event, 'cart-a');
      expect(await runsOf(shopId)).toHaveLength(1);
    }));

  test('of ten offers at the same moment one starts a run', () =>
    inShop(async (shopId, profileId) => {
      const event = await fillCart(app, shopId, { profileId, token: 'cart-a' });
      await Promise.all(Array.from({ length: 10 }, () => offer(shopId, profileId, event, 'cart-a')));
      expect(await runsOf(shopId)).toHaveLength(1);
    }));

  test('another cart makes the run under way about that cart', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      await leaveCart(shopId, profileId, 'cart-b');
      const runs = await runsOf(shopId);
      expect(runs.map(cartTokenOf)).toEqual(['cart-b']);
    }));

  test('an event without a cart leaves the run with the one it has', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      const [event] = await placeOrders(app, shopId, [newOrder(app, { profileId })]);
      await offer(shopId, profileId, event as CustomerEvent, null);
      expect((await runsOf(shopId)).map(cartTokenOf)).toEqual(['cart-a']);
    }));

  test('two people are in it each for themselves', () =>
    inShop(async (shopId, profileId) => {
      const other = await makePerson(app, shopId);
      await leaveCart(shopId, profileId, 'cart-a');
      await leaveCart(shopId, other.profileId, 'cart-b');
      expect((await runsOf(shopId)).map((run) => run.profileId).sort()).toEqual([profileId, other.profileId].sort());
    }));

  test('after a run has ended the next one starts a day later, not before', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      await buyCart(app, shopId, 'cart-a');
      await advanceRuns(app, shopId);
      const endedAt = app.clock.now();
      expect((await runsOf(shopId)).map((run) => run.endedAt)).toEqual([endedAt]);
      app.advance(24 * HOUR - 1);
      await leaveCart(shopId, profileId, 'cart-b');
      expect(await runsOf(shopId)).toHaveLength(1);
      app.advance(1);
      await leaveCart(shopId, profileId, 'cart-c');
      expect((await runsOf(shopId)).map((run) => run.status)).toEqual(['ended', 'active']);
    }));
});

describe('a run under way', () => {
  test.each(['order_placed', 'consent_changed', 'cart_updated', 'checkout_updated'] as const)(
    'is looked at again at once after %s',
    (type) =>
      inShop(async (shopId, profileId) => {
        await leaveCart(shopId, profileId, 'cart-a');
        await advanceRuns(app, shopId);
        await prisma.shopWakeup.deleteMany({ where: { shopId } });
        app.advance(HOUR);
        const event = { type, properties: {}, occurredAt: app.clock.now(), source: 'shopify', dedupeKey: type };
        await offer(shopId, profileId, event as unknown as CustomerEvent, null);
        expect((await runsOf(shopId)).map((run) => run.dueAt)).toEqual([app.clock.now()]);
        expect(await wakeupOf(shopId)).toEqual(app.clock.now());
      }),
  );

  test('is not stirred by what changes nothing for it', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      await advanceRuns(app, shopId);
      const [before] = await runsOf(shopId);
      app.advance(HOUR);
      const about = { occurredAt: app.clock.now(), source: 'storefront', dedupeKey: 'view' } as const;
      await offer(shopId, profileId, { ...about, type: 'page_viewed', properties: {} }, null);
      expect(await runsOf(shopId)).toEqual([before]);
    }));

  test('is stirred even by an event told late: it may end it', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      await advanceRuns(app, shopId);
      app.advance(HOUR);
      const placedAt = after(-72 * HOUR, app.clock.now());
      const [event] = await placeOrders(app, shopId, [newOrder(app, { profileId, placedAt })]);
      await offer(shopId, profileId, event as CustomerEvent, null);
      expect((await runsOf(shopId)).map((run) => run.dueAt)).toEqual([app.clock.now()]);
    }));
});
