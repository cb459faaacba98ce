import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { gid, productReport, variantReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { ProductReport } from '../events/reports';
import { deleteProduct, storeProducts } from './store-products.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const store = (...products: ProductReport[]) => inShop((tx) => storeProducts(tx, shop.id, products));
const remove = (id: number, ms: number) => inShop((tx) => deleteProduct(tx, shop.id, gid('Product', id), after(ms)));

async function product(id: number) {
  return withShop(shop.id, () =>
    db.prisma.product.findUnique({
      where: { shopId_id: { shopId: shop.id, id: gid('Product', id) } },
      include: { variants: { orderBy: { position: 'asc' } } },
    }),
  );
}

type Told = { kind: 'report'; minute: number; variants: number[] } | { kind: 'deletion'; minute: number };

const told = (minute: number): fc.Arbitrary<Told> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .uniqueArray(fc.integer({ min: 0, max: 3 }))
        .map((variants): Told => ({ kind: 'report', minute, variants })),
    },
    { weight: 1, arbitrary: fc.constant<Told>({ kind: 'deletion', minute }) },
  );

const story = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, minute) => told(minute))))
  .chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 3 }),
    ),
  )
  .map(([all, once, again]) => ({ all, heard: [...once, ...again] }));

const report = (id: number, { minute, variants }: { minute: number; variants: number[] }): ProductReport =>
  productReport(id, {
    title: `As of minute ${minute}`,
    updatedAt: after(minute * 60_000),
    variants: variants.map((variant) => variantReport(id * 10 + variant, { priceMinor: minute * 100 + variant })),
  });

describe('reports of a product, in any order and any number of times', () => {
  it('amount to the newest one; deleted is what was deleted last', async () => {
    let id = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ all, heard }) => {
        id += 1;
        for (const each of heard)
          await (each.kind === 'report' ? store(report(id, each)) : remove(id, each.minute * 60_000));
        const stored = await product(id);
        const last = all.at(-1);
        if (last?.kind === 'deletion') {
          expect(stored?.deletedAt).toEqual(after(last.minute * 60_000));
          return;
        }
        const newest = report(id, last ?? { minute: 0, variants: [] });
        expect(stored).toMatchObject({ deletedAt: null, title: newest.title, sourceUpdatedAt: newest.updatedAt });
        expect(stored?.variants.map((variant) => [variant.id, variant.priceMinor])).toEqual(
          newest.variants.map((variant) => [variant.id, variant.priceMinor]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('may all come in one batch', async () => {
    const minutes = [3, 1, 4, 1, 5, 2];
    await store(
      ...minutes.map((minute) => report(1, { minute, variants: [minute % 3] })),
      report(2, { minute: 0, variants: [0] }),
    );
    expect(await product(1)).toMatchObject({ title: 'As of minute 5', variants: [{ priceMinor: 502 }] });
    expect(await product(2)).toMatchObject({ title: 'As of minute 0' });
  });

  it('stored by several workers at once amount to the newest one', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, minute) =>
        store(report(1, { minute: (minute * 5) % 12, variants: [minute % 3] })),
      ),
    );
    expect(await product(1)).toMatchObject({ title: 'As of minute 11' });
  });
});

describe('a product that was deleted', () => {
  it('before anything of it was told does not come back by a late report', async () => {
    await remove(1, 60_000);
    await store(report(1, { minute: 0, variants: [0] }));
    expect(await product(1)).toMatchObject({
      deletedAt: after(60_000),
      isPublished: false,
      status: 'ARCHIVED',
      variants: [],
    });
  });

  it('is deleted since the latest time that was told', async () => {
    await remove(1, 120_000);
    await remove(1, 60_000);
    expect((await product(1))?.deletedAt).toEqual(after(120_000));
  });
});

describe('what a report tells', () => {
  it('is stored as it is', async () => {
    const full = productReport(1, {
      tags: ['a "b"', "c'd", '{e,f}', 'ü'],
      collectionIds: [gid('Collection', 1)],
      imageUrl: 'https://cdn.example/1.jpg',
      imageAlt: null,
      variants: [
        variantReport(11, { sku: 'S-1', compareAtPriceMinor: 2_000, inventoryQuantity: -3, isAvailable: false }),
        variantReport(12, { inventoryQuantity: null }),
      ],
    });
    await store(full);
    const { updatedAt, variants, ...told } = full;
    expect(await product(1)).toMatchObject({ ...told, sourceUpdatedAt: updatedAt });
    expect((await product(1))?.variants).toMatchObject(variants);
  });

  it('leaves collections as they are known where it says nothing of them', async () => {
    await store(productReport(1, { collectionIds: [gid('Collection', 1)] }));
    await store(productReport(1, { collectionIds: null, updatedAt: after(1) }));
    expect(await product(1)).toMatchObject({ collectionIds: [gid('Collection', 1)], sourceUpdatedAt: after(1) });
    await store(productReport(1, { collectionIds: [gid('Collection', 2)], updatedAt: after(2) }));
    expect(await product(1)).toMatchObject({ collectionIds: [gid('Collection', 2)] });
    await store(productReport(1, { collectionIds: [], updatedAt: after(3) }));
    expect(await product(1), 'none is something that was said').toMatchObject({ collectionIds: [] });
  });

  it('may be that there are no variants, or nothing at all', async () => {
    await store();
    await store(productReport(1));
    await store(productReport(1, { variants: [], updatedAt: after(1) }));
    expect((await product(1))?.variants).toEqual([]);
  });

  it('does not touch the variants of other products in the batch', async () => {
    await store(productReport(1), productReport(2));
    await store(productReport(1, { variants: [variantReport(11)], updatedAt: after(1) }), productReport(2));
    expect((await product(1))?.variants.map(({ id }) => id)).toEqual([gid('ProductVariant', 11)]);
    expect((await product(2))?.variants.map(({ id }) => id)).toEqual([gid('ProductVariant', 20)]);
  });

  it('is of one shop: the same product elsewhere is another', async () => {
    await store(productReport(1));
    const mine = shop;
    shop = await createShop(app);
    await store(productReport(1, { title: 'Theirs', updatedAt: after(1) }));
    await remove(1, 60_000);
    shop = mine;
    expect(await product(1)).toMatchObject({ title: 'Product 1', deletedAt: null });
  });
});
