import { beforeEach, expect, it } from 'vitest';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { testDatabase } from '../../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import type { Rule } from '../../rules/rule';
import { saveSegment } from '../save-segment.server';
import type { Output } from './output';
import { saveOutput } from './save-output.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

let shopId: string;
beforeEach(async () => {
  shopId = (await createShop(app)).id;
});
const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shopId, work);
const save = (name: string, rule: Rule, id?: string) =>
  inShop(() => app.db.transaction((tx) => saveSegment(app, tx, shopId, { name, rule, ...(id ? { id } : {}) })));
async function segment(name: string, rule: Rule = { kind: 'fact', fact: 'profile.city', is: 'is', value: name }) {
  const outcome = await save(name, rule);
  if (outcome.kind !== 'saved') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}
const call = (id: string, output: Output) =>
  inShop(() => app.db.transaction((tx) => saveOutput(app, tx, shopId, id, output)));
const problemsOf = async (...given: Parameters<typeof call>) => {
  const outcome = await call(...given);
  return outcome.kind === 'refused' ? outcome.problems.map(({ field, message }) => `${field}: ${message}`) : [];
};
const tagIs = (value: string): Rule => ({ kind: 'fact', fact: 'shopify.tags', is: 'is', value });

it('two segments have no name in common, in whatever letters', async () => {
  const [one, other] = [await segment('One'), await segment('Other')];
  await call(one, { tag: 'VIP', handle: 'vip' });
  expect(await problemsOf(other, { tag: 'vip', handle: 'vip' })).toEqual([
    'handle: Another segment has this name in the list. Choose another.',
    'tag: “One” writes this tag. Choose another, or they would undo each other.',
  ]);
  expect(await problemsOf(one, { tag: 'Vip', handle: 'vip' })).toEqual([]);
});

it('a tag that customers carry by somebody else’s hand is left to them', async () => {
  const id = await segment('One');
  await inShop(() =>
    prisma.shopifyCustomer.create({ data: { shopId, customerId: 'gid://shopify/Customer/1', tags: ['Vip'] } }),
  );
  expect(await problemsOf(id, { tag: 'VIP', handle: null })).toEqual([
    expect.stringContaining('A customer carries this tag already'),
  ]);
  const told = { shopId, customerId: 'gid://shopify/Customer/1', tags: ['VIP'] };
  await inShop(() => prisma.segmentTelling.create({ data: told }));
  expect(await problemsOf(id, { tag: 'VIP', handle: null })).toEqual([]);
});

it('a rule looks at no tag that follows from it, whichever of the two is saved last', async () => {
  const writer = await segment('Writer', tagIs('VIP'));
  expect(await problemsOf(writer, { tag: 'vip', handle: null })).toEqual([
    expect.stringContaining('it would look at itself'),
  ]);
  expect(await problemsOf(writer, { tag: 'Best', handle: null })).toEqual([]);
  const outcome = await save('Writer', tagIs('best'), writer);
  expect(outcome).toMatchObject({
    kind: 'refused',
    problems: [{ path: [], message: expect.stringContaining('“Writer”') as string }],
  });
  const looker = await segment('Looker', tagIs('Best'));
  const byOther = await save('Writer', { kind: 'segment', id: looker }, writer);
  expect(byOther).toMatchObject({
    kind: 'refused',
    problems: [{ message: expect.stringContaining('“Looker”') as string }],
  });
});

it('a segment that is not there is called nothing', async () => {
  expect(await call(app.ids.next(), { tag: 'VIP', handle: null })).toEqual({ kind: 'gone' });
});
