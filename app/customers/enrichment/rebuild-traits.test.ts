import { beforeEach, describe, expect, it } from 'vitest';
import { newOrder } from '../../../tests/factories/placed-orders';
import { shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { pageBy, toldHistory, viewOf } from '../../../tests/factories/told-history';
import { testDatabase } from '../../../tests/setup/database';
import { storeOrders } from '~/capture/orders/store-orders.server';
import type { Db } from '~/platform/db/db.server';
import { recomputeNumbers } from '../numbers/recompute-numbers.server';
import { enrichDue, enrichProfiles, nextEnrichmentAt } from './enrich-profiles.server';
import { advanceRebuild, rebuildTraits } from './rebuild-traits.server';

const app = testApp(await testDatabase());
let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const { inShop, person, buy, tell, strangers } = toldHistory(app, () => shop.id);
const enrich = () => inShop(() => enrichProfiles({ ...app, enrichmentSource: null }, shop.id));
const rebuild = () => inShop(() => rebuildTraits(app, shop.id));
const traits = (profileId: string) =>
  inShop((tx) => tx.profileTraits.findUnique({ where: { shopId_profileId: { shopId: shop.id, profileId } } }));
const scale = () => inShop((tx) => tx.traitScale.findUnique({ where: { shopId: shop.id } }));
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

describe('the nightly rebuild', () => {
  it('says who was not what their history says, and mends it', async () => {
    const [anna, ben] = [await person(), await person()];
    await tell(anna, pageBy('mobile'));
    await tell(ben, pageBy('mobile'));
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
    await tell(anna, pageBy('mobile'));
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
    const ids = await strangers(450);
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
    const ids = await strangers(2_100);
    await enrich();
    expect(await inShop((tx) => nextEnrichmentAt(tx, app.clock, shop.id))).toEqual(app.clock.now());
    const last = ids.at(-1) ?? '';
    expect(await traits(last)).toBeNull();
    await tell(last, pageBy('mobile'));
    await enrich();
    expect(await traits(last)).toMatchObject({ usualDevice: 'mobile' });
  });

  it('counts apart those whose goods were sorted otherwise, and nobody who was still due', async () => {
    const [anna, ben] = [await person(), await person()];
    await inShop(() => stockShelf(app, shop.id, 1));
    await tell(anna, viewOf(1));
    await tell(ben, viewOf(2));
    await enrich();
    await tell(ben, pageBy('mobile'));
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
