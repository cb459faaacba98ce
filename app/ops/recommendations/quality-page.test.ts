import { describe, expect, test } from 'vitest';
import type { Prisma } from '@prisma/client';
import { recommendingWorlds, type RecommendingWorld } from '../../../tests/factories/recommending-world';
import { qualityPage } from './quality-page.server';

const inWorld = await recommendingWorlds();

const worth = (hr10: number, hr20 = hr10) => ({
  ...{ hr10, hr20, mrr20: hr10 / 2, ndcg10: hr10 / 2, p10: hr10 / 10, r10: hr10, f1: hr10 / 5 },
  ...{ coverage20: 0.4, novelty: 7.25 },
});
const measured = (cases: number, gain: { mean: number; low: number; high: number }) => ({
  ...{ cases, coverage20: 0.4, novelty: 7.25, gain, hit10: { mean: 0.3, low: 0.2, high: 0.4 } },
  strategies: { hybrid: worth(0.3, 0.4), 'best-sellers': worth(0.12, 0.15), 'cart-together': worth(0.28) },
  histories: [
    { label: '1', cases: 60, hitRate10: 0.25, popularityHitRate10: 0.1 },
    { label: '4+', cases: 40, hitRate10: 0.375, popularityHitRate10: 0.15 },
  ],
});

const CLEAR = { mean: 0.06, low: 0.03, high: 0.09 };
const OPEN = { mean: 0.01, low: -0.02, high: 0.05 };

const write = ({ app, shop }: RecommendingWorld, metrics: Prisma.InputJsonValue) =>
  app.db.prisma.recommenderModel.updateMany({ where: { shopId: shop.id }, data: { metrics } });

describe('how good recommendations are', () => {
  test('is told situation by situation, with counts, shares, and how sure the difference is', () =>
    inWorld(async (world) => {
      await write(world, {
        ...{ cases: 1_250, hitRate10: 0.3, popularityHitRate10: 0.12, measuredAt: Date.parse('2026-03-01T02:00:00Z') },
        contexts: { cart: measured(1_250, CLEAR), viewed: measured(400, OPEN), nobody: measured(40, CLEAR) },
        mixes: { cart: { 'cart-together': 1.5 } },
      });
      const page = await qualityPage(world.pages, world.domain);
      expect(page.headline).toBe(
        'Of 1,250 later orders that it had not seen, one product each was hidden. Kindred has it among ten in 30% of them; best-sellers alone in 12%, which is 2.5 times as often.',
      );
      expect(page.version?.measuredAt).toBe('2026-03-01T02:00:00.000Z');
      const [cart, viewed, nobody] = page.situations;
      expect(cart).toMatchObject({
        ...{ context: 'cart', cases: '1,250 later orders', standing: 'better', advice: null },
        found: [{ percent: '30%' }, { percent: '12%' }],
        difference:
          'What is wanted is worth more the nearer it stands to the top, where people look: the one wanted product gets 100 points in first place, 50 in third, 29 in tenth and none further down (NDCG). On average Kindred gets 15 points, best-sellers 6. The true difference is between 3 and 9 points more.',
        histories: [
          { label: '1 product in the cart', cases: '60', kindred: '25%', bestSellers: '10%' },
          { label: '4 products in the cart or more', cases: '40', kindred: '38%', bestSellers: '15%' },
        ],
      });
      expect(viewed).toMatchObject({
        ...{
          standing: 'unclear',
          found: [{ words: 'Kindred has it among twenty', percent: '40%' }, { percent: '15%' }],
        },
        difference:
          'It may be found anywhere from 2 of 100 times less often to 5 of 100 times more often, compared with best-sellers: chance alone could make that difference.',
      });
      expect(viewed?.advice).toContain('more visits');
      expect(nobody).toMatchObject({
        ...{ standing: 'thin', cases: '40 first orders' },
        difference:
          'These are few: take the figures as rough. It is found between 3 and 9 of 100 times more often than by best-sellers.',
      });
      expect(page.notAsked.map(({ title }) => title)).toEqual([
        'A product viewed, what was seen before included',
        'Past buyers',
        'Past buyers, what is new to them',
        'New products',
      ]);
    }));

  test('sets all ways of choosing side by side, the mix first and its weights beside what it is made of', () =>
    inWorld(async (world) => {
      const mixes = { cart: { 'cart-together': 1.5, 'best-sellers': 0.5 } };
      await write(world, { contexts: { cart: measured(1_250, CLEAR) }, mixes });
      const [cart] = (await qualityPage(world.pages, world.domain)).situations;
      expect(cart?.strategies.map(({ name, share, isMix }) => [name, share, isMix])).toEqual([
        ['Kindred’s mix', null, true],
        ['Goes with the cart', '75% of the mix', false],
        ['Best-sellers', '25% of the mix', false],
      ]);
      expect(cart?.strategies[0]?.figures).toEqual(['30%', '0.15', '0.15', '3%', '30%', '40%', '7.3']);
    }));

  test('says which way a difference goes that is against it, the nearer bound first', () =>
    inWorld(async (world) => {
      await write(world, { contexts: { nobody: measured(300, { mean: -0.06, low: -0.09, high: -0.005 }) } });
      const [nobody] = (await qualityPage(world.pages, world.domain)).situations;
      expect(nobody?.standing).toBe('worse');
      expect(nobody?.difference).toBe('It is found between 0.5 and 9 of 100 times less often than by best-sellers.');
    }));

  test('is called rough where there are few orders, and as often where a bound is nothing', () =>
    inWorld(async (world) => {
      const contexts = { nobody: measured(300, { mean: -0.1, low: -0.3, high: 0 }) };
      await write(world, { cases: 99, hitRate10: 0.3, popularityHitRate10: 0, contexts });
      const { headline, situations } = await qualityPage(world.pages, world.domain);
      expect(headline).toContain('best-sellers alone in 0%. These are few orders: take both figures as rough.');
      expect(situations[0]?.difference).toContain('from 30 of 100 times less often to just as often, compared');
    }));

  test('is written as the shop writes figures', () =>
    inWorld(async (world) => {
      await world.app.db.prisma.shop.update({ where: { id: world.shop.id }, data: { locale: 'de' } });
      await write(world, { cases: 1_250, hitRate10: 0.055, popularityHitRate10: 0.02 });
      expect((await qualityPage(world.pages, world.domain)).headline).toContain('1.250 later orders');
      expect((await qualityPage(world.pages, world.domain)).headline).toContain('5,5\u00a0%');
    }));

  test.each<[string, Prisma.InputJsonValue]>([
    ['nothing', {}],
    ['a list', []],
    ['contexts that are none', { contexts: 7, mixes: 'no' }],
    ['a situation without best-sellers', { contexts: { cart: { ...measured(9, CLEAR), strategies: {} } } }],
    ['shares beyond one', { cases: 5, hitRate10: 7, popularityHitRate10: 0, contexts: { cart: { cases: -1 } } }],
  ])('is left open where the version wrote down %s', (_name, metrics) =>
    inWorld(async (world) => {
      await write(world, metrics);
      const page = await qualityPage(world.pages, world.domain);
      expect(page.situations).toEqual([]);
      expect(page.notAsked).toHaveLength(7);
      expect(page.headline).toContain('cannot be told yet');
    }),
  );

  test('is told without what an older release did not write down', () =>
    inWorld(async (world) => {
      const { gain: _gain, histories: _histories, ...old } = measured(500, CLEAR);
      await write(world, { contexts: { cart: old } });
      const [cart] = (await qualityPage(world.pages, world.domain)).situations;
      expect(cart).toMatchObject({ standing: 'unclear', histories: [] });
      expect(cart?.difference).toContain('did not write down');
    }));

  test('is nothing to tell before anything was learned', () =>
    inWorld(async (world) => {
      await world.app.db.prisma.recommenderModel.deleteMany({ where: { shopId: world.shop.id } });
      const page = await qualityPage(world.pages, world.domain);
      expect(page).toMatchObject({ version: null, situations: [], notAsked: [], rules: null, isHeld: false });
      expect(page.headline).toContain('too few orders');
    }));
});
