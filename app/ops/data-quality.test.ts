import { beforeEach, describe, expect, it } from 'vitest';
import { checkAddresses } from '~/customers/data-quality/check-addresses.server';
import { cleaningRules } from '~/customers/data-quality/standardise-person';
import { identify } from '~/customers/profiles/identify.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { toldPerson } from '../../tests/factories/told-person';
import { testDatabase } from '../../tests/setup/database';
import { dataQuality } from './data-quality.server';
import { addressFindings } from './finding-words';
import { gapFindings } from './gap-words';
import { foundRows } from './found-rows.server';

const app = testApp(await testDatabase());
const { db } = app;
const deps = { ...app, shops: createShopDirectory({ ...app, pool: db.pool }) };
const addressValidator = { ask: () => Promise.resolve('refuses-mail' as const) };
const DAY_MS = 86_400_000;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const tell = (email: string, firstName: string): Promise<string> =>
  withShop(shop.id, () =>
    db.transaction(async (tx) => {
      const person = toldPerson({ email, firstName, seenAt: app.clock.now() });
      return (await identify(app, tx, shop.id, { person, evidence: 'test' })).profileId;
    }),
  );
const check = () => withShop(shop.id, () => checkAddresses({ ...app, addressValidator }, shop.id));
const quality = () => withShop(shop.id, () => dataQuality(db.prisma, shop.id, app.clock.now()));
const rows = (finding: string, page: string | null = null) => foundRows(deps, shop.domain, 'user-1', { finding, page });

describe('what was cleaned and what is doubtful', () => {
  it('is nothing in a new shop', async () => {
    expect(await quality()).toEqual({ cleaned: [], addresses: [], gaps: [], waiting: 0 });
  });

  it('is counted by its reason, in words, and each number leads to as many rows', async () => {
    await tell('info@t-onlne.de', 'ANNA');
    await tell('ben@mailinator.com', 'BEN');
    expect((await quality()).waiting).toBe(2);
    await check();
    app.advance(DAY_MS);
    await check();
    const { cleaned, addresses, waiting } = await quality();
    expect([...cleaned, ...addresses].map(({ finding, count }) => [finding, count])).toEqual([
      ...[['name-form', 2]],
      ...[
        ['impossible', 2],
        ['likely-typo', 1],
        ['disposable', 1],
        ['role', 1],
      ],
    ]);
    expect(waiting).toBe(0);
    for (const { finding, count } of [...cleaned, ...addresses]) {
      const found = await rows(finding);
      expect(found.kind === 'found' && found.rows, finding).toHaveLength(count);
    }
  });

  it('is shown with whose it is, what it was and what it is', async () => {
    const profileId = await tell('anna@t-onlne.de', 'ANNA');
    await check();
    expect(await rows('name-form')).toMatchObject({ rows: [{ profileId, before: 'ANNA', after: 'Anna' }] });
    const typos = { rows: [{ profileId, before: 'anna@t-onlne.de', after: 'anna@t-online.de' }] };
    expect(await rows('likely-typo')).toMatchObject(typos);
  });

  it('is shown page by page', async () => {
    for (let person = 0; person < 51; person++) await tell(`person${person}@example.com`, `ANNA${person}`);
    const [first, second] = [await rows('name-form'), await rows('name-form', '2')];
    expect(first).toMatchObject({ page: 1, hasMore: true });
    expect(second).toMatchObject({ page: 2, hasMore: false });
    expect(second.kind === 'found' && second.rows).toHaveLength(1);
    expect(await rows('name-form', '-7')).toMatchObject({ page: 1 });
  });

  it('is written down as looked at, by whom', async () => {
    await rows('name-form');
    const log = await withShop(shop.id, () => db.prisma.accessLogEntry.findMany({ where: { shopId: shop.id } }));
    expect(log).toMatchObject([{ actor: 'user-1', what: 'findings-shown', subject: 'name-form' }]);
  });

  it('has a list for each reason, and none for another word', async () => {
    for (const finding of [...cleaningRules, ...addressFindings, ...gapFindings])
      expect(await rows(finding)).toMatchObject({ kind: 'found', rows: [] });
    expect(await rows('anything')).toEqual({ kind: 'missing' });
  });

  it('is of one shop alone', async () => {
    await tell('anna@example.com', 'ANNA');
    const other = await createShop(app);
    expect(await foundRows(deps, other.domain, 'user-1', { finding: 'name-form', page: null })).toMatchObject({
      rows: [],
    });
  });
});
