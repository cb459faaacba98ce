import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { recommendingWorlds, type RecommendingWorld } from '../../../tests/factories/recommending-world';
import { productId, shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { changeRules } from './change-rules.server';
import { previewRule } from './preview-rule.server';
import { rulesPage } from './rules-page.server';

const inWorld = await recommendingWorlds();

type Form = Record<string, string>;
const change = ({ pages, domain }: RecommendingWorld, form: unknown) => changeRules(pages, domain, '17', form);
const add = (world: RecommendingWorld, form: Form) => change(world, { intent: 'add', effect: 'boost', ...form });
const page = ({ pages, domain }: RecommendingWorld) => rulesPage(pages, domain);
const done = async ({ app, shop }: RecommendingWorld) => {
  const where = { shopId: shop.id, kind: { startsWith: 'recommendation-rule' } };
  const rows = await app.db.prisma.activityEntry.findMany({ where, orderBy: { id: 'asc' } });
  return rows.map(({ kind, actor, details }) => [kind, actor, (details as { rule: string }).rule]);
};
const tag = (value: string, form: Form = {}): Form => ({ subject: 'tag', value, ...form });
const product = (number: number, form: Form = {}): Form => ({ subject: 'product', value: productId(number), ...form });

/** Days of the shop's zone, which is Berlin's; business time in tests is the 10th of March 2026 or so. */
const dayFromNow = ({ app }: RecommendingWorld, days: number): string =>
  new Date(app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function stock({ app, shop }: RecommendingWorld): Promise<void> {
  const tags = ['Sale'];
  await stockShelf(app, shop.id, [
    shownProduct(1, { tags, vendor: 'Oak', productType: 'Bowl' }),
    shownProduct(2, { tags, vendor: 'Oak', productType: 'Mug' }),
    shownProduct(3, { vendor: 'Elm', imageUrl: null }),
  ]);
}

describe('a rule of the merchant', () => {
  test('is added, told in words with what it is about, ended and removed, and each is written down', () =>
    inWorld(async (world) => {
      await stock(world);
      expect(await add(world, tag('sale', { strength: '3' }))).toEqual({ kind: 'saved' });
      const [rule] = (await page(world)).rules;
      expect(rule).toMatchObject({
        ...{ words: 'Show more, strongly: products tagged “sale”', state: 'in-force', times: null, until: '' },
        ...{ about: 'About 2 products now', warning: null },
      });
      const until = dayFromNow(world, 3);
      expect(await change(world, { intent: 'end', id: rule?.id, until })).toEqual({ kind: 'saved' });
      expect((await page(world)).rules).toMatchObject([{ until, state: 'in-force' }]);
      expect((await page(world)).rules[0]?.times).toMatch(/^Until .+, that day included$/);
      for (let click = 0; click < 2; click++)
        expect(await change(world, { intent: 'remove', id: rule?.id })).toEqual({ kind: 'saved' });
      expect((await page(world)).rules).toEqual([]);
      const words = 'Show more, strongly: products tagged “sale”';
      expect(await done(world)).toEqual([
        ['recommendation-rule-added', '17', words],
        ['recommendation-rule-changed', '17', words],
        ['recommendation-rule-removed', '17', words],
      ]);
    }));

  test('takes prices as the shop writes them, and days of the shop’s zone', () =>
    inWorld(async (world) => {
      await world.app.db.prisma.shop.update({ where: { id: world.shop.id }, data: { locale: 'de' } });
      const from = dayFromNow(world, 5);
      const form = { subject: 'price', fromPrice: '1,50', toPrice: '1.000', from };
      expect(await add(world, form)).toEqual({ kind: 'saved' });
      expect((await page(world)).rules).toMatchObject([
        {
          words: 'Show more, clearly: products from 1,50\u00a0€ to 1.000,00\u00a0€',
          state: 'to-come',
          about: 'About 7 products now',
        },
      ]);
      const [{ startsAt } = { startsAt: null }] = await world.app.db.prisma.recommendationRule.findMany();
      const local = startsAt?.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' });
      expect(local).toBe(`${from} 00:00:00`);
    }));

  test('is warned about where it does nothing, or leaves too little', () =>
    inWorld(async (world) => {
      await stock(world);
      await add(world, tag('no such tag'));
      await add(world, product(3, { effect: 'pin' }));
      await add(world, product(1, { effect: 'pin' }));
      expect((await page(world)).warning).toBeNull();
      await add(world, { effect: 'exclude', subject: 'price', toPrice: '6' });
      const { rules, warning } = await page(world);
      expect(rules.map((rule) => rule.warning)).toEqual([
        'It does nothing now: no product that can be shown is like that.',
        'It does nothing now: the product is sold out, not published, without a picture, or gone.',
        'It does nothing now: other rules never show what it is about.',
        null,
      ]);
      expect(warning).toContain('only 2 products are left');
    }));

  test('that is over stands last, and does not warn', () =>
    inWorld(async (world) => {
      await add(world, tag('spring', { until: dayFromNow(world, 2) }));
      await add(world, tag('summer'));
      // To the rules it is the same whether time goes on or their end lies back.
      await world.app.db.prisma.recommendationRule.updateMany({
        where: { shopId: world.shop.id, endsAt: { not: null } },
        data: { endsAt: new Date(world.app.clock.now().getTime() - 1) },
      });
      expect((await page(world)).rules.map(({ state, warning }) => [state, warning !== null])).toEqual([
        ['in-force', true],
        ['over', false],
      ]);
    }));

  test('can be chosen from what stands at the shop’s products, the most used first', () =>
    inWorld(async (world) => {
      await stock(world);
      const { known } = await page(world);
      expect(known.tag[0]).toBe('Sale');
      expect(known.type).toEqual(expect.arrayContaining(['Bowl', 'Mug']));
      expect(known.vendor.slice(0, 3)).toContain('Oak');
      expect(Object.values(known).flat()).not.toContain('');
    }));
});

describe('a rule is refused', () => {
  const LONE = '\ud800';
  test.each<[string, Form, string, string]>([
    ['without a product', { subject: 'product' }, 'value', 'Choose a product'],
    ['with a product that is not the shop’s', product(4_711), 'value', 'does not know'],
    ['with a collection that is not the shop’s', { subject: 'collection', value: 'x' }, 'value', 'does not know'],
    ['with a group put first', tag('sale', { effect: 'pin' }), 'subject', 'single products'],
    ['with a tag that is huge', tag('x'.repeat(5_000)), 'value', '255 are the most'],
    ['with NUL in its tag', tag('a\0b'), 'value', 'cannot be kept'],
    ['with half a character in its tag', tag(`a${LONE}`), 'value', 'cannot be kept'],
    ['without any price', { subject: 'price' }, 'fromPrice', 'at least one'],
    ['with a price that is none', { subject: 'price', toPrice: 'cheap' }, 'toPrice', '12.50 or 12,50'],
    ['with prices the wrong way round', { subject: 'price', fromPrice: '9', toPrice: '8' }, 'toPrice', 'Exchange'],
    ['with a day that is none', tag('a', { from: '2026-02-30' }), 'from', 'such as 2026-12-24'],
    ['with a day that is over', tag('a', { until: '2001-01-01' }), 'until', 'over'],
    ['with days the wrong way round', tag('a', { from: '2090-02-02', until: '2090-02-01' }), 'until', 'Exchange'],
    ['of an unknown effect', tag('a', { effect: 'hide' }), 'effect', 'Choose'],
    ['of an unknown kind', { subject: 'colour', value: 'red' }, 'subject', 'Choose'],
    ['of an unknown strength', tag('a', { strength: '9' }), 'strength', ''],
  ])('%s', (_name, form, field, words) =>
    inWorld(async (world) => {
      const outcome = await add(world, form);
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field }] });
      expect(JSON.stringify(outcome)).toContain(words);
      expect((await page(world)).rules).toEqual([]);
      expect(await done(world)).toEqual([]);
    }),
  );

  test('where three products are put first already, and where another is about the same', () =>
    inWorld(async (world) => {
      for (const number of [1, 2, 3]) await add(world, product(number, { effect: 'pin' }));
      expect(JSON.stringify(await add(world, product(4, { effect: 'pin' })))).toContain('3 products are put first');
      const taken = JSON.stringify(await add(world, product(1, { effect: 'exclude' })));
      expect(taken).toContain('“Put first: Product 1”');
      expect((await page(world)).rules).toHaveLength(3);
    }));

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['an intent of nobody’s', { intent: 'burn' }],
    ['a rule without a name', { intent: 'remove' }],
    ['a rule that is no rule', { intent: 'remove', id: '../etc' }],
    ['a file', { intent: 'end', id: new Blob(['x']) }],
    ['an end of a rule that is gone', { intent: 'end', id: '0198c0de-0000-7000-8000-000000000000', until: '' }],
  ])('as said of %s, in words', (_name, form) =>
    inWorld(async (world) => {
      expect(await change(world, form)).toMatchObject({ kind: 'refused' });
    }),
  );

  test('that is another shop’s', () =>
    inWorld(async (world) => {
      await add(world, tag('sale'));
      const [rule] = (await page(world)).rules;
      const other = await createShop(world.app);
      await withShop(other.id, () => changeRules(world.pages, other.domain, '17', { intent: 'remove', id: rule?.id }));
      expect((await page(world)).rules).toHaveLength(1);
    }));
});

describe('the preview of a rule', () => {
  const preview = ({ pages, domain }: RecommendingWorld, form: Form) =>
    previewRule(pages, domain, { intent: 'preview', effect: 'exclude', ...form });

  test('shows what serves with it and without it, and leaves nothing behind', () =>
    inWorld(async (world) => {
      const seen = await preview(world, product(3));
      if (seen.kind !== 'previewed') throw new Error(JSON.stringify(seen));
      const [before, after] = [seen.before, seen.after].map((products) => products.map(({ id }) => id));
      expect(seen.cart?.id).toBe(productId(1));
      expect(before?.slice(0, 3)).toEqual([3, 4, 5].map(productId));
      expect(after?.slice(0, 3)).toEqual([4, 5, 6].map(productId));
      expect(seen).toMatchObject({ words: 'Never show: Product 3', about: 'About one product now', warning: null });
      expect((await page(world)).rules).toEqual([]);
      expect(await done(world)).toEqual([]);
    }));

  test('of later days shows what those days would', () =>
    inWorld(async (world) => {
      const seen = await preview(world, product(8, { effect: 'pin', from: dayFromNow(world, 9) }));
      if (seen.kind !== 'previewed') throw new Error(JSON.stringify(seen));
      expect(seen.after[0]?.id).toBe(productId(8));
    }));

  test('warns where too little would be left, and refuses as adding does', () =>
    inWorld(async (world) => {
      const seen = await preview(world, { subject: 'price', fromPrice: '3' });
      expect(seen).toMatchObject({ about: 'About 6 products now' });
      expect(JSON.stringify(seen)).toContain('only 2 products are left');
      expect(await preview(world, product(4_711))).toMatchObject({ kind: 'refused', problems: [{ field: 'value' }] });
      expect(await preview(world, { subject: 'price' })).toMatchObject({ problems: [{ field: 'fromPrice' }] });
    }));

  test('before anything was learned compares nothing', () =>
    inWorld(async (world) => {
      await world.app.db.prisma.recommenderModel.deleteMany({ where: { shopId: world.shop.id } });
      expect(await preview(world, product(3))).toMatchObject({ cart: null, before: [], after: [] });
    }));
});
