import { beforeEach, describe, expect, it } from 'vitest';
import type { PersonReport } from '~/capture/events/person-report';
import { eraseProfiles } from '~/compliance/erase-profiles.server';
import { checkAddresses } from '~/customers/data-quality/check-addresses.server';
import { findDuplicates } from '~/customers/data-quality/find-duplicates.server';
import { identify } from '~/customers/profiles/identify.server';
import { presentProfile } from '~/customers/profiles/profile-tree.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { toldPerson } from '../../tests/factories/told-person';
import { testDatabase } from '../../tests/setup/database';
import { decideDuplicate } from './decide-duplicate.server';
import { duplicateWords } from './duplicate-words';
import { duplicatesPage } from './duplicates.server';
import { undoMergeOf } from './undo-merge.server';

const app = testApp(await testDatabase());
const { db } = app;
const deps = { ...app, shops: createShopDirectory({ ...app, pool: db.pool }) };
const addressValidator = { ask: () => Promise.resolve('takes-mail' as const) };

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const tell = (person: Partial<PersonReport>, to = shop): Promise<string> =>
  withShop(to.id, () =>
    db.transaction(async (tx) => {
      const report = toldPerson({ seenAt: app.clock.now(), ...person });
      return (await identify(app, tx, to.id, { person: report, evidence: 'test' })).profileId;
    }),
  );
const find = (to = shop) =>
  withShop(to.id, async () => {
    await checkAddresses({ ...app, addressValidator }, to.id);
    return findDuplicates(app, to.id);
  });
const shown = async (domain = shop.domain) => (await duplicatesPage(deps, domain, 'user-1')).pairs;
const pairs = async () => {
  await find();
  return (await shown()).map(({ persons, reasons }) => ({ ids: persons.map(({ id }) => id).sort(), reasons }));
};
const decide = (decision: string, one: string, other: string, domain = shop.domain) => {
  const [oneId, otherId] = [one, other].sort();
  return decideDuplicate(deps, domain, 'user-1', { oneId, otherId, decision });
};
const present = (id: string) => withShop(shop.id, () => presentProfile(db.prisma, shop.id, id));
const activity = async () =>
  (await withShop(shop.id, () => db.prisma.activityEntry.findMany({ where: { shopId: shop.id } }))).map(
    ({ kind }) => kind,
  );

const anna = { firstName: 'Anna', lastName: 'Müller' };
const berlin = { city: 'Berlin', countryCode: 'DE' };

describe('who may be one person', () => {
  it('is nobody in a new shop', async () => {
    expect(await pairs()).toEqual([]);
  });

  it('is nobody by a name that many have in one place', async () => {
    for (let nth = 0; nth < 4; nth++)
      await tell({ email: `${'abcd'[nth] ?? ''}${nth}@example.com`, ...anna, ...berlin });
    expect(await pairs()).toEqual([]);
  });

  it('is nobody any more by a name and place that many have by now', async () => {
    for (const nth of [1, 2]) await tell({ email: `${'abcd'[nth] ?? ''}${nth}@example.com`, ...anna, ...berlin });
    expect(await pairs()).toHaveLength(1);
    for (const nth of [3, 4]) await tell({ email: `${'abcde'[nth] ?? ''}${nth}@example.com`, ...anna, ...berlin });
    expect(await pairs()).toEqual([]);
  });

  it('is nobody by another figure in an address where many have the name, but by a letter', async () => {
    for (const nth of [1, 2, 3, 4, 5, 6, 8]) await tell({ email: `anna.mueller${nth}@example.com`, ...anna });
    const ids = [await tell({ email: 'a.mueller7@example.com', ...anna })];
    ids.push(await tell({ email: 'a.muller7@example.com', ...anna }));
    expect(await pairs()).toEqual([{ ids: ids.sort(), reasons: [duplicateWords['one-slip']] }]);
  });

  it.each([
    ['same-mailbox', { email: 'anna.mueller@gmail.com' }, { email: 'annamueller+shop@googlemail.com' }],
    ['one-slip', { email: 'anna@example.com', ...anna }, { email: 'anna@exmple.com', ...anna }],
    ['one-slip', { email: 'anna7@example.com', ...anna }, { email: 'anna8@example.com', ...anna }],
    [
      'same-phone',
      { email: 'a@example.com', phone: '+493012345678' },
      { email: 'x@example.org', phone: '+493012345678' },
    ],
    [
      'same-name-and-place',
      { email: 'a@example.com', ...anna, ...berlin },
      { email: 'xy@example.org', ...anna, ...berlin },
    ],
  ] as const)('is proposed with its reason: %s', async (reason, one, other) => {
    const ids = [await tell(one), await tell(other)].sort();
    expect(await pairs()).toEqual([{ ids, reasons: [duplicateWords[reason]] }]);
    expect(await Promise.all(ids.map(present)), 'nobody is merged by it').toEqual(ids);
  });

  it.each([
    ['a name alone', { email: 'a@example.com', ...anna }, { email: 'xy@example.org', ...anna }],
    [
      'one word of a name',
      { email: 'anna@example.com', firstName: 'Anna' },
      { email: 'anna@exmple.com', firstName: 'Anna' },
    ],
    ['a place alone', { email: 'a@example.com', ...berlin }, { email: 'xy@example.org', ...berlin }],
    ['dots elsewhere than at Google’s', { email: 'an.na@example.com' }, { email: 'anna@example.com' }],
    [
      'a household’s number',
      { email: 'a@example.com', phone: '+493012345678', ...anna },
      { email: 'b@example.org', phone: '+493012345678', firstName: 'Ben', lastName: 'Müller' },
    ],
  ])('is not told by %s', async (_, one, other) => {
    await tell(one);
    await tell(other);
    expect(await pairs()).toEqual([]);
  });

  it('is not told by a number that many have', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await tell({ email: `${name}@example.com`, phone: '+493012345678' });
    expect(await pairs()).toEqual([]);
  });

  it('is of one shop alone', async () => {
    const other = await createShop(app);
    await tell({ email: 'anna@example.com', ...anna });
    await tell({ email: 'anna@exmple.com', ...anna }, other);
    await find(other);
    expect(await pairs()).toEqual([]);
  });

  it('is written down as looked at', async () => {
    await shown();
    const log = await withShop(shop.id, () => db.prisma.accessLogEntry.findMany({ where: { shopId: shop.id } }));
    expect(log).toMatchObject([{ actor: 'user-1', what: 'findings-shown', subject: 'duplicates' }]);
  });
});

describe('a merchant says', () => {
  const two = async () => {
    const ids = [await tell({ email: 'anna@example.com', ...anna }), await tell({ email: 'anna@exmple.com', ...anna })];
    await find();
    return ids as [string, string];
  };

  it('one person: both are one, with what both are known by; it can be undone, and is not proposed again', async () => {
    const [one, other] = await two();
    expect(await decide('one-person', one, other)).toEqual({ kind: 'saved' });
    expect(await present(other)).toBe(await present(one));
    expect(await tell({ email: 'anna@exmple.com' })).toBe(await present(one));
    expect(await pairs()).toEqual([]);
    const where = { shopId: shop.id };
    const [merge] = await withShop(shop.id, () => db.prisma.profileMerge.findMany({ where }));
    expect(merge).toMatchObject({ rule: 'said-by-merchant', evidence: 'merchant:user-1' });
    expect(await undoMergeOf(deps, shop.domain, 'user-1', merge?.id)).toMatchObject({ kind: 'saved' });
    expect([await present(one), await present(other)]).toEqual([one, other]);
    expect(await pairs()).toEqual([]);
    expect(await activity()).toEqual(['people-merged', 'merge-undone']);
  });

  it('two persons: that is remembered, whatever is told later', async () => {
    const [one, other] = await two();
    expect(await decide('two-persons', one, other)).toEqual({ kind: 'saved' });
    expect(await shown()).toEqual([]);
    await tell({ email: 'anna@example.com', phone: '+493012345678', ...berlin });
    await tell({ email: 'anna@exmple.com', phone: '+493012345678', ...berlin });
    expect(await pairs()).toEqual([]);
    expect(await activity()).toEqual(['people-kept-apart']);
  });

  it('it of a chain of three, pair by pair, until they are one', async () => {
    const first = await tell({ email: 'anna@example.com', ...anna });
    const second = await tell({ email: 'anna@exmple.com', ...anna });
    const third = await tell({ email: 'ann@exmple.com', ...anna });
    expect(await pairs()).toHaveLength(2);
    await decide('one-person', first, second);
    const [left, ...more] = await pairs();
    expect(more).toEqual([]);
    const now = (await present(second)) ?? '';
    expect(left?.ids).toEqual([now, third].sort());
    await decide('one-person', now, third);
    expect(await pairs()).toEqual([]);
    expect(new Set([await present(first), await present(second), await present(third)]).size).toBe(1);
  });

  it('nothing twice, nothing of others, nothing unknown', async () => {
    const [one, other] = await two();
    const elsewhere = await createShop(app);
    expect(await decide('one-person', one, other, elsewhere.domain)).toMatchObject({ kind: 'refused' });
    expect(await decide('perhaps', one, other)).toMatchObject({ kind: 'refused' });
    expect(await decide('two-persons', one, other)).toMatchObject({ kind: 'saved' });
    expect(await decide('one-person', one, other)).toMatchObject({ kind: 'refused' });
    expect(await present(other)).toBe(other);
  });

  it('nothing of who was erased: proposals go with them', async () => {
    const [one] = await two();
    await withShop(shop.id, () => db.transaction((tx) => eraseProfiles(app, tx, shop.id, [one])));
    const where = { shopId: shop.id };
    expect(await withShop(shop.id, () => db.prisma.duplicateProposal.count({ where }))).toBe(0);
    expect(await pairs()).toEqual([]);
    expect(await withShop(shop.id, () => db.prisma.duplicateDue.count({ where }))).toBe(0);
  });
});
