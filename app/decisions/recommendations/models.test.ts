import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { trainedOn } from '../../../tests/factories/recommender-data';
import { shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { encodeModel } from './model';
import { createModelStore } from './models.server';
import { letNewestServe, storeVersion, useVersion } from './versions.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const inShop = async (work: (shopId: string) => Promise<void>) => {
  const { id } = await createShop(app);
  await withShop(id, () => work(id));
};
const activate = (shopId: string, baskets: string[][]) => {
  const bytes = encodeModel(trainedOn(baskets));
  return app.db.transaction((tx) =>
    storeVersion(tx, shopId, {
      ...{ bytes, metrics: { cases: 1 }, trainedAt: app.clock.now() },
      ...{ kind: 'full', verdict: { kind: 'first' } },
    }),
  );
};

describe('the model that serves', () => {
  test('is none before the first training', () =>
    inShop(async (shopId) => {
      expect(await createModelStore().active(prisma, shopId)).toBeNull();
    }));

  test('is the newest that was made active, read back as it was trained', () =>
    inShop(async (shopId) => {
      const models = createModelStore();
      await activate(shopId, [['a', 'b']]);
      expect(await models.active(prisma, shopId)).toEqual({ version: 1, model: trainedOn([['a', 'b']]) });
      await activate(shopId, [['c', 'd']]);
      expect(await models.active(prisma, shopId)).toEqual({ version: 2, model: trainedOn([['c', 'd']]) });
    }));

  test('is read once and kept until a newer one is active', () =>
    inShop(async (shopId) => {
      const models = createModelStore();
      await activate(shopId, [['a', 'b']]);
      const first = await models.active(prisma, shopId);
      expect((await models.active(prisma, shopId))?.model).toBe(first?.model);
      await activate(shopId, [['a', 'b']]);
      expect((await models.active(prisma, shopId))?.model).not.toBe(first?.model);
    }));

  test('comes whole also where it has many megabytes', () =>
    inShop(async (shopId) => {
      const model = { ...trainedOn([['a', 'b']]), more: Float64Array.from({ length: 3_500_000 }, (_, at) => at / 7) };
      await app.db.transaction((tx) =>
        storeVersion(tx, shopId, {
          ...{ bytes: encodeModel(model), metrics: {}, trainedAt: app.clock.now() },
          ...{ kind: 'full', verdict: { kind: 'first' } },
        }),
      );
      const active = await createModelStore().active(prisma, shopId);
      expect(encodeModel(active?.model ?? model).equals(encodeModel(model))).toBe(true);
      expect(active).not.toBeNull();
    }));

  test('of each shop is its own, also when many are kept and the least used are let go', async () => {
    const models = createModelStore({ budgetBytes: 20 * encodeModel(trainedOn([['common', 'x']])).length });
    const shops = await Promise.all(Array.from({ length: 23 }, () => createShop(app)));
    const look = (shopId: string) => withShop(shopId, () => models.active(prisma, shopId));
    for (const { id } of shops) await withShop(id, () => activate(id, [['common', id]]));
    const first = new Map<string, object | undefined>();
    for (const { id } of shops) {
      const model = await look(id);
      expect(model?.model.ids).toContain(id);
      first.set(id, model?.model);
    }
    const isKept = async (id: string) => (await look(id))?.model === first.get(id);
    expect(await isKept(shops.at(-1)?.id ?? '')).toBe(true);
    expect(await isKept(shops[0]?.id ?? '')).toBe(false);
  });
});

describe('what was added to a shop since its model was trained', () => {
  test('counts among what is kept: others are let go for it', async () => {
    const bytes = encodeModel(trainedOn([['common', 'x']])).length;
    const models = createModelStore({ budgetBytes: bytes * 2.5 });
    const [grows, other] = await Promise.all([createShop(app), createShop(app)]);
    const look = (shopId: string) => withShop(shopId, () => models.active(prisma, shopId));
    for (const { id } of [grows, other]) await withShop(id, () => activate(id, [['common', 'x']]));
    const kept = await look(other.id);
    await look(grows.id);
    expect((await look(other.id))?.model, 'both fit').toBe(kept?.model);
    const trained = await look(grows.id);
    const news = Array.from({ length: 400 }, (_, at) =>
      shownProduct(at + 1, { createdAt: after(1_000, app.clock.now()) }),
    );
    await withShop(grows.id, () => stockShelf(app, grows.id, news));
    expect((await look(grows.id))?.model.ids.length).toBe((trained?.model.ids.length ?? 0) + 400);
    expect((await look(other.id))?.model, 'it was let go, and is read again').not.toBe(kept?.model);
  });
});

describe('activating a model', () => {
  test('counts versions on, and exactly one is active', () =>
    inShop(async (shopId) => {
      const versions = [];
      for (let times = 0; times < 3; times++) versions.push(await activate(shopId, [['a', 'b']]));
      expect(versions).toEqual([1, 2, 3]);
      const rows = await prisma.recommenderModel.findMany({ where: { shopId, isActive: true } });
      expect(rows.map((row) => row.version)).toEqual([3]);
      expect(rows).toMatchObject([{ trainedAt: app.clock.now(), metrics: { cases: 1 } }]);
    }));

  test('and going back to one bring no bytes of any, which Prisma would make an array of numbers of', () =>
    inShop(async (shopId) => {
      await activate(shopId, [['a', 'b']]);
      const brought: unknown[] = [];
      const watching = prisma.$extends({
        query: {
          recommenderModel: {
            async $allOperations({ args, query }) {
              const answer: unknown = await query(args);
              brought.push(...[answer].flat());
              return answer;
            },
          },
        },
      }) as unknown as typeof prisma;
      await storeVersion(watching, shopId, {
        ...{ bytes: encodeModel(trainedOn([['c', 'd']])), metrics: {}, trainedAt: app.clock.now() },
        ...{ kind: 'full', verdict: { kind: 'first' } },
      });
      expect(await useVersion(watching, shopId, 1)).toEqual({ kind: 'serves' });
      await letNewestServe(watching, shopId);
      expect(brought.length).toBeGreaterThan(5);
      for (const each of brought) expect(Object.keys(each ?? {})).not.toContain('index');
    }));

  test('keeps the last five and drops older ones', () =>
    inShop(async (shopId) => {
      for (let times = 0; times < 8; times++) await activate(shopId, [['a', 'b']]);
      const rows = await prisma.recommenderModel.findMany({ where: { shopId }, orderBy: { version: 'asc' } });
      expect(rows.map((row) => row.version)).toEqual([4, 5, 6, 7, 8]);
    }));

  test('that does not come to its end leaves the one before serving', () =>
    inShop(async (shopId) => {
      await activate(shopId, [['a', 'b']]);
      const bytes = encodeModel(trainedOn([['c', 'd']]));
      const broken = app.db.transaction(async (tx) => {
        await storeVersion(tx, shopId, {
          bytes,
          metrics: {},
          trainedAt: app.clock.now(),
          kind: 'full',
          verdict: { kind: 'first' },
        });
        throw new Error('the power is gone');
      });
      await expect(broken).rejects.toThrow('the power is gone');
      expect((await createModelStore().active(prisma, shopId))?.version).toBe(1);
    }));

  test('by two at once never leaves two active ones', () =>
    inShop(async (shopId) => {
      await Promise.allSettled([activate(shopId, [['a', 'b']]), activate(shopId, [['c', 'd']])]);
      expect(await prisma.recommenderModel.count({ where: { shopId, isActive: true } })).toBe(1);
    }));
});
