import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { gid, productReport, variantReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { shuffled } from '../../../tests/models/order-life';
import {
  lastOf,
  tellingsOfVariant,
  variantLives,
  variantOf,
  type VariantTelling,
} from '../../../tests/models/variant-life';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { InventoryItemReport, ProductReport, VariantReport, VariantStockReport } from '../events/reports';
import { storeProducts } from './store-products.server';
import { storeInventoryItem, storeInventoryLevels, storeVariantStock } from './store-stock.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const store = (...reports: ProductReport[]) => inShop((tx) => storeProducts(tx, shop.id, reports));
const stock = (report: VariantStockReport) => inShop((tx) => storeVariantStock(tx, shop.id, report));
const item = (report: InventoryItemReport) => inShop((tx) => storeInventoryItem(tx, shop.id, report));
const changes = (product = 1) =>
  inShop((tx) =>
    tx.catalogChange.findMany({
      where: { variantId: variantOf(product) },
      orderBy: [{ kind: 'asc' }, { occurredAt: 'asc' }],
    }),
  );
const variant = (product = 1) =>
  inShop((tx) => tx.variant.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: variantOf(product) } } }));
const asOf = (minute: number, changed: Partial<VariantReport> = {}): ProductReport =>
  productReport(1, { updatedAt: after(minute * 60_000), variants: [variantReport(10, changed)] });
const soldOut = { inventoryQuantity: 0, isAvailable: false };

describe('a change of the catalogue', () => {
  it('is kept with what was before and after, and when; what stays the same is none', async () => {
    await store(asOf(0, { priceMinor: 1_000 }));
    await store(asOf(1, { priceMinor: 800 }));
    await store(asOf(2, { priceMinor: 800, ...soldOut }));
    await store(asOf(3, { priceMinor: 800, ...soldOut, title: 'Renamed' }));
    expect(await changes()).toMatchObject([
      { kind: 'price', before: 1_000, after: 800, occurredAt: after(60_000), productId: gid('Product', 1) },
      { kind: 'stock', before: 5, after: 0, wasAvailable: true, isAvailable: false, occurredAt: after(120_000) },
    ]);
  });

  it('is none where a product is seen for the first time, or told late', async () => {
    await store(asOf(2, { priceMinor: 900 }));
    await store(asOf(1, { priceMinor: 800 }));
    expect(await changes()).toEqual([]);
  });

  it('by a topic of stock is kept once, also when the product then tells the same', async () => {
    await store(asOf(0));
    await stock({ variantId: variantOf(1), inventoryQuantity: 0, isAvailable: false, updatedAt: after(30_000) });
    await store(asOf(1, soldOut));
    expect(await changes()).toMatchObject([{ kind: 'stock', before: 5, after: 0, occurredAt: after(30_000) }]);
  });

  it('that is told of before its product holds until the product’s report is newer', async () => {
    await stock({ variantId: variantOf(1), inventoryQuantity: 0, isAvailable: false, updatedAt: after(90_000) });
    await store(asOf(1));
    expect(await variant()).toMatchObject({ inventoryQuantity: 0, isAvailable: false });
    await store(asOf(2));
    expect(await variant()).toMatchObject({ inventoryQuantity: 5, isAvailable: true });
  });

  it('can be that nobody counts it any more: then it can be bought, whatever its product says', async () => {
    await store(asOf(0, { ...soldOut, isTracked: null }));
    await item({
      inventoryItemId: gid('InventoryItem', 10),
      isTracked: false,
      costMinor: null,
      updatedAt: after(30_000),
    });
    expect(await variant()).toMatchObject({ isAvailable: true, isTracked: false });
    await store(asOf(1, { ...soldOut, isTracked: null }));
    expect(await variant()).toMatchObject({ isAvailable: true, isTracked: false });
    await item({
      inventoryItemId: gid('InventoryItem', 10),
      isTracked: true,
      costMinor: null,
      updatedAt: after(20_000),
    });
    expect(await variant(), 'an older report changes nothing').toMatchObject({ isTracked: false });
    await item({
      inventoryItemId: gid('InventoryItem', 10),
      isTracked: true,
      costMinor: null,
      updatedAt: after(90_000),
    });
    expect(await variant()).toMatchObject({ isAvailable: false, isTracked: true });
  });
});

describe('what a variant costs the merchant', () => {
  const cost = async () => (await variant()).costMinor;
  const itemCosts = (costMinor: number | null, seconds: number) =>
    item({ inventoryItemId: gid('InventoryItem', 10), isTracked: true, costMinor, updatedAt: after(seconds * 1_000) });

  it('stays where a product’s report does not tell it, and is what was told last', async () => {
    await store(asOf(0, { costMinor: 400 }));
    expect(await cost()).toBe(400);
    await store(asOf(1));
    expect(await cost()).toBe(400);
    await itemCosts(450, 90);
    expect(await cost()).toBe(450);
    await itemCosts(300, 80);
    expect(await cost(), 'an older report changes nothing').toBe(450);
    await store(asOf(1, { costMinor: 400 }));
    expect(await cost(), 'nor does a product’s that is older').toBe(450);
    await itemCosts(null, 100);
    expect(await cost()).toBeNull();
  });

  it('that is told of before its product is known then', async () => {
    await itemCosts(450, 30);
    await store(asOf(0));
    expect(await cost()).toBe(450);
  });
});

describe('what is told of a variant, in any order and some of it again', () => {
  it('amounts to what was told last, and its changes follow from one another up to that', async () => {
    let product = 0;
    const tell = (telling: VariantTelling) =>
      telling.kind === 'product' ? store(telling.product) : stock(telling.stock);
    const life = fc.constant(null).chain(() => variantLives((product += 1)));
    await fc.assert(
      fc.asyncProperty(
        life.chain((told) => shuffled(tellingsOfVariant(told)).map((tellings) => ({ told, tellings }))),
        async ({ told, tellings }) => {
          await inShop((tx) => tx.product.deleteMany({ where: { shopId: shop.id } }));
          await inShop((tx) => tx.variantStock.deleteMany({ where: { shopId: shop.id } }));
          await inShop((tx) => tx.catalogChange.deleteMany({ where: { shopId: shop.id } }));
          for (const telling of tellings) await tell(telling);
          const last = lastOf(told);
          expect(await variant(told.product)).toMatchObject({
            ...{ priceMinor: last.priceMinor, inventoryQuantity: last.quantity, isAvailable: last.quantity > 0 },
          });
          for (const kind of ['price', 'stock']) {
            const chain = (await changes(told.product)).filter((change) => change.kind === kind);
            for (const [index, { before }] of chain.entries())
              if (index > 0) expect(before, `${kind} ${index}`).toBe(chain[index - 1]?.after);
            const end = kind === 'price' ? last.priceMinor : last.quantity;
            if (chain.length) expect(chain.at(-1)?.after).toBe(end);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('levels of stock', () => {
  const level = (available: number | null, minute: number, location = 1) => ({
    ...{ inventoryItemId: gid('InventoryItem', 10), locationId: gid('Location', location), available },
    updatedAt: after(minute * 60_000),
  });
  const levels = () =>
    inShop(async (tx) =>
      (await tx.inventoryLevel.findMany({ orderBy: { locationId: 'asc' } })).map(({ available }) => available),
    );
  const storeLevels = (...told: ReturnType<typeof level>[]) => inShop((tx) => storeInventoryLevels(tx, shop.id, told));

  it('are the newest of each location, in one batch or many', async () => {
    await storeLevels(level(3, 2), level(7, 1), level(9, 1, 2));
    await storeLevels(level(1, 1));
    expect(await levels()).toEqual([3, 9]);
    await storeLevels(level(null, 3));
    expect(await levels()).toEqual([null, 9]);
    await storeLevels();
  });
});
