import { describe, expect, test } from 'vitest';
import { createModelStore } from '~/decisions/recommendations/models.server';
import type { RecommenderModel } from '~/decisions/recommendations/model';
import { letNewestServe, useVersion } from '~/decisions/recommendations/versions.server';
import { rowOf } from '~/decisions/recommendations/rows';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { productId } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { trainRecommender } from './train.server';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const app = testApp(await testDatabase());
const { prisma } = app.db;

async function inShop(work: (shopId: string, profileId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => work(id, (await makePerson(app, id)).profileId));
}
const ago = (ms: number) => after(-ms, app.clock.now());

type Bought = { products: number[]; daysAgo?: number; isTest?: boolean; cancelledAt?: Date };
const buy = (shopId: string, profileId: string, orders: Bought[]) =>
  placeOrders(
    app,
    shopId,
    orders.map(({ daysAgo = 1, ...order }) => newOrder(app, { ...order, profileId, placedAt: ago(daysAgo * DAY) })),
  );

async function view(shopId: string, profileId: string, number: number, at: Date): Promise<void> {
  const about = { occurredAt: at, recordedAt: at, dedupeKey: `view-${app.ids.next()}`, source: 'storefront' };
  const properties = { productId: productId(number) };
  await prisma.event.create({
    data: { shopId, id: app.ids.next(), profileId, type: 'product_viewed', ...about, properties },
  });
}
const activeModel = async (shopId: string): Promise<RecommenderModel> => {
  const active = await createModelStore().active(prisma, shopId);
  if (!active) throw new Error('no model is active');
  return active.model;
};
/** The visits a model holds, as numbers of products. */
async function sessionsIn(shopId: string): Promise<number[][]> {
  const model = await activeModel(shopId);
  const fitted = model.strategies['visits-alike'];
  if (fitted?.kind !== 'session-knn') throw new Error('visits are always learnt from');
  return Array.from({ length: fitted.part.sessions.offsets.length - 1 }, (_, row) =>
    [...rowOf(fitted.part.sessions, row)].map((item) => Number(model.ids[item]?.split('/').at(-1))),
  );
}

describe('training', () => {
  test('of a shop without orders and visits learns nothing and leaves nothing', () =>
    inShop(async (shopId) => {
      expect(await trainRecommender(app, shopId)).toEqual({ kind: 'nothing-to-learn-from' });
      expect(await prisma.recommenderModel.count({ where: { shopId } })).toBe(0);
    }));

  test('learns from orders and serves from then on, with what it measured', () =>
    inShop(async (shopId, profileId) => {
      const past = Array.from({ length: 9 }, (_, age) => ({ products: [1, 2], daysAgo: 100 - age }));
      await buy(shopId, profileId, [...past, { products: [1, 2], daysAgo: 1 }]);
      const quality = { cases: 1, hitRate10: 1, popularityHitRate10: 1 };
      const trained = { kind: 'trained', version: 1, orders: 10, visits: 0, quality };
      expect(await trainRecommender(app, shopId)).toMatchObject(trained);
      const model = await prisma.recommenderModel.findFirstOrThrow({ where: { shopId, isActive: true } });
      expect(model).toMatchObject({ version: 1, metrics: quality, trainedAt: app.clock.now() });
      const { 'cart-together': together } = (await activeModel(shopId)).strategies;
      expect(together).toMatchObject({ part: { together: Uint32Array.of(10, 10) } });
    }));

  test('again makes a new version of the newer history', () =>
    inShop(async (shopId, profileId) => {
      await buy(shopId, profileId, [{ products: [1, 2] }]);
      await trainRecommender(app, shopId);
      await buy(shopId, profileId, [{ products: [1, 3] }]);
      expect(await trainRecommender(app, shopId)).toMatchObject({ version: 2, orders: 2 });
      expect((await activeModel(shopId)).ids).toEqual([1, 2, 3].map(productId));
    }));

  test('leaves out cancelled orders, test orders and lines that name no product', () =>
    inShop(async (shopId, profileId) => {
      await buy(shopId, profileId, [
        { products: [1, 2] },
        { products: [3, 4], cancelledAt: ago(0) },
        { products: [5, 6], isTest: true },
      ]);
      const tip = newOrder(app, { profileId });
      await placeOrders(app, shopId, [{ ...tip, lines: tip.lines.map((line) => ({ ...line, productId: null })) }]);
      expect(await trainRecommender(app, shopId)).toMatchObject({ orders: 1 });
      expect((await activeModel(shopId)).ids).toEqual([1, 2].map(productId));
    }));

  test('does not know of orders after now: the dev store’s history may lie ahead', () =>
    inShop(async (shopId, profileId) => {
      await buy(shopId, profileId, [{ products: [1, 2] }, { products: [3, 4], daysAgo: -1 }]);
      await trainRecommender(app, shopId);
      expect((await activeModel(shopId)).ids).toEqual([1, 2].map(productId));
    }));

  test('learns from its own shop alone', () =>
    inShop(async (shopId, profileId) => {
      await buy(shopId, profileId, [{ products: [1, 2] }]);
      await inShop(async (otherId) => {
        expect(await trainRecommender(app, otherId)).toEqual({ kind: 'nothing-to-learn-from' });
        expect(await trainRecommender(app, shopId)).toEqual({ kind: 'nothing-to-learn-from' });
      });
    }));
});

describe('versions', () => {
  /** Two products that go together, a day apart, so that there is something to measure. */
  const measurable = (shopId: string, profileId: string) =>
    buy(
      shopId,
      profileId,
      Array.from({ length: 20 }, (_, age) => ({ products: [1, 2], daysAgo: age + 1 })),
    );
  const versions = (shopId: string) =>
    prisma.recommenderModel.findMany({
      where: { shopId },
      orderBy: { version: 'asc' },
      select: { version: true, kind: true, isActive: true, verdict: true, metrics: true },
    });

  test('of the nights after one that measured are fitted to what is new, with its mixes and its figures', () =>
    inShop(async (shopId, profileId) => {
      await measurable(shopId, profileId);
      expect(await trainRecommender(app, shopId)).toMatchObject({ plan: 'full', verdict: 'first' });
      await buy(shopId, profileId, [{ products: [1, 3] }]);
      expect(await trainRecommender(app, shopId)).toMatchObject({ plan: 'refit', verdict: 'refitted', orders: 21 });
      const [first, second] = await versions(shopId);
      expect(second).toMatchObject({ kind: 'refit', isActive: true });
      expect(second?.metrics).toEqual({ ...(first?.metrics as object), products: 3 });
      expect((await activeModel(shopId)).ids).toHaveLength(3);
    }));

  test('wait where one was chosen by hand, until new ones may serve again', () =>
    inShop(async (shopId, profileId) => {
      await measurable(shopId, profileId);
      await trainRecommender(app, shopId);
      await trainRecommender(app, shopId);
      expect(await app.db.transaction((tx) => useVersion(tx, shopId, 1))).toEqual({ kind: 'serves' });
      expect(await trainRecommender(app, shopId)).toMatchObject({ version: 3, verdict: 'waits' });
      const serving = async () =>
        (await versions(shopId)).filter(({ isActive }) => isActive).map((each) => each.version);
      expect(await serving()).toEqual([1]);
      await app.db.transaction((tx) => letNewestServe(tx, shopId));
      expect(await serving()).toEqual([3]);
      expect(await trainRecommender(app, shopId)).toMatchObject({ version: 4, verdict: 'refitted' });
      expect(await serving()).toEqual([4]);
    }));

  test('that know half of the products are held back, and what served goes on', () =>
    inShop(async (shopId, profileId) => {
      await buy(shopId, profileId, [
        { products: [1, 2, 3, 4, 5], daysAgo: 30 },
        ...Array.from({ length: 10 }, (_, age) => ({ products: [1, 2], daysAgo: age + 1 })),
      ]);
      await trainRecommender(app, shopId);
      await prisma.order.updateMany({ where: { shopId, placedAt: ago(30 * DAY) }, data: { cancelledAt: ago(0) } });
      expect(await trainRecommender(app, shopId)).toMatchObject({ version: 2, verdict: 'held-back' });
      expect(await versions(shopId)).toMatchObject([{ isActive: true }, { isActive: false }]);
      expect((await activeModel(shopId)).ids).toHaveLength(5);
    }));

  test('of old are dropped, but never the one that serves', () =>
    inShop(async (shopId, profileId) => {
      await measurable(shopId, profileId);
      await trainRecommender(app, shopId);
      await app.db.transaction((tx) => useVersion(tx, shopId, 1));
      for (let night = 0; night < 6; night++) await trainRecommender(app, shopId);
      expect((await versions(shopId)).map(({ version, isActive }) => (isActive ? -version : version))).toEqual([
        -1, 3, 4, 5, 6, 7,
      ]);
    }));

  test('that are gone cannot be chosen', () =>
    inShop(async (shopId) => {
      expect(await app.db.transaction((tx) => useVersion(tx, shopId, 9))).toEqual({ kind: 'gone' });
    }));
});

describe('visits', () => {
  test('end with a pause of more than half an hour, and keep their order', () =>
    inShop(async (shopId, profileId) => {
      await view(shopId, profileId, 2, ago(100 * MINUTE));
      await view(shopId, profileId, 1, ago(70 * MINUTE));
      await view(shopId, profileId, 3, ago(70 * MINUTE - 30 * MINUTE - 1_000));
      await view(shopId, profileId, 4, ago(10 * MINUTE));
      expect(await trainRecommender(app, shopId)).toMatchObject({ orders: 0, visits: 2 });
      expect(await sessionsIn(shopId)).toEqual([
        [3, 4],
        [2, 1],
      ]);
    }));

  test('of two people at once are two', () =>
    inShop(async (shopId, profileId) => {
      const other = (await makePerson(app, shopId)).profileId;
      for (const [minute, who, number] of [
        [4, profileId, 1],
        [3, other, 3],
        [2, profileId, 2],
        [1, other, 4],
      ] as const)
        await view(shopId, who, number, ago(minute * MINUTE));
      await trainRecommender(app, shopId);
      expect(await sessionsIn(shopId)).toEqual([
        [3, 4],
        [1, 2],
      ]);
    }));

  test('of more than ninety days before the last one are forgotten', () =>
    inShop(async (shopId, profileId) => {
      for (const [days, number] of [
        [101, 1],
        [101, 2],
        [99, 3],
        [99, 4],
        [10, 5],
        [10, 6],
      ] as const)
        await view(shopId, profileId, number, ago(days * DAY));
      expect(await trainRecommender(app, shopId)).toMatchObject({ visits: 2 });
      expect((await activeModel(shopId)).ids).toEqual([3, 4, 5, 6].map(productId));
    }));

  test('alone are enough to learn from', () =>
    inShop(async (shopId, profileId) => {
      await view(shopId, profileId, 1, ago(2 * MINUTE));
      await view(shopId, profileId, 2, ago(MINUTE));
      const outcome = {
        ...{ kind: 'trained', version: 1, orders: 0, visits: 1, quality: null },
        ...{ plan: 'full', verdict: 'first' },
      };
      expect(await trainRecommender(app, shopId)).toEqual(outcome);
    }));
});
