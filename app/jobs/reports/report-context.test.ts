import { beforeEach, describe, expect, it } from 'vitest';
import { turnOn } from '../../../tests/factories/flows';
import { gate } from '../../../tests/factories/gate';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { cartReport, orderReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { TEST_START } from '../../../tests/factories/times';
import { toldPerson, visitorId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import { assignCart, storeCart } from '~/capture/carts/store-cart.server';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { PersonReport } from '~/capture/events/person-report';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { identifyAndMerge } from './report-context.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const identify = (tx: Db, person: Partial<PersonReport>) =>
  identifyAndMerge({ services: app, shopId: shop.id, dedupeKey: 'e' }, tx, { person: toldPerson(person) });

const viewed = (dedupeKey: string): CustomerEvent => ({
  type: 'cart_viewed',
  properties: {},
  occurredAt: TEST_START,
  source: 'storefront',
  dedupeKey,
});

/** What each profile holds, by the name of the table. */
async function heldBy(profileId: string) {
  const where = { shopId: shop.id, profileId };
  return withShop(shop.id, async () => ({
    events: await db.prisma.event.count({ where }),
    carts: await db.prisma.cart.count({ where }),
    orders: await db.prisma.order.count({ where }),
    runs: await db.prisma.flowRun.count({ where }),
    messages: await db.prisma.message.count({ where }),
    identities: await db.prisma.identity.count({ where }),
  }));
}

/** A run of the abandoned cart flow, under way. */
async function startRun(tx: Db, profileId: string) {
  const run = {
    id: app.ids.next(),
    flowKey: 'abandoned-cart',
    version: 1,
    subject: {},
    state: {},
    startedAt: TEST_START,
  };
  await tx.flowRun.create({ data: { shopId: shop.id, profileId, ...run } });
  return run.id;
}

describe('a merge', () => {
  it('takes over everything that any stage holds of the profile that goes, and then it is gone', async () => {
    await withShop(shop.id, () => turnOn(app, shop.id));
    const anna = await withShop(shop.id, () => makePerson(app, shop.id));
    const visitor = await inShop(async (tx) => {
      const profileId = await identify(tx, { visitorId: visitorId('v') });
      await appendEvents(app, tx, shop.id, [{ profileId, event: viewed('seen') }]);
      await storeCart(tx, shop.id, cartReport('cart'));
      await assignCart(tx, shop.id, 'cart', profileId);
      await storeOrders(tx, shop.id, [{ ...orderReport(1), profileId }]);
      await startRun(tx, profileId);
      return profileId;
    });
    await withShop(shop.id, () => plan(app, shop.id, { profileId: visitor }));
    const owner = await inShop((tx) => identify(tx, { email: anna.email, visitorId: visitorId('v') }));
    expect(owner).toBe(anna.profileId);
    expect(await heldBy(owner)).toEqual({ events: 1, carts: 1, orders: 1, runs: 1, messages: 1, identities: 2 });
    expect(Object.values(await heldBy(visitor))).toEqual([0, 0, 0, 0, 0, 0]);
    const absorbed = { where: { shopId_id: { shopId: shop.id, id: visitor } } };
    expect(await withShop(shop.id, () => db.prisma.profile.findUnique(absorbed))).toMatchObject({
      mergedIntoId: owner,
    });
  });

  it('of two people in the same flow leaves one run under way', async () => {
    await withShop(shop.id, () => turnOn(app, shop.id));
    const anna = await withShop(shop.id, () => makePerson(app, shop.id));
    const kept = await inShop(async (tx) => {
      await startRun(tx, await identify(tx, { visitorId: visitorId('v') }));
      return startRun(tx, anna.profileId);
    });
    await inShop((tx) => identify(tx, { email: anna.email, visitorId: visitorId('v') }));
    const runs = await withShop(shop.id, () => db.prisma.flowRun.findMany({ orderBy: { status: 'asc' } }));
    expect(runs).toMatchObject([
      { id: kept, status: 'active', profileId: anna.profileId },
      { status: 'ended', outcome: { kind: 'merged', into: anna.profileId }, profileId: anna.profileId },
    ]);
  });

  it('loses nothing that is just being stored of the profile that goes', async () => {
    const anna = await withShop(shop.id, () => makePerson(app, shop.id));
    const visitor = await inShop((tx) => identify(tx, { visitorId: visitorId('v') }));
    const [begun, end] = [gate(), gate()];
    const storing = inShop(async (tx) => {
      const profileId = await identify(tx, { visitorId: visitorId('v') });
      await appendEvents(app, tx, shop.id, [{ profileId, event: viewed('in between') }]);
      begun.open();
      await end.passed;
    });
    await begun.passed;
    const merging = inShop((tx) => identify(tx, { email: anna.email, visitorId: visitorId('v') }));
    await waitingForLock(db.pool);
    end.open();
    await Promise.all([storing, merging]);
    expect([await heldBy(visitor), await heldBy(anna.profileId)]).toMatchObject([{ events: 0 }, { events: 1 }]);
  });

  it('of everything at once, by many workers, loses nothing and leaves one person', async () => {
    const reports: Partial<PersonReport>[] = [
      { visitorId: visitorId('v') },
      { visitorId: visitorId('w') },
      { email: 'anna@example.com' },
      { visitorId: visitorId('v'), email: 'anna@example.com' },
      { visitorId: visitorId('w'), email: 'anna@example.com' },
    ];
    const tell = (index: number) =>
      inShop(async (tx) => {
        const profileId = await identify(tx, reports[index % reports.length] ?? {});
        await appendEvents(app, tx, shop.id, [{ profileId, event: viewed(`event ${index}`) }]);
      });
    await Promise.all(Array.from({ length: 40 }, (_, index) => tell(index)));
    const profiles = await withShop(shop.id, () => db.prisma.profile.findMany({ where: { mergedIntoId: null } }));
    expect(profiles).toHaveLength(1);
    expect(await heldBy(profiles[0]?.id ?? '')).toMatchObject({ events: 40, identities: 3 });
  });
});
