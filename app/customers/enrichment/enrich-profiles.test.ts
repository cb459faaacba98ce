import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { tellShop } from '../../../tests/factories/inbox-job';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { productId, shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { storefrontDelivery } from '../../../tests/factories/storefront-deliveries';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { toldLives } from '../../../tests/models/shop-life';
import { testDatabase } from '../../../tests/setup/database';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { Delivery } from '~/capture/inbox/receive.server';
import { eraseOrders } from '~/capture/orders/erase.server';
import { storeOrders, type KnownOrder } from '~/capture/orders/store-orders.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { recomputeNumbers } from '../numbers/recompute-numbers.server';
import { beginErasure } from '../profiles/begin-erasure.server';
import { erasePerson } from '../profiles/erase.server';
import { forgetVisitors } from '../profiles/forget-visitors.server';
import { identify } from '../profiles/identify.server';
import { holdProfile } from '../profiles/profile-tree.server';
import { enrichDue, enrichProfiles, nextEnrichmentAt } from './enrich-profiles.server';
import { advanceRebuild, rebuildTraits } from './rebuild-traits.server';

const app = testApp(await testDatabase());
const DAY_MS = 86_400_000;
let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => work(app.db.prisma));
const enrich = () => inShop(() => enrichProfiles({ ...app, enrichmentSource: null }, shop.id));
const rebuild = () => inShop(() => rebuildTraits(app, shop.id));
const rows = () => inShop((tx) => tx.profileTraits.findMany({ where: { shopId: shop.id } }));
const traits = async (profileId: string) => (await rows()).find((row) => row.profileId === profileId);
const scale = () => inShop((tx) => tx.traitScale.findUnique({ where: { shopId: shop.id } }));
const buy = (...orders: KnownOrder[]) =>
  inShop(async () => {
    await placeOrders(app, shop.id, orders);
    await app.db.transaction((tx) =>
      recomputeNumbers(
        tx,
        shop.id,
        orders.map(({ profileId }) => profileId),
      ),
    );
  });
const tell = (profileId: string, ...events: CustomerEvent[]) =>
  inShop((tx) =>
    appendEvents(
      app,
      tx,
      shop.id,
      events.map((event) => ({ profileId, event })),
    ),
  );
let told = 0;
const view = (product: number, atMs = 0): CustomerEvent => ({
  ...{ type: 'product_viewed', properties: { productId: productId(product) }, source: 'storefront' },
  ...{ occurredAt: after(atMs), dedupeKey: `view ${++told}` },
});
const page = (device: 'mobile' | 'desktop'): CustomerEvent => ({
  ...{ type: 'page_viewed', properties: { device }, source: 'storefront', occurredAt: after(0) },
  dedupeKey: `page ${++told}`,
});
/** A worker that dies when its work is done and nothing is committed. */
const dying = {
  ...app,
  db: {
    ...app.db,
    transaction: <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
      app.db.transaction(async (tx) => {
        await work(tx);
        throw new Error('the worker died');
      }),
  },
};
const person = async () => (await inShop(() => makePerson(app, shop.id))).profileId;

describe('what a person is like', () => {
  it('is worked out after what they did, and not before', async () => {
    const anna = await person();
    await inShop(() => stockShelf(app, shop.id, [shownProduct(1, { collectionIds: ['new'] })]));
    await enrich();
    expect((await inShop((tx) => nextEnrichmentAt(tx, app.clock, shop.id))).getTime()).toBe(after(DAY_MS).getTime());
    await tell(anna, view(1), page('mobile'));
    await buy(newOrder(app, { profileId: anna }), newOrder(app, { profileId: anna, placedAt: after(7 * DAY_MS) }));
    expect(await inShop((tx) => nextEnrichmentAt(tx, app.clock, shop.id))).toEqual(app.clock.now());
    await enrich();
    expect(await traits(anna)).toMatchObject({
      ...{ usualDevice: 'mobile', medianDaysBetweenOrders: 7, typicalPriceMinor: 100 },
      favourites: {
        from: 3,
        productType: [{ value: 'Bowls', share: 1 }],
        vendor: [{ value: 'Ellis', share: 1 }],
        collection: [{ value: 'new', share: 1 }],
      },
    });
  });

  it('forgets what history forgot', async () => {
    const anna = await person();
    await tell(anna, page('mobile'));
    await enrich();
    await inShop((tx) => tx.event.deleteMany({ where: { shopId: shop.id, profileId: anna, type: 'page_viewed' } }));
    await enrich();
    expect(await traits(anna)).toMatchObject({ usualDevice: null });
  });

  it('is nobody’s any more once they are erased, whatever was still due', async () => {
    const anna = await person();
    await tell(anna, page('mobile'));
    await enrich();
    await tell(anna, page('desktop'));
    await inShop(() =>
      app.db.transaction(async (tx) => {
        await beginErasure(tx, shop.id, anna, app.clock.now());
        await erasePerson(tx, shop.id, anna);
      }),
    );
    expect(await rows()).toEqual([]);
    await enrich();
    await rebuild();
    expect(await traits(anna)).toBeUndefined();
  });

  it('goes with a visitor, and with the whole shop', async () => {
    const [visitor, other] = [await inShop(() => makeVisitor(app, shop.id)), await person()];
    for (const id of [visitor, other]) await tell(id, view(1));
    await enrich();
    await inShop(async (tx) => {
      await tx.event.deleteMany({ where: { shopId: shop.id, profileId: visitor } });
      await forgetVisitors(tx, shop.id, [visitor]);
    });
    await enrich();
    expect(await rows()).toMatchObject([{ profileId: other }]);
    await app.db.prisma.shop.delete({ where: { id: shop.id } });
    expect(await rows()).toEqual([]);
  });
});

describe('where a person lives', () => {
  const BERLIN = { countryCode: 'DE', regionCode: 'BE', city: 'Berlin' };
  const LYON = { countryCode: 'FR', regionCode: null, city: 'Lyon' };
  const home = async (profileId: string) => {
    await inShop(() => enrichDue(app, shop.id));
    return inShop((tx) => tx.profile.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: profileId } } }));
  };
  const tellPlace = (email: string, place: { countryCode: string; city?: string }) =>
    inShop(() =>
      app.db.transaction((tx) =>
        identify(app, tx, shop.id, { person: { email, ...place, seenAt: after(0) }, evidence: 'e' }),
      ),
    );

  it('is where their orders went, while nobody told', async () => {
    const anna = await person();
    await buy(newOrder(app, { profileId: anna, shippedTo: BERLIN }));
    expect(await home(anna)).toMatchObject(BERLIN);
  });

  it('follows an order that is sent elsewhere instead, and one that is cancelled', async () => {
    const anna = await person();
    const order = newOrder(app, { profileId: anna, shippedTo: BERLIN });
    await buy(order);
    await home(anna);
    await buy({ ...order, shippedTo: LYON, updatedAt: after(1) });
    expect(await home(anna)).toMatchObject(LYON);
    await buy({ ...order, shippedTo: LYON, updatedAt: after(2), cancelledAt: after(2) });
    expect(await home(anna)).toMatchObject({ countryCode: null, regionCode: null, city: null, orderedPlace: null });
  });

  it('is still there when all was given back: it went there all the same', async () => {
    const anna = await person();
    const order = newOrder(app, { profileId: anna, shippedTo: BERLIN });
    await buy(order);
    const lines = order.lines.map((line) => ({ ...line, currentQuantity: 0 }));
    await buy({ ...order, lines, refundedMinor: order.totalMinor, updatedAt: after(1) });
    expect(await home(anna)).toMatchObject(BERLIN);
  });

  it('is as it was told where somebody told more than the orders’ country', async () => {
    const { profileId, email } = await inShop(() => makePerson(app, shop.id));
    await tellPlace(email, { countryCode: 'DE' });
    await buy(newOrder(app, { profileId, shippedTo: BERLIN }));
    expect(await home(profileId)).toMatchObject(BERLIN);
    await tellPlace(email, { countryCode: 'DE', city: 'Bonn' });
    expect(await home(profileId)).toMatchObject({ countryCode: 'DE', regionCode: null, city: 'Bonn' });
  });

  it('is not the orders’ where the country that was told is another one', async () => {
    const { profileId, email } = await inShop(() => makePerson(app, shop.id));
    await tellPlace(email, { countryCode: 'AT' });
    await buy(newOrder(app, { profileId, shippedTo: BERLIN }));
    expect(await home(profileId)).toMatchObject({ countryCode: 'AT', regionCode: null, city: null });
  });

  it('is nobody’s any more once they are erased, nor the order’s', async () => {
    const anna = await person();
    await buy(newOrder(app, { profileId: anna, shippedTo: BERLIN }));
    await home(anna);
    await inShop(() =>
      app.db.transaction(async (tx) => {
        await beginErasure(tx, shop.id, anna, app.clock.now());
        await eraseOrders(tx, shop.id, [anna], app.clock.now());
        await erasePerson(tx, shop.id, anna);
      }),
    );
    expect(await home(anna)).toMatchObject({ countryCode: null, city: null, orderedPlace: null });
    const orders = await inShop((tx) => tx.order.findMany({ where: { shopId: shop.id, profileId: anna } }));
    expect(orders).toMatchObject([{ shippedTo: null }]);
  });

  it('is looked at again where somebody else holds them just now', async () => {
    const anna = await person();
    await buy(newOrder(app, { profileId: anna, shippedTo: BERLIN }));
    await inShop(() =>
      app.db.transaction(async (tx) => {
        await holdProfile(tx, shop.id, anna);
        await inShop(() => enrichDue(app, shop.id, 1));
      }),
    );
    expect(await inShop((tx) => tx.traitDue.count({ where: { shopId: shop.id, profileId: anna } }))).toBe(1);
    expect(await home(anna)).toMatchObject(BERLIN);
  });
});

/** So many buyers, each with an order more expensive and later than the one before. */
async function buyers(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => app.ids.next());
  const seen = { shopId: shop.id, createdAt: after(0), lastSeenAt: after(0) };
  await inShop((tx) => tx.profile.createMany({ data: ids.map((id) => ({ id, ...seen })) }));
  await buy(
    ...ids.map((profileId, nth) =>
      newOrder(app, { profileId, products: [nth + 1], totalMinor: (nth + 1) * 100, placedAt: after(nth * 60_000) }),
    ),
  );
  return ids;
}

describe('scores', () => {
  it('are given to nobody under fifty buyers', async () => {
    const ids = await buyers(49);
    await enrich();
    expect(await scale()).toMatchObject({ buyers: 49, recencyCuts: [], frequencyCuts: [], monetaryCuts: [] });
    expect(await traits(ids[48] ?? '')).toMatchObject({
      recency: null,
      frequency: null,
      monetary: null,
      priceBand: null,
    });
  });

  it('are quintiles of the buyers, the newest and the best five; who has as much has the same', async () => {
    const ids = await buyers(50);
    const nobody = await person();
    await tell(nobody, page('mobile'));
    await enrich();
    const of = async (nth: number) => traits(ids[nth] ?? '');
    expect(await of(0)).toMatchObject({ recency: 1, frequency: 1, monetary: 1, priceBand: 'low' });
    expect(await of(9)).toMatchObject({ recency: 1, frequency: 1, monetary: 1, priceBand: 'low' });
    expect(await of(10)).toMatchObject({ recency: 2, frequency: 1, monetary: 2 });
    expect(await of(25)).toMatchObject({ recency: 3, monetary: 3, priceBand: 'middle' });
    expect(await of(49)).toMatchObject({ recency: 5, frequency: 1, monetary: 5, priceBand: 'high' });
    expect(await traits(nobody)).toMatchObject({ recency: null, frequency: null, monetary: null, priceBand: null });
  });

  it('follow an order at once by last night’s measures, and the measures the next night', async () => {
    const [anna = ''] = await buyers(50);
    await enrich();
    await buy(newOrder(app, { profileId: anna, totalMinor: 900_000, placedAt: after(DAY_MS) }));
    await enrich();
    expect(await traits(anna)).toMatchObject({ recency: 5, frequency: 5, monetary: 5 });
    expect(await scale()).toMatchObject({ countedAt: after(0) });
    app.advance(DAY_MS);
    await enrich();
    expect(await scale()).toMatchObject({ countedAt: after(DAY_MS), people: 50, drifted: 0, regrouped: 0 });
    app.advance(-DAY_MS);
  });
});

describe('the nightly rebuild', () => {
  it('says who was not what their history says, and mends it', async () => {
    const [anna, ben] = [await person(), await person()];
    await tell(anna, page('mobile'));
    await tell(ben, page('mobile'));
    await enrich();
    await inShop((tx) =>
      tx.profileTraits.update({
        where: { shopId_profileId: { shopId: shop.id, profileId: anna } },
        data: { usualDevice: 'desktop' },
      }),
    );
    expect(await rebuild()).toEqual({ people: 2, regrouped: 0, drifted: 1 });
    expect(await traits(anna)).toMatchObject({ usualDevice: 'mobile' });
    expect(app.logged.at(-1)).toMatchObject({ drifted: 1 });
  });

  it('names whom it found and what was otherwise, until the next time', async () => {
    const anna = await person();
    await tell(anna, page('mobile'));
    await buy(newOrder(app, { profileId: anna }));
    await enrich();
    const where = { shopId_profileId: { shopId: shop.id, profileId: anna } };
    const wrong = { usualDevice: 'desktop', typicalPriceMinor: 1 };
    await inShop((tx) => tx.profileTraits.update({ where, data: wrong }));
    await rebuild();
    const drifts = () => inShop((tx) => tx.traitDrift.findMany({ where: { shopId: shop.id } }));
    expect(await drifts()).toMatchObject([{ profileId: anna, what: ['typical-price', 'usual-device'] }]);
    app.advance(1);
    await rebuild();
    app.advance(-1);
    expect(await drifts()).toEqual([]);
  });

  it('goes on where a worker died, and counts everybody once', async () => {
    const seen = { shopId: shop.id, createdAt: after(0), lastSeenAt: after(0) };
    const ids = Array.from({ length: 450 }, () => app.ids.next());
    await inShop((tx) => tx.profile.createMany({ data: ids.map((id) => ({ id, ...seen })) }));
    const part = () => inShop(() => advanceRebuild(app, shop.id, 1));
    const standsAt = () => inShop((tx) => tx.traitRebuild.findUnique({ where: { shopId: shop.id } }));
    await part();
    expect(await standsAt()).toMatchObject({ phase: 'counting', people: 200, afterId: ids[199] });
    await expect(inShop(() => advanceRebuild(dying, shop.id, 5))).rejects.toThrow('the worker died');
    expect(await standsAt()).toMatchObject({ people: 200 });
    const ended = [];
    while (await standsAt()) ended.push(await part());
    expect(ended).toEqual([null, null, null, null, null, null, { people: 450, regrouped: 0, drifted: 0 }]);
    expect(await scale()).toMatchObject({ people: 450, drifted: 0 });
  });

  it('lets people who are due go first, and takes a part of everybody a time', async () => {
    const seen = { shopId: shop.id, createdAt: after(0), lastSeenAt: after(0) };
    const ids = Array.from({ length: 2_100 }, () => app.ids.next());
    await inShop((tx) => tx.profile.createMany({ data: ids.map((id) => ({ id, ...seen })) }));
    await enrich();
    expect(await inShop((tx) => nextEnrichmentAt(tx, app.clock, shop.id))).toEqual(app.clock.now());
    const last = ids.at(-1) ?? '';
    expect(await traits(last)).toBeUndefined();
    await tell(last, page('mobile'));
    await enrich();
    expect(await traits(last)).toMatchObject({ usualDevice: 'mobile' });
  });

  it('counts apart those whose goods were sorted otherwise, and nobody who was still due', async () => {
    const [anna, ben] = [await person(), await person()];
    await inShop(() => stockShelf(app, shop.id, 1));
    await tell(anna, view(1));
    await tell(ben, view(2));
    await enrich();
    await tell(ben, page('mobile'));
    await inShop(() => stockShelf(app, shop.id, [shownProduct(1, { productType: 'Dishes', updatedAt: after(1) })]));
    expect(await rebuild()).toEqual({ people: 2, regrouped: 1, drifted: 0 });
    expect(await traits(anna)).toMatchObject({ favourites: { productType: [{ value: 'Dishes', share: 1 }] } });
  });

  it('takes an order that changed without changing what it comes to', async () => {
    const anna = await person();
    const order = newOrder(app, { profileId: anna });
    await buy(order);
    await enrich();
    const lines = order.lines.map((line) => ({ ...line, priceMinor: 70 }));
    await inShop(async () => {
      await app.db.transaction(async (tx) => {
        await storeOrders(tx, shop.id, [{ ...order, lines, updatedAt: after(1) }]);
        await recomputeNumbers(tx, shop.id, [anna]);
      });
    });
    await inShop(() => enrichDue(app, shop.id));
    expect(await traits(anna)).toMatchObject({ typicalPriceMinor: 70 });
  });
});

/** What customers are like, by their number at Shopify. */
const byCustomer = (shopId: string): Promise<Record<string, unknown>> =>
  withShop(shopId, async () => {
    const known = await app.db.prisma.identity.findMany({ where: { shopId, kind: 'customer' } });
    const counted = await app.db.prisma.profileTraits.findMany({ where: { shopId } });
    const of = new Map(counted.map(({ profileId, shopId: _, countedAt: __, ...row }) => [profileId, row]));
    return Object.fromEntries(
      known.map(({ value, profileId }): [string, unknown] => [value, of.get(profileId) ?? null]),
    );
  });

const visits = fc.array(
  fc.record({ customer: fc.integer({ min: 1, max: 4 }), product: fc.integer({ min: 1, max: 3 }), day: fc.nat(300) }),
  { maxLength: 5 },
);

describe('orders, views, merges and erasures, told in any order', () => {
  it('come step by step to what they come to at once', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(toldLives, visits, fc.nat(), async ({ before, redactions, late }, seen, stop) => {
        const live = async (all: (views: Delivery[]) => Delivery[], stopAt: number) => {
          shop = await createShop(app);
          await inShop(() => stockShelf(app, shop.id, 3));
          const views = seen.map(({ customer, product, day }, nth) =>
            storefrontDelivery(shop, {
              ...{ visitor: `visitor-of-customer-${customer}`, customer, product, eventId: `e${nth}` },
              receivedAt: after(-day * DAY_MS),
            }),
          );
          const deliveries = all(views);
          const cut = deliveries.length ? stopAt % deliveries.length : 0;
          for (const part of [deliveries.slice(0, cut), deliveries.slice(cut), redactions(shop.domain), late]) {
            await tellShop(app, shop.id, ...part);
            await inShop(() => enrichDue(app, shop.id));
          }
          return byCustomer(shop.id);
        };
        const inSteps = await live((views) => [...views, ...before], stop);
        const found = await rebuild();
        expect(found).toMatchObject({ drifted: 0, regrouped: 0 });
        expect(await byCustomer(shop.id)).toEqual(inSteps);
        await inShop((tx) => tx.profileTraits.deleteMany({ where: { shopId: shop.id } }));
        await rebuild();
        expect(await byCustomer(shop.id)).toEqual(inSteps);
        expect(await live((views) => [...before.toReversed(), ...views.toReversed()], stop + 1)).toEqual(inSteps);
      }),
      { numRuns: 8 },
    );
  });
});
