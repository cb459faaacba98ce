import { beforeEach, describe, expect, it } from 'vitest';
import { gid, productReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { CollectionReport } from '../events/reports';
import { deleteCollection, storeCollections } from './store-collections.server';
import { storeProducts } from './store-products.server';

const app = testApp(await testDatabase());

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => app.db.transaction(work));
const lamps = (minute: number): CollectionReport => ({
  ...{ id: gid('Collection', 1), handle: 'lamps', title: `Lamps ${minute}`, updatedAt: after(minute * 60_000) },
});
const store = (...reports: CollectionReport[]) => inShop((tx) => storeCollections(tx, shop.id, reports));
const remove = (minute: number) =>
  inShop((tx) => deleteCollection(tx, shop.id, gid('Collection', 1), after(minute * 60_000)));
const stored = () => inShop((tx) => tx.collection.findMany({ where: { shopId: shop.id } }));

describe('a collection', () => {
  it('is what was told of it last, in one batch or many', async () => {
    await store(lamps(2), lamps(1));
    await store(lamps(1));
    expect(await stored()).toMatchObject([{ handle: 'lamps', title: 'Lamps 2', deletedAt: null }]);
    await store();
  });

  it('that was deleted stays so, also where that is told first', async () => {
    await remove(1);
    await store(lamps(0));
    await store(lamps(5));
    expect(await stored()).toMatchObject([{ deletedAt: after(60_000) }]);
  });

  it('that is deleted holds no products any more; theirs of others stay', async () => {
    const [one, two] = [gid('Collection', 1), gid('Collection', 2)];
    await inShop((tx) => storeProducts(tx, shop.id, [productReport(1, { collectionIds: [one, two] })]));
    await remove(1);
    const product = await inShop((tx) => tx.product.findFirstOrThrow({ where: { shopId: shop.id } }));
    expect(product.collectionIds).toEqual([two]);
  });
});
