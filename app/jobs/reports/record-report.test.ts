import { beforeEach, describe, expect, it } from 'vitest';
import { turnOn } from '../../../tests/factories/flows';
import { tellShop } from '../../../tests/factories/inbox-job';
import { plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { gid, orderReport, productReport } from '../../../tests/factories/reports';
import {
  cartWebhook,
  checkoutWebhook,
  consentWebhook,
  customerWebhook,
  orderWebhook,
} from '../../../tests/factories/shopify-payloads';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { storefrontDelivery } from '../../../tests/factories/storefront-deliveries';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { visitorId } from '../../../tests/factories/told-person';
import { wakeupOf } from '../../../tests/factories/wakeups';
import { testDatabase } from '../../../tests/setup/database';
import type { Report } from '~/capture/events/reports';
import type { Delivery } from '~/capture/inbox/receive.server';
import { eraseOrders } from '~/capture/orders/erase.server';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { mailToken } from '~/decisions/send-policy/mail-token.server';
import { withShop } from '~/platform/db/db.server';
import { recordReport } from './record-report.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await withShop(shop.id, () => turnOn(app, shop.id));
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const record = (report: Report, dedupeKey = 'e') =>
  inShop(() => db.transaction((tx) => recordReport({ services: app, shopId: shop.id, dedupeKey }, tx, report)));
const tell = (...deliveries: Delivery[]) => tellShop(app, shop.id, ...deliveries);
const runs = () => inShop(() => db.prisma.flowRun.findMany({ where: { shopId: shop.id } }));
const events = (type: string) => inShop(() => db.prisma.event.findMany({ where: { shopId: shop.id, type } }));

const EMAIL = 'anna@example.com';
const filled = (changes: object = {}) => checkoutWebhook('x', { email: EMAIL, cart: 'k', ...changes });

describe('a filled cart', () => {
  it('with an address starts the flow for it, once, and wakes it', async () => {
    await tell(filled(), filled({ at: after(60_000), quantity: 2 }), cartWebhook('k', 3, { at: after(120_000) }));
    expect(await runs()).toMatchObject([{ flowKey: 'abandoned-cart', status: 'active', subject: { cartToken: 'k' } }]);
    expect(await wakeupOf(app, shop.id, 'advance-runs')).toMatchObject({ nextDueAt: app.clock.now() });
    expect(await events('cart_updated')).toHaveLength(1);
    expect(await events('checkout_updated')).toHaveLength(2);
  });

  it('of nobody in particular starts nothing, until it is known whose it is', async () => {
    await tell(cartWebhook('k', 1));
    expect(await runs()).toEqual([]);
    await tell(filled({ at: after(1_000) }));
    expect(await runs()).toHaveLength(1);
  });

  it('that was bought already starts nothing, whichever is told first', async () => {
    await tell(orderWebhook(1, { email: EMAIL, cart: 'k', checkout: 'x' }), filled());
    expect(await runs()).toEqual([]);
  });

  it('that was told a day late starts nothing', async () => {
    await tell(filled({ at: after(-2 * 86_400_000) }));
    expect(await runs()).toEqual([]);
  });
});

describe('an order', () => {
  it('stirs the run it may end, and is an event once, however it is told', async () => {
    await tell(filled());
    await inShop(() => db.prisma.flowRun.updateMany({ data: { dueAt: after(9_000_000) } }));
    await tell(
      orderWebhook(1, { email: EMAIL, cart: 'k' }),
      orderWebhook(1, { email: EMAIL, cart: 'k', topic: 'orders/updated', at: after(1_000) }),
    );
    expect(await runs()).toMatchObject([{ dueAt: app.clock.now() }]);
    expect(await events('order_placed')).toMatchObject([{ dedupeKey: `order_placed:${gid('Order', 1)}` }]);
  });

  it('that was cancelled is two events: it was placed, and it was cancelled', async () => {
    await tell(
      orderWebhook(1, { email: EMAIL, cancelledAt: after(60_000), topic: 'orders/cancelled', at: after(60_000) }),
    );
    expect(await events('order_placed')).toMatchObject([{ occurredAt: after(0) }]);
    expect(await events('order_cancelled')).toMatchObject([{ occurredAt: after(60_000) }]);
  });

  it('told again just as before is known to be as new, and nothing else is done for it', async () => {
    await tell(filled(), orderWebhook(1, { email: EMAIL, cart: 'k' }));
    const looked = after(9_000_000);
    await inShop(() => db.prisma.flowRun.updateMany({ data: { dueAt: looked } }));
    await tell(orderWebhook(1, { email: EMAIL, cart: 'k', topic: 'orders/updated', at: after(5_000) }));
    expect(await runs()).toMatchObject([{ dueAt: looked }]);
    expect(await inShop(() => db.prisma.order.findFirst())).toMatchObject({ sourceUpdatedAt: after(5_000) });
  });

  it('told again as before, after a sync knew it otherwise, is told anew; after its buyer was erased it is not', async () => {
    const told = (at: number) => tell(orderWebhook(1, { email: EMAIL, topic: 'orders/updated', at: after(at) }));
    await told(0);
    const known = await inShop(() => db.prisma.order.findFirstOrThrow());
    const synced = { ...orderReport(1, { totalMinor: 1, updatedAt: after(1_000) }), profileId: known.profileId };
    await inShop(() => db.transaction((tx) => storeOrders(tx, shop.id, [synced])));
    await told(2_000);
    expect(await inShop(() => db.prisma.order.findFirst())).toMatchObject({ totalMinor: known.totalMinor });
    await inShop(() => db.transaction((tx) => eraseOrders(tx, shop.id, [known.profileId], after(3_000))));
    await told(4_000);
    expect(await inShop(() => db.prisma.order.findFirst())).toMatchObject({ sourceUpdatedAt: after(2_000) });
  });

  it('of a till is somebody’s too, and the same one’s when it is told again', async () => {
    await tell(orderWebhook(1), orderWebhook(1, { topic: 'orders/updated', at: after(1_000) }), orderWebhook(2));
    const orders = await inShop(() => db.prisma.order.findMany({ orderBy: { id: 'asc' } }));
    expect(new Set(orders.map(({ profileId }) => profileId)).size).toBe(2);
    expect(await inShop(() => db.prisma.profile.count({ where: { mergedIntoId: null } }))).toBe(2);
  });
});

describe('what Shopify says of consent', () => {
  const said = (state: 'subscribed' | 'unsubscribed' | 'pending' | 'not_subscribed', ms: number) =>
    consentWebhook({ customer: 1, email: EMAIL, state, at: after(ms) });
  const consents = async () =>
    (await inShop(() => db.prisma.consentState.findMany())).map(({ state, since }) => ({ state, since }));

  it('makes the person known and stands in the ledger, with what proves it', async () => {
    await tell(said('subscribed', 0));
    expect(await consents()).toEqual([{ state: 'granted', since: after(0) }]);
    const [entry] = await inShop(() => db.prisma.consentEntry.findMany());
    expect(entry?.evidence).toMatchObject({ event: entry?.dedupeKey, optInLevel: null });
    expect(JSON.stringify({ ...entry, seq: 0 })).not.toContain(EMAIL);
  });

  it('is an event only where it truly changed', async () => {
    await tell(said('subscribed', 0), said('subscribed', 1_000), said('unsubscribed', 2_000));
    expect((await events('consent_changed')).map(({ properties }) => properties)).toEqual([
      { purpose: 'marketing', state: 'granted' },
      { purpose: 'marketing', state: 'withdrawn' },
    ]);
  });

  it('told late does not bring back what was withdrawn since', async () => {
    await tell(said('unsubscribed', 2_000), said('subscribed', 0));
    expect(await consents()).toEqual([{ state: 'withdrawn', since: after(2_000) }]);
    expect(await events('consent_changed')).toHaveLength(1);
  });

  it('stirs the person’s run under way', async () => {
    await tell(filled());
    await inShop(() => db.prisma.flowRun.updateMany({ data: { dueAt: after(9_000_000) } }));
    await tell(said('unsubscribed', 0));
    expect(await runs()).toMatchObject([{ dueAt: app.clock.now() }]);
  });

  it('of an address that is none is passed over', async () => {
    await tell(consentWebhook({ customer: 1, email: 'none', state: 'subscribed' }));
    expect(await consents()).toEqual([]);
  });
});

describe('a browser', () => {
  it('that is told of before the person becomes that person’s history', async () => {
    const visitor = visitorId('v');
    await tell(storefrontDelivery(shop, { visitor }), customerWebhook({ customer: 1, email: EMAIL }));
    expect(await inShop(() => db.prisma.profile.count({ where: { mergedIntoId: null } }))).toBe(2);
    await tell(storefrontDelivery(shop, { visitor, customer: 1, eventId: 'e2' }));
    const [profile, ...more] = await inShop(() => db.prisma.profile.findMany({ where: { mergedIntoId: null } }));
    expect(more).toEqual([]);
    expect((await events('product_viewed')).map(({ profileId }) => profileId)).toEqual([profile?.id, profile?.id]);
  });

  it('that only says who is there becomes that customer’s, seen when it said so', async () => {
    const greeting = storefrontDelivery(shop, {
      visitor: visitorId('v'),
      customer: 1,
      events: [],
      receivedAt: after(5_000),
    });
    await tell(greeting);
    expect(await inShop(() => db.prisma.identity.findMany({ orderBy: { kind: 'asc' } }))).toMatchObject([
      { kind: 'customer' },
      { kind: 'visitor' },
    ]);
    expect(await inShop(() => db.prisma.profile.findMany())).toMatchObject([{ lastSeenAt: after(5_000) }]);
  });

  it('that a link of our mail led here is the mailbox’s owner’s, if it was nobody’s; a forged link says nothing', async () => {
    const anna = await inShop(() => makePerson(app, shop.id));
    const { id } = await inShop(() => plan(app, shop.id, { profileId: anna.profileId }));
    await inShop(() => db.prisma.message.updateMany({ data: { requestedAt: TEST_START } }));
    const mail = mailToken(app.vault, shop.id, id);
    await tell(storefrontDelivery(shop, { visitor: visitorId('w'), mail: `${mail.slice(0, -1)}x`, eventId: 'e1' }));
    await tell(storefrontDelivery(shop, { visitor: visitorId('v'), mail, eventId: 'e2' }));
    const told = await events('product_viewed');
    expect(told.map(({ profileId }) => profileId === anna.profileId)).toEqual([false, true]);
  });

  it('that claims to be a person in its own words is not believed', async () => {
    const claim = storefrontDelivery(shop, { visitor: visitorId('v') });
    const body = JSON.parse(claim.body) as { batch: object };
    await tell({
      ...claim,
      body: JSON.stringify({ ...body, batch: { ...body.batch, customerId: gid('Customer', 1) } }),
    });
    expect(await inShop(() => db.prisma.identity.findMany())).toMatchObject([{ kind: 'visitor' }]);
  });
});

describe('the catalogue, the shop, and what is no news', () => {
  it('keeps products as they are told, and takes deleted ones away', async () => {
    expect(await record({ kind: 'product', product: productReport(1) })).toBe('done');
    const deletion: Report = { kind: 'product-deleted', productId: gid('Product', 1), deletedAt: after(1_000) };
    expect(await record(deletion)).toBe('done');
    expect(await inShop(() => db.prisma.product.findMany())).toMatchObject([{ deletedAt: after(1_000) }]);
  });

  it.each(['sync-moved', 'shop-changed'] as const)('looks at the sync when told of %s', async (kind) => {
    expect(await record({ kind })).toBe('done');
    expect(await wakeupOf(app, shop.id, 'sync-shop')).toMatchObject({ nextDueAt: app.systemClock.now() });
  });

  it('knows that it was uninstalled, and forgets its tokens', async () => {
    await db.prisma.session.create({
      data: { id: `offline_${shop.domain}`, shop: shop.domain, state: '', accessToken: 'sealed' },
    });
    expect(await record({ kind: 'uninstalled', at: app.clock.now() })).toBe('done');
    expect(await db.prisma.shop.findUnique({ where: { id: shop.id } })).toMatchObject({
      uninstalledAt: app.clock.now(),
    });
    expect(await db.prisma.session.count({ where: { shop: shop.domain } })).toBe(0);
  });

  it('leaves a shop alone that came back before its uninstalling was told', async () => {
    await db.prisma.shop.update({ where: { id: shop.id }, data: { installedAt: app.clock.now() } });
    expect(await record({ kind: 'uninstalled', at: after(-1_000, app.clock.now()) })).toBe('ignored');
    expect(await db.prisma.shop.findUnique({ where: { id: shop.id } })).toMatchObject({ uninstalledAt: null });
  });

  it('passes over what it does not need', async () => {
    expect(await record({ kind: 'not-needed' })).toBe('ignored');
    expect(await inShop(() => db.prisma.event.count())).toBe(0);
  });
});
