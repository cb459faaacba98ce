import { describe, expect, test } from 'vitest';
import type { Prisma } from '@prisma/client';
import { encodeModel } from '~/decisions/recommendations/model';
import { isHeld, storeVersion } from '~/decisions/recommendations/versions.server';
import type { Verdict } from '~/decisions/recommendations/verdict';
import { withShop } from '~/platform/db/db.server';
import { recommendingWorlds, type RecommendingWorld } from '../../../tests/factories/recommending-world';
import { trainedOn } from '../../../tests/factories/recommender-data';
import { createShop } from '../../../tests/factories/shops';
import { changeVersions } from './change-versions.server';
import { versionsPage } from './versions-page.server';

const inWorld = await recommendingWorlds();
const bytes = encodeModel(trainedOn([['a', 'b']]));

function train(
  { app, shop }: RecommendingWorld,
  verdict: Verdict,
  metrics: Prisma.InputJsonValue = {},
): Promise<number> {
  const trained = { bytes, metrics, trainedAt: app.clock.now(), kind: 'full', verdict } as const;
  return app.db.transaction((tx) => storeVersion(tx, shop.id, trained));
}
const change = ({ pages, domain }: RecommendingWorld, form: unknown) => changeVersions(pages, domain, '17', form);
const use = (world: RecommendingWorld, version: number | string) =>
  change(world, { intent: 'use', version: String(version) });
const serving = async ({ pages, domain }: RecommendingWorld) => {
  const { versions, isHeld } = await versionsPage(pages, domain);
  return { serves: versions.filter(({ isActive }) => isActive).map(({ version }) => version), isHeld };
};
const done = async ({ app, shop }: RecommendingWorld) =>
  (await app.db.prisma.activityEntry.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } }))
    .map(({ kind, actor, subject }) => ({ kind, actor, subject }))
    .filter(({ kind }) => kind.startsWith('recommender'));

describe('the versions of the recommender', () => {
  test('stand with what became of each, the newest first', () =>
    inWorld(async (world) => {
      const why = { kind: 'worse', hitRate10: 0.12, before: 0.3 } as const;
      await train(world, { kind: 'held-back', why }, { cases: 900, hitRate10: 0.12, popularityHitRate10: 0.1 });
      const contexts = [
        { context: 'cart', cases: 90, served: 0.1, chosen: 0.2, isNew: true },
        { context: 'nobody', cases: 80, served: 0.2, chosen: 0.1, isNew: false },
      ] as const;
      await train(world, { kind: 'chosen', contexts: [...contexts] });
      await train(world, { kind: 'waits' });
      const { shop, versions } = await versionsPage(world.pages, world.domain);
      expect(shop.name).toBe('Oak & Elm');
      expect(versions.map(({ version, isActive, isHeldBack }) => [version, isActive, isHeldBack])).toEqual([
        [4, false, false],
        [3, true, false],
        [2, false, true],
        [1, false, false],
      ]);
      expect(versions.map(({ verdict }) => verdict)).toEqual([
        'It waits, as another version had been chosen by hand.',
        'How much each way of choosing counts was chosen anew. It was taken where it was no worse than before on orders and visits that neither had seen: “With products in the cart”.',
        'Held back: it found what was wanted among ten in 12%, the version before in 30%.',
        'The first that could be trained: there was nothing to compare it with.',
      ]);
      expect(versions[2]?.found).toBe('Among ten in 12%, best-sellers in 10%, of 900 orders');
      expect(versions[3]?.found).toContain('Not measured');
    }));

  test.each<[string, Prisma.InputJsonValue]>([
    ['of before versions were compared', 'null'],
    ['of a kind nobody knows', { kind: 'tossed' }],
  ])('are told with a verdict %s', (_name, verdict) =>
    inWorld(async (world) => {
      await world.app.db.prisma.recommenderModel.updateMany({ where: { shopId: world.shop.id }, data: { verdict } });
      const [only] = (await versionsPage(world.pages, world.domain)).versions;
      expect(only?.verdict).toBe('From before versions were compared.');
    }),
  );

  test('are none before the first training', () =>
    inWorld(async (world) => {
      await world.app.db.prisma.recommenderModel.deleteMany({ where: { shopId: world.shop.id } });
      expect(await versionsPage(world.pages, world.domain)).toMatchObject({ versions: [], isHeld: false });
      expect(await change(world, { intent: 'let-new-ones-serve' })).toEqual({ kind: 'saved' });
    }));
});

describe('a version that is chosen by hand', () => {
  test('serves, and later ones wait until they are let serve again; both are written down once', () =>
    inWorld(async (world) => {
      await train(world, { kind: 'refitted' });
      expect(await use(world, 1)).toEqual({ kind: 'saved' });
      expect(await use(world, 1)).toEqual({ kind: 'saved' });
      expect(await serving(world)).toEqual({ serves: [1], isHeld: true });
      await train(world, { kind: 'waits' });
      expect(await serving(world)).toEqual({ serves: [1], isHeld: true });
      for (let click = 0; click < 2; click++) await change(world, { intent: 'let-new-ones-serve' });
      expect(await serving(world)).toEqual({ serves: [3], isHeld: false });
      expect(await done(world)).toEqual([
        { kind: 'recommender-version-chosen', actor: '17', subject: '1' },
        { kind: 'recommender-let-go-on', actor: '17', subject: null },
      ]);
    }));

  test('may be the one that serves already, which stays then', () =>
    inWorld(async (world) => {
      expect(await use(world, 1)).toEqual({ kind: 'saved' });
      expect(await serving(world)).toEqual({ serves: [1], isHeld: true });
    }));

  test('is one alone, however many choose at once', () =>
    inWorld(async (world) => {
      for (let night = 0; night < 3; night++) await train(world, { kind: 'refitted' });
      const outcomes = await Promise.all([1, 2, 3, 4, 1, 2].map((version) => use(world, version)));
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'saved'));
      const { serves, isHeld } = await serving(world);
      expect({ count: serves.length, isHeld }).toEqual({ count: 1, isHeld: true });
      const last = (await done(world)).at(-1);
      expect(last?.subject).toBe(String(serves[0]));
    }));

  test.each(['9', '0', '-1', '1.5', 'x', '1e99', '\u0000', '99999999999'])('cannot be %j, and says so', (version) =>
    inWorld(async (world) => {
      const outcome = await use(world, version);
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'version' }] });
      expect(await serving(world)).toEqual({ serves: [1], isHeld: false });
      expect(await done(world)).toEqual([]);
    }),
  );

  test('is that of its own shop', () =>
    inWorld(async (world) => {
      await train(world, { kind: 'refitted' });
      const other = await createShop(world.app);
      const outcome = await withShop(other.id, () =>
        changeVersions(world.pages, other.domain, '17', { intent: 'use', version: '2' }),
      );
      expect(JSON.stringify(outcome)).toContain('gone');
      expect(await serving(world)).toEqual({ serves: [2], isHeld: false });
    }));
});

/** As if an older release had written it. */
const age = ({ app, shop }: RecommendingWorld, version: number) =>
  app.db.prisma.recommenderModel.update({
    where: { shopId_version: { shopId: shop.id, version } },
    data: { index: Buffer.from('KNDR0 of long ago') },
  });

describe('a version that an older release wrote', () => {
  test('is marked, and cannot be chosen', () =>
    inWorld(async (world) => {
      await train(world, { kind: 'refitted' });
      await age(world, 1);
      const { versions } = await versionsPage(world.pages, world.domain);
      expect(versions.map(({ version, isReadable }) => [version, isReadable])).toEqual([
        [2, true],
        [1, false],
      ]);
      expect(JSON.stringify(await use(world, 1))).toContain('older release');
      expect(await serving(world)).toEqual({ serves: [2], isHeld: false });
      expect(await done(world)).toEqual([]);
    }));

  test('does not serve where new ones may again: the newest that can be read does', () =>
    inWorld(async (world) => {
      await train(world, { kind: 'refitted' });
      await train(world, { kind: 'refitted' });
      await use(world, 1);
      await age(world, 3);
      await change(world, { intent: 'let-new-ones-serve' });
      expect(await serving(world)).toEqual({ serves: [2], isHeld: false });
    }));

  test('keeps nothing waiting, though it was chosen by hand: the next one serves, and is held no more', () =>
    inWorld(async (world) => {
      await use(world, 1);
      await age(world, 1);
      expect(await withShop(world.shop.id, () => isHeld(world.app.db.prisma, world.shop.id))).toBe(false);
      await train(world, { kind: 'refitted' });
      expect(await serving(world)).toEqual({ serves: [2], isHeld: false });
    }));
});
