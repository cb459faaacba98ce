import { beforeEach, describe, expect, it } from 'vitest';
import { gid, productReport, variantReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { VariantReport, VariantStockReport } from '../events/reports';
import { takeNews } from './catalog-news.server';
import { storeProducts } from './store-products.server';
import { storeVariantStock } from './store-stock.server';

const app = testApp(await testDatabase());
const DAY = 86_400_000;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => app.db.transaction(work));
const store = (ms: number, changed: Partial<VariantReport> = {}) =>
  inShop((tx) =>
    storeProducts(tx, shop.id, [productReport(1, { updatedAt: after(ms), variants: [variantReport(10, changed)] })]),
  );
const stock = (ms: number, changed: Partial<VariantStockReport>) =>
  inShop((tx) =>
    storeVariantStock(tx, shop.id, {
      ...{ variantId: gid('ProductVariant', 10), inventoryQuantity: 0, isAvailable: false, updatedAt: after(ms) },
      ...changed,
    }),
  );
const news = () => inShop((tx) => takeNews(tx, shop.id, 100));
const soldOut = { inventoryQuantity: 0, isAvailable: false };

describe('back in stock', () => {
  it('is noted when what was sold out can be bought, once, by whichever report tells it first', async () => {
    await store(0, soldOut);
    await stock(1_000, { inventoryQuantity: 4, isAvailable: true });
    await store(2_000, { inventoryQuantity: 4 });
    await store(2_000, { inventoryQuantity: 4 });
    expect(await news()).toEqual([
      {
        ...{ variantId: gid('ProductVariant', 10), productId: gid('Product', 1), change: 'back-in-stock' },
        ...{ occurredAt: after(1_000), before: 0, after: 4, lowestMinor: null },
      },
    ]);
    expect(await news()).toEqual([]);
  });

  it('is not noted of what is seen for the first time, nor by an older report', async () => {
    await store(5_000, { inventoryQuantity: 4 });
    await stock(1_000, soldOut);
    await store(2_000, soldOut);
    expect(await news()).toEqual([]);
  });
});

describe('a lower price', () => {
  it('is noted against the lowest of the thirty days before it', async () => {
    await store(0, { priceMinor: 1_000 });
    await store(1 * DAY, { priceMinor: 1_500 });
    await store(2 * DAY, { priceMinor: 1_200 });
    await store(3 * DAY, { priceMinor: 900 });
    expect(await news()).toMatchObject([{ change: 'price-drop', before: 1_200, after: 900, lowestMinor: 1_000 }]);
  });

  it('is news again once the lower one is more than thirty days ago', async () => {
    await store(0, { priceMinor: 1_000 });
    await store(1 * DAY, { priceMinor: 1_500 });
    await store(32 * DAY, { priceMinor: 1_200 });
    expect(await news()).toMatchObject([{ change: 'price-drop', before: 1_500, after: 1_200, lowestMinor: 1_500 }]);
  });
});

describe('the last pieces', () => {
  it('are noted with each fall while few are there, and not when the last is gone', async () => {
    await store(0, { inventoryQuantity: 60 });
    await store(1_000, { inventoryQuantity: 55 });
    await store(2_000, { inventoryQuantity: 4 });
    await store(3_000, { inventoryQuantity: 6 });
    await store(4_000, soldOut);
    expect(await news()).toMatchObject([{ change: 'low-stock', before: 55, after: 4 }]);
  });
});
