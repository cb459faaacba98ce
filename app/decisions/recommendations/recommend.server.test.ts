import { describe, expect, test } from 'vitest';
import { encodeModel } from './model';
import type { ProductReport } from '~/capture/events/reports';
import { deleteProduct } from '~/capture/catalog/store-products.server';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { makeVisitor } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { trainedOn } from '../../../tests/factories/recommender-data';
import { variantReport } from '../../../tests/factories/reports';
import { productId, shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { createModelStore } from './models.server';
import { storeVersion } from './versions.server';
import { recommendFor } from './recommend.server';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const app = testApp(await testDatabase());
const { prisma } = app.db;
const models = createModelStore();

/** A shop of six products that are bought together with product 1, product 2 most and product 6 least. */
async function inShop(work: (shopId: string, profileId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    await stockShelf(app, id, 6);
    const pairs = [2, 3, 4, 5, 6].flatMap((other) => Array.from({ length: 8 - other }, () => [1, other]));
    const bytes = encodeModel(trainedOn(pairs.map((pair) => pair.map(productId))));
    await app.db.transaction((tx) =>
      storeVersion(tx, id, {
        bytes,
        metrics: {},
        trainedAt: app.clock.now(),
        kind: 'full',
        verdict: { kind: 'first' },
      }),
    );
    await work(id, await makeVisitor(app, id));
  });
}
const ask = async (shopId: string, profileId: string, cart = [1], limit = 3): Promise<string[]> => {
  const input = { shopId, profileId, cart: cart.map(productId), now: app.clock.now(), limit };
  return (await recommendFor({ models }, prisma, input)).map((chosen) => chosen.productId);
};
const numbers = (...wanted: number[]) => wanted.map(productId);

async function view(shopId: string, profileId: string, number: number, at: Date): Promise<void> {
  await prisma.event.create({
    data: {
      ...{ shopId, id: app.ids.next(), profileId, type: 'product_viewed', source: 'storefront' },
      ...{
        occurredAt: at,
        recordedAt: at,
        dedupeKey: `view-${app.ids.next()}`,
        properties: { productId: productId(number) },
      },
    },
  });
}

/** Reasons that hold for anybody. */
const POPULAR = ['best-seller', 'trending', 'first-choice', 'new-arrival'];

describe('products for a person', () => {
  test('are what goes with the cart, best first', () =>
    inShop(async (shopId, profileId) => {
      expect(await ask(shopId, profileId)).toEqual(numbers(2, 3, 4));
    }));

  test('are none before the shop’s first training', async () => {
    const { id } = await createShop(app);
    await withShop(id, async () => {
      expect(await ask(id, await makeVisitor(app, id))).toEqual([]);
    });
  });

  test.each<[string, Partial<ProductReport>]>([
    ['sold out', { variants: [variantReport(2, { isAvailable: false })] }],
    ['not published', { isPublished: false }],
    ['archived', { status: 'ARCHIVED' }],
    ['a draft', { status: 'DRAFT' }],
    ['without a picture', { imageUrl: null }],
  ])('never are %s', (_how, changes) =>
    inShop(async (shopId, profileId) => {
      const updatedAt = after(1_000);
      await stockShelf(app, shopId, [shownProduct(2, { ...changes, updatedAt })]);
      expect(await ask(shopId, profileId)).toEqual(numbers(3, 4, 5));
    }),
  );

  test('never are deleted', () =>
    inShop(async (shopId, profileId) => {
      await app.db.transaction((tx) => deleteProduct(tx, shopId, productId(2), after(1_000)));
      expect(await ask(shopId, profileId)).toEqual(numbers(3, 4, 5));
    }));

  test('may have some variants sold out as long as one is there', () =>
    inShop(async (shopId, profileId) => {
      const variants = [
        variantReport(2, { isAvailable: false, priceMinor: 200 }),
        variantReport(20, { priceMinor: 200 }),
      ];
      await stockShelf(app, shopId, [shownProduct(2, { variants, updatedAt: after(1_000) })]);
      expect(await ask(shopId, profileId)).toEqual(numbers(2, 3, 4));
    }));

  test('never are what the person bought before, unless that was cancelled', () =>
    inShop(async (shopId, profileId) => {
      const cancelled = newOrder(app, { profileId, products: [3], cancelledAt: app.clock.now() });
      await placeOrders(app, shopId, [newOrder(app, { profileId, products: [2] }), cancelled]);
      expect(await ask(shopId, profileId)).toEqual(numbers(3, 4, 5));
      expect(await ask(shopId, await makeVisitor(app, shopId))).toEqual(numbers(2, 3, 4));
    }));

  test('follow what the person looked at in the last fortnight, not before', () =>
    inShop(async (shopId, profileId) => {
      const reason = async () => {
        const input = { shopId, profileId, cart: [], now: app.clock.now(), limit: 1 };
        return (await recommendFor({ models }, prisma, input))[0]?.reason;
      };
      await view(shopId, profileId, 1, after(-14 * DAY - 1, app.clock.now()));
      expect(POPULAR).toContain((await reason())?.kind);
      await view(shopId, profileId, 1, after(-14 * DAY, app.clock.now()));
      expect(await reason()).toMatchObject({ kind: 'bought-together', withProductId: productId(1) });
    }));

  test('follow the newest thirty views', () =>
    inShop(async (shopId, profileId) => {
      await view(shopId, profileId, 1, after(-60 * MINUTE, app.clock.now()));
      for (let minute = 30; minute > 0; minute--)
        await view(shopId, profileId, 99, after(-minute * MINUTE, app.clock.now()));
      const input = { shopId, profileId, cart: [], now: app.clock.now(), limit: 6 };
      const kinds = (await recommendFor({ models }, prisma, input)).map(({ reason }) => reason.kind);
      expect(kinds.filter((kind) => !POPULAR.includes(kind))).toEqual([]);
    }));

  test('of one shop are never another’s', () =>
    inShop(async (shopId, profileId) => {
      const other = await createShop(app);
      await withShop(other.id, async () => {
        expect(await ask(shopId, profileId)).toEqual([]);
      });
    }));
});
