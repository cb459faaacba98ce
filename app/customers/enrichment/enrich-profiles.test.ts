import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { tellShop } from '../../../tests/factories/inbox-job';
import { makeVisitor } from '../../../tests/factories/people';
import { newOrder } from '../../../tests/factories/placed-orders';
import { shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { storefrontDelivery } from '../../../tests/factories/storefront-deliveries';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { pageBy, toldHistory, viewOf } from '../../../tests/factories/told-history';
import { toldLives } from '../../../tests/models/shop-life';
import { testDatabase } from '../../../tests/setup/database';
import type { Delivery } from '~/capture/inbox/receive.server';
import { withShop } from '~/platform/db/db.server';
import { beginErasure } from '../profiles/begin-erasure.server';
import { erasePerson } from '../profiles/erase.server';
import { forgetVisitors } from '../profiles/forget-visitors.server';
import { enrichDue, enrichProfiles, nextEnrichmentAt } from './enrich-profiles.server';
import { rebuildTraits } from './rebuild-traits.server';

const app = testApp(await testDatabase());
const DAY_MS = 86_400_000;
let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const { inShop, person, buy, tell, strangers } = toldHistory(app, () => shop.id);
const enrich = () => inShop(() => enrichProfiles({ ...app, enrichmentSource: null }, shop.id));
const rebuild = () => inShop(() => rebuildTraits(app, shop.id));
const rows = () => inShop((tx) => tx.profileTraits.findMany({ where: { shopId: shop.id } }));
const traits = async (profileId: string) => (await rows()).find((row) => row.profileId === profileId);
const scale = () => inShop((tx) => tx.traitScale.findUnique({ where: { shopId: shop.id } }));

describe('what a person is like', () => {
  it('is worked out after what they did, and not before', async () => {
    const anna = await person();
    await inShop(() => stockShelf(app, shop.id, [shownProduct(1, { collectionIds: ['new'] })]));
    await enrich();
    expect((await inShop((tx) => nextEnrichmentAt(tx, app.clock, shop.id))).getTime()).toBe(after(DAY_MS).getTime());
    await tell(anna, viewOf(1), pageBy('mobile'));
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
    await tell(anna, pageBy('mobile'));
    await enrich();
    await inShop((tx) => tx.event.deleteMany({ where: { shopId: shop.id, profileId: anna, type: 'page_viewed' } }));
    await enrich();
    expect(await traits(anna)).toMatchObject({ usualDevice: null });
  });

  it('is nobody’s any more once they are erased, whatever was still due', async () => {
    const anna = await person();
    await tell(anna, pageBy('mobile'));
    await enrich();
    await tell(anna, pageBy('desktop'));
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
    for (const id of [visitor, other]) await tell(id, viewOf(1));
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

/** So many buyers, each with an order more expensive and later than the one before. */
async function buyers(count: number): Promise<string[]> {
  const ids = await strangers(count);
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
    await tell(nobody, pageBy('mobile'));
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
