import { beforeEach, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { minutes } from '~/platform/clock/clock';
import { testDatabase } from '../../tests/setup/database';
import { findCaller } from '~/ingest/api/find-caller.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { activityWords, type ToldActivity } from './activity-words';
import { apiKeysPage, changeApiKeys, MOST_KEYS } from './api-keys.server';

const database = await testDatabase();
const app = testApp(database);
const deps = { ...app, shops: createShopDirectory({ ...app, pool: app.db.pool }), appUrl: 'https://kindred.example' };

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const change = (form: unknown, domain = shop.domain) => changeApiKeys(deps, domain, '77', form);
const page = (domain = shop.domain) => apiKeysPage(deps, domain);

async function create(name = 'Loyalty program', scopes = 'events:write,data:read'): Promise<string> {
  const outcome = await change({ intent: 'create', name, scopes });
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  return outcome.key;
}

describe('API keys in the settings', () => {
  it('show a key once, and from then on only how it begins', async () => {
    const key = await create(' Loyalty program ');
    expect(await findCaller(app, `Bearer ${key}`)).toMatchObject({
      shopId: shop.id,
      scopes: new Set(['events:write', 'data:read']),
    });
    const shown = await page();
    expect(shown).toMatchObject({
      host: 'https://kindred.example',
      keys: [
        { name: 'Loyalty program', prefix: key.slice(0, 12), scopes: ['events:write', 'data:read'], refusals: null },
      ],
    });
    expect(JSON.stringify(shown)).not.toContain(key);
  });

  it('keep a key nowhere', async () => {
    const key = await create();
    const rows = await withShop(shop.id, () => app.db.pool.query('SELECT k::text AS row FROM api_keys k'));
    expect(JSON.stringify(rows.rows)).not.toContain(key.slice(12));
  });

  it('stand in the order of their making, the newest first, with when they were used', async () => {
    await create('One');
    app.advance(minutes(1));
    const key = await create('Two');
    await findCaller(app, `Bearer ${key}`);
    expect((await page()).keys.map(({ name, lastUsedAt }) => [name, lastUsedAt])).toEqual([
      ['Two', app.clock.now().toISOString()],
      ['One', null],
    ]);
  });

  it('end with a revocation, which says who', async () => {
    const key = await create();
    const [shown] = (await page()).keys;
    const form = { intent: 'revoke', id: shown?.id };
    expect(await change(form)).toEqual({ kind: 'saved' });
    expect(await change(form)).toEqual({ kind: 'saved' });
    expect(await findCaller(app, `Bearer ${key}`)).toBeNull();
    expect((await page()).keys).toEqual([]);
    const row = await withShop(shop.id, () => app.db.prisma.apiKey.findFirstOrThrow());
    expect(row).toMatchObject({ createdBy: '77', revokedBy: '77', revokedAt: app.clock.now() });
    const done = await withShop(shop.id, () => app.db.prisma.activityEntry.findMany({ orderBy: { id: 'asc' } }));
    expect(done.map((each) => activityWords(each as unknown as ToldActivity))).toEqual([
      'Made the API key “Loyalty program”',
      'Revoked the API key “Loyalty program”',
    ]);
  });

  it('are nobody else’s to see or to revoke', async () => {
    const key = await create();
    const [shown] = (await page()).keys;
    const other = await createShop(app);
    await change({ intent: 'revoke', id: shown?.id }, other.domain);
    expect((await page(other.domain)).keys).toEqual([]);
    expect(await findCaller(app, `Bearer ${key}`)).not.toBeNull();
  });

  it.each([
    [{ intent: 'create', name: ' ', scopes: 'data:read' }, 'name'],
    [{ intent: 'create', name: 'x'.repeat(81), scopes: 'data:read' }, 'name'],
    [{ intent: 'create', name: 'x', scopes: '' }, 'scopes'],
    [{ intent: 'create', name: 'x', scopes: 'data:read,everything' }, 'scopes.1'],
    [{ intent: 'revoke', id: '1' }, 'id'],
    [{}, 'intent'],
  ])('refuse by field: %j', async (form, field) => {
    expect(await change(form)).toMatchObject({ kind: 'refused', problems: [{ field }] });
  });

  it('are not made without end', async () => {
    for (let made = 0; made < MOST_KEYS; made++) await create(`Key ${made}`);
    const outcome = await change({ intent: 'create', name: 'x', scopes: 'data:read' });
    expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'name' }] });
  });
});
