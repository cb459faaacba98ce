import type { Prisma } from '@prisma/client';
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
import { recommendFor, recommendForAll } from './recommend.server';

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

describe('the merchant’s rules', () => {
  const tell = (shopId: string, more: Partial<Prisma.RecommendationRuleCreateInput>) =>
    prisma.recommendationRule.create({
      data: {
        ...{ shopId, id: app.ids.next(), createdAt: app.clock.now(), effect: 'exclude' },
        subject: { kind: 'product', productId: productId(2) },
        ...more,
      },
    });

  test('leave products out, put others first, and say so', () =>
    inShop(async (shopId, profileId) => {
      await tell(shopId, {});
      await tell(shopId, { effect: 'pin', subject: { kind: 'product', productId: productId(6) } });
      expect(await ask(shopId, profileId)).toEqual(numbers(6, 3, 4));
      const input = { shopId, profileId, cart: [productId(1)], now: app.clock.now(), limit: 1 };
      expect(await recommendFor({ models }, prisma, input)).toEqual([
        { productId: productId(6), reason: { kind: 'pinned' }, strategy: 'pinned' },
      ]);
    }));

  test('never put first what is in the cart, was bought, or is sold out', () =>
    inShop(async (shopId, profileId) => {
      await tell(shopId, { effect: 'pin', subject: { kind: 'product', productId: productId(6) } });
      expect(await ask(shopId, profileId, [1, 6])).toEqual(numbers(2, 3, 4));
      await placeOrders(app, shopId, [newOrder(app, { profileId, products: [6] })]);
      expect(await ask(shopId, profileId)).toEqual(numbers(2, 3, 4));
      const soldOut = [variantReport(6, { isAvailable: false, priceMinor: 600 })];
      await stockShelf(app, shopId, [shownProduct(6, { variants: soldOut, updatedAt: after(1_000) })]);
      expect(await ask(shopId, await makeVisitor(app, shopId))).toEqual(numbers(2, 3, 4));
    }));

  test('hold from when they begin until they end', () =>
    inShop(async (shopId, profileId) => {
      const now = app.clock.now();
      await tell(shopId, { startsAt: after(1, now) });
      await tell(shopId, { endsAt: now });
      expect(await ask(shopId, profileId)).toEqual(numbers(2, 3, 4));
      await tell(shopId, { startsAt: now, endsAt: after(1, now) });
      expect(await ask(shopId, profileId)).toEqual(numbers(3, 4, 5));
    }));

  test('that leave the best out are looked behind as far as is needed', () =>
    inShop(async (shopId, profileId) => {
      for (const number of [2, 3, 4, 5])
        await tell(shopId, { subject: { kind: 'product', productId: productId(number) } });
      expect(await ask(shopId, profileId)).toEqual(numbers(6));
    }));
});

describe('what products earn', () => {
  test('speaks as much as the merchant lets it, where it is known what they cost', () =>
    inShop(async (shopId, profileId) => {
      const dear = [variantReport(2, { priceMinor: 200, costMinor: 190 })];
      const good = [variantReport(3, { priceMinor: 300, costMinor: 30 })];
      await stockShelf(app, shopId, [
        shownProduct(2, { variants: dear, updatedAt: after(1_000) }),
        shownProduct(3, { variants: good, updatedAt: after(1_000) }),
      ]);
      expect(await ask(shopId, profileId)).toEqual(numbers(2, 3, 4));
      await prisma.recommenderPolicy.create({ data: { shopId, marginPercent: 100 } });
      expect(await ask(shopId, profileId)).toEqual(numbers(3, 2, 4));
    }));
});

describe('products of a collection', () => {
  test('are all that is shown where one is asked for, and none where it is unknown', () =>
    inShop(async (shopId, profileId) => {
      for (const number of [4, 6])
        await stockShelf(app, shopId, [shownProduct(number, { collectionIds: ['c1'], updatedAt: after(1_000) })]);
      const among = async (collectionId: string) => {
        const input = { shopId, profileId, cart: [productId(1)], now: app.clock.now(), limit: 3, collectionId };
        return (await recommendFor({ models }, prisma, input)).map((chosen) => chosen.productId);
      };
      expect(await among('c1')).toEqual(numbers(4, 6));
      expect(await among('c2')).toEqual([]);
      await stockShelf(app, shopId, [shownProduct(9, { collectionIds: ['c1'], updatedAt: after(1_000) })]);
      expect(await among('c1'), 'one that nobody has bought comes last').toEqual(numbers(4, 6, 9));
    }));
});

describe('many people at once', () => {
  test('are each answered as they would be alone', () =>
    inShop(async (shopId, first) => {
      const people = [first, ...(await Promise.all(Array.from({ length: 104 }, () => makeVisitor(app, shopId))))];
      for (const [at, profileId] of people.slice(0, 6).entries()) {
        await view(shopId, profileId, at + 1, after(-MINUTE, app.clock.now()));
        if (at % 2) await placeOrders(app, shopId, [newOrder(app, { profileId, products: [at + 1] })]);
      }
      const terms = { shopId, now: app.clock.now(), limit: 4 };
      const shoppers = people.map((profileId, at) => ({ profileId, cart: at % 3 ? [productId((at % 6) + 1)] : [] }));
      const together = await recommendForAll({ models }, prisma, terms, shoppers);
      expect(together).toHaveLength(105);
      for (const at of [0, 1, 2, 3, 4, 5, 99, 100, 104]) {
        const shopper = shoppers[at];
        if (!shopper) throw new Error(`there is no shopper ${at}`);
        expect(together[at], `shopper ${at}`).toEqual(await recommendFor({ models }, prisma, { ...terms, ...shopper }));
      }
    }));
});

describe('a product that was added since the last training', () => {
  test('is shown to who looks at one that is described alike, at once', () =>
    inShop(async (shopId, profileId) => {
      const added = shownProduct(7, { title: 'Product 1 small', createdAt: after(1_000, app.clock.now()) });
      await stockShelf(app, shopId, [added]);
      const input = { shopId, profileId, cart: [productId(1)], now: app.clock.now(), limit: 6 };
      const shown = await recommendFor({ models }, prisma, input);
      expect(shown.map((chosen) => chosen.productId)).toContain(productId(7));
    }));
});
