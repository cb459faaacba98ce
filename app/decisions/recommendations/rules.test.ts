import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { productId, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import type { Subject } from './merchandising';
import { addRule, endRule, listRules, MOST_RULES, removeRule, type NewRule } from './rules.server';

const app = testApp(await testDatabase());
const day = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000);

async function inShop(work: (shopId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    await stockShelf(app, id, 8);
    await work(id);
  });
}

const about = (subject: Subject, rest: Partial<NewRule> = {}): NewRule => ({
  ...{ effect: 'boost', strength: 2, startsAt: null, endsAt: null },
  ...{ subject, ...rest },
});
const tag = (name: string, rest: Partial<NewRule> = {}) => about({ kind: 'tag', tag: name }, rest);
const pin = (number: number, rest: Partial<NewRule> = {}) =>
  about({ kind: 'product', productId: productId(number) }, { effect: 'pin', ...rest });
const add = (shopId: string, rule: NewRule) => app.db.transaction((tx) => addRule(app, tx, shopId, rule));
const kinds = async (shopId: string, ...rules: NewRule[]) => {
  const found: string[] = [];
  for (const rule of rules) found.push((await add(shopId, rule)).kind);
  return found;
};

describe('a rule', () => {
  test('is kept as it was given, and listed in the order in which rules came', () =>
    inShop(async (shopId) => {
      await kinds(shopId, tag('sale', { endsAt: day(3) }), pin(2));
      expect(await listRules(app.db.prisma, shopId)).toMatchObject([
        { effect: 'boost', strength: 2, subject: { kind: 'tag', tag: 'sale' }, startsAt: null, endsAt: day(3) },
        { effect: 'pin', subject: { kind: 'product', productId: productId(2) } },
      ]);
    }));

  test('is the only one about the same at the same time, whatever its case and effect', () =>
    inShop(async (shopId) => {
      const given = [tag('Sale', { endsAt: day(3) }), tag('sale'), tag('SALE', { effect: 'exclude' })];
      expect(await kinds(shopId, ...given)).toEqual(['added', 'taken', 'taken']);
      expect(await kinds(shopId, tag('sale', { startsAt: day(3) }), about({ kind: 'vendor', vendor: 'sale' }))).toEqual(
        ['added', 'added'],
      );
    }));

  test('is about a product or a collection of the shop', () =>
    inShop(async (shopId) => {
      const other = await createShop(app);
      await withShop(other.id, () =>
        app.db.prisma.collection.create({
          data: {
            shopId: other.id,
            id: 'gid://shopify/Collection/1',
            handle: 'a',
            title: 'A',
            sourceUpdatedAt: day(0),
          },
        }),
      );
      const collection = about({ kind: 'collection', collectionId: 'gid://shopify/Collection/1' });
      expect(await kinds(shopId, pin(99), collection)).toEqual(['unknown-subject', 'unknown-subject']);
    }));
});

describe('products that are put first', () => {
  test('are three at a time, and more one after the other', () =>
    inShop(async (shopId) => {
      const first = [pin(1, { endsAt: day(5) }), pin(2), pin(3)];
      expect(await kinds(shopId, ...first, pin(4))).toEqual(['added', 'added', 'added', 'too-many-pins']);
      expect(await kinds(shopId, pin(4, { startsAt: day(5) }), pin(5, { startsAt: day(9) }))).toEqual([
        'added',
        'too-many-pins',
      ]);
    }));

  test('stay three where one of them is to go on for longer', () =>
    inShop(async (shopId) => {
      await kinds(shopId, pin(1, { endsAt: day(5) }), pin(2), pin(3), pin(4, { startsAt: day(5) }));
      const [first] = await listRules(app.db.prisma, shopId);
      const end = (at: Date | null) => app.db.transaction((tx) => endRule(app, tx, shopId, first?.id ?? '', at));
      expect(await end(null)).toEqual({ kind: 'too-many-pins' });
      expect(await end(day(4))).toMatchObject({ kind: 'changed', rule: { endsAt: day(4) } });
    }));

  test('are three however many are added at once', () =>
    inShop(async (shopId) => {
      const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => add(shopId, pin(number))));
      expect(outcomes.filter(({ kind }) => kind === 'added')).toHaveLength(3);
      expect(await listRules(app.db.prisma, shopId)).toHaveLength(3);
    }));
});

describe('rules', () => {
  test('are no more than a hundred, and one that is removed makes room', () =>
    inShop(async (shopId) => {
      for (let number = 0; number < MOST_RULES; number++) await add(shopId, tag(`tag ${number}`));
      expect((await add(shopId, tag('one more'))).kind).toBe('too-many');
      const [first] = await listRules(app.db.prisma, shopId);
      const remove = () => app.db.transaction((tx) => removeRule(tx, shopId, first?.id ?? ''));
      expect((await remove()).kind).toBe('removed');
      expect((await remove()).kind).toBe('gone');
      expect((await add(shopId, tag('one more'))).kind).toBe('added');
    }));

  test('of another shop are neither seen nor removed', () =>
    inShop(async (shopId) => {
      await add(shopId, tag('sale'));
      const [rule] = await listRules(app.db.prisma, shopId);
      const other = await createShop(app);
      await withShop(other.id, async () => {
        expect(await listRules(app.db.prisma, other.id)).toEqual([]);
        const of = (id: string) => app.db.transaction((tx) => removeRule(tx, id, rule?.id ?? ''));
        expect([await of(other.id), await of(shopId)]).toEqual([{ kind: 'gone' }, { kind: 'gone' }]);
      });
      expect(await listRules(app.db.prisma, shopId)).toHaveLength(1);
    }));
});
