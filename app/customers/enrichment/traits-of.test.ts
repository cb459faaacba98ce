import { beforeEach, describe, expect, it } from 'vitest';
import { customerRecord, gid, productReport } from '../../../tests/factories/reports';
import { stockShelf } from '../../../tests/factories/shelf';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { storeCustomers } from '~/capture/shopify-customers/store-customers.server';
import { storeCollections } from '~/capture/catalog/store-collections.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { recomputeNumbers } from '../numbers/recompute-numbers.server';
import { identify } from '../profiles/identify.server';
import { enrichProfiles } from './enrich-profiles.server';
import { traitsOf } from './traits-of.server';

const app = testApp(await testDatabase());
let shop: TestShop;
let anna: string;
beforeEach(async () => {
  shop = await createShop(app);
  const person = { customerId: gid('Customer', 1), countryCode: 'DE', city: 'Berlin', seenAt: after(0) };
  anna = (await inShop((tx) => identify(app, tx, shop.id, { person, evidence: 'test' }))).profileId;
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => app.db.transaction(work));
const read = () => inShop((tx) => traitsOf(tx, shop.id, anna));
const enrich = () => withShop(shop.id, () => enrichProfiles({ ...app, enrichmentSource: null }, shop.id));
const buy = async () => {
  await withShop(shop.id, () => placeOrders(app, shop.id, [newOrder(app, { profileId: anna })]));
  await inShop((tx) => recomputeNumbers(tx, shop.id, [anna]));
};

describe('what others read of a person', () => {
  it('is nothing but their place before anybody looked', async () => {
    expect(await read()).toMatchObject({
      ...{ scores: { kind: 'never-bought' }, priceBand: null, place: { countryCode: 'DE', city: 'Berlin' } },
      favourites: { from: 0 },
    });
    await buy();
    expect((await read()).scores).toEqual({ kind: 'not-yet' });
  });

  it('says how many buyers are wanting for scores', async () => {
    await buy();
    await enrich();
    expect((await read()).scores).toEqual({ kind: 'too-few-buyers', buyers: 1, needed: 50 });
  });

  it('names collections by their titles, and none that is gone', async () => {
    const ids = [gid('Collection', 1), gid('Collection', 2)];
    await withShop(shop.id, () => stockShelf(app, shop.id, [productReport(1, { collectionIds: ids })]));
    const collection = { id: gid('Collection', 1), handle: 'new', title: 'New', updatedAt: after(0) };
    await inShop((tx) => storeCollections(tx, shop.id, [collection]));
    await buy();
    await enrich();
    expect((await read()).favourites.collection).toEqual([{ value: 'New', share: 1 }]);
  });

  it('has Shopify’s own figures beside it', async () => {
    const statistics = { rfmGroup: 'LOYAL', predictedSpendTier: 'HIGH', asOf: after(0) };
    await inShop((tx) => storeCustomers(tx, shop.id, [customerRecord(1, { statistics })]));
    expect((await read()).shopify).toEqual({ rfmGroup: 'LOYAL', predictedSpendTier: 'HIGH' });
  });
});
