import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { makeVisitor } from '../../../tests/factories/people';
import { variantReport } from '../../../tests/factories/reports';
import { productId, shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import type { ProductSource } from '../documents/blocks/product-source';
import { productLists } from './product-lists.server';

const app = testApp(await testDatabase());
const DAY = 86_400_000;
const soldOut = [variantReport(5, { isAvailable: false })];

/** Six products, the later the newer; 5 is sold out, 6 has no picture; 2 and 4 are of a collection. */
async function inShop(work: (shopId: string, profileId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    const changes = { 2: { collectionIds: ['c'] }, 4: { collectionIds: ['c'] }, 5: { variants: soldOut } };
    const products = [1, 2, 3, 4, 5, 6].map((number) =>
      shownProduct(number, {
        createdAt: after(number * DAY - 30 * DAY),
        ...(changes[number as keyof typeof changes] ?? {}),
        ...(number === 6 ? { imageUrl: null } : {}),
      }),
    );
    await stockShelf(app, id, products);
    await work(id, await makeVisitor(app, id));
  });
}
async function list(shopId: string, source: ProductSource): Promise<readonly string[] | undefined> {
  const grid = { key: 'grid', kind: 'product-grid', source, count: 4, across: 2 } as const;
  return (await productLists(app.db.prisma, shopId, app.clock.now(), [grid])).get('grid');
}
const numbers = (...wanted: number[]) => wanted.map(productId);

describe('products of a grid', () => {
  test('that were chosen stand as they were chosen, and of a reader’s own there is no list', () =>
    inShop(async (shopId) => {
      expect(await list(shopId, { from: 'chosen', productIds: numbers(3, 1) })).toEqual(numbers(3, 1));
      expect(await list(shopId, { from: 'recommended' })).toBeUndefined();
    }));

  test('that are new are the newest that can be shown', () =>
    inShop(async (shopId) => {
      expect(await list(shopId, { from: 'newest' })).toEqual(numbers(4, 3, 2, 1));
    }));

  test('that sell best are those of most orders of late, and there are none where nobody bought', () =>
    inShop(async (shopId, profileId) => {
      expect(await list(shopId, { from: 'best-selling' })).toEqual([]);
      const long = new Date(TEST_START.getTime() - 31 * DAY);
      await placeOrders(app, shopId, [
        newOrder(app, { profileId, products: [3, 1] }),
        newOrder(app, { profileId, products: [1] }),
        ...[1, 2, 3].map(() => newOrder(app, { profileId, products: [2], placedAt: long })),
      ]);
      expect(await list(shopId, { from: 'best-selling' })).toEqual(numbers(1, 3));
    }));

  test('of a collection are those that sell best of it, then the newest', () =>
    inShop(async (shopId, profileId) => {
      const ofCollection = { from: 'collection', collectionId: 'c' } as const;
      expect(await list(shopId, ofCollection)).toEqual(numbers(4, 2));
      await placeOrders(app, shopId, [newOrder(app, { profileId, products: [2, 1] })]);
      expect(await list(shopId, ofCollection)).toEqual(numbers(2, 4));
    }));

  test('leave out what the shop wants left out of recommendations, but not what was chosen by hand', () =>
    inShop(async (shopId) => {
      await app.db.prisma.recommendationRule.create({
        data: {
          ...{ shopId, id: app.ids.next(), createdAt: app.clock.now(), effect: 'exclude' },
          subject: { kind: 'product', productId: productId(4) },
        },
      });
      expect(await list(shopId, { from: 'newest' })).toEqual(numbers(3, 2, 1));
      expect(await list(shopId, { from: 'chosen', productIds: numbers(4) })).toEqual(numbers(4));
    }));
});
