import { beforeEach, describe, expect, it } from 'vitest';
import { retentionRules, usualRetention } from '~/compliance/retention/retention-rules';
import { PAYLOADS_KEPT_DAYS } from '~/capture/inbox/purge.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { retentionOf, saveRetentionRules } from './retention.server';

const app = testApp(await testDatabase());
const deps = { ...app, shops: createShopDirectory({ pool: app.db.pool, ...app }) };

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const form = (changes: Record<string, string> = {}) => ({
  ...Object.fromEntries(Object.entries(usualRetention).map(([key, value]) => [key, String(value)])),
  ...changes,
});
const save = (changes: Record<string, string>) => saveRetentionRules(deps, shop.domain, '7', form(changes));
const settings = () => withShop(shop.id, async () => (await retentionOf(app.db.prisma, shop.id)).settings);
const activities = () => withShop(shop.id, () => app.db.prisma.activityEntry.findMany());

describe('how long a shop keeps what', () => {
  it('is as is usual until somebody says otherwise', async () => {
    expect(await settings()).toEqual(usualRetention);
    expect(usualRetention.payloadDays, 'as the inbox has it by itself').toBe(PAYLOADS_KEPT_DAYS);
  });

  it('is kept, and written down with what was changed and by whom', async () => {
    expect(await save({ visitorDays: '60' })).toEqual({ kind: 'saved' });
    expect(await settings()).toEqual({ ...usualRetention, visitorDays: 60 });
    expect(await activities()).toMatchObject([{ kind: 'retention-changed', actor: '7', details: { visitorDays: 60 } }]);
  });

  it('saved as it was is no news', async () => {
    expect(await save({})).toEqual({ kind: 'saved' });
    expect(await activities()).toEqual([]);
  });

  it.each(['', '0', '29', '181', '45.5', 'many', '1e9', '-1'])(
    'refuses “%s” days for visitors by its field',
    async (days) => {
      const outcome = await save({ visitorDays: days });
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'visitorDays' }] });
      expect(await settings()).toEqual(usualRetention);
    },
  );

  it('takes its own bounds', async () => {
    const { least, most } = retentionRules.historyMonths;
    for (const months of [least, most]) expect(await save({ historyMonths: `${months}` })).toEqual({ kind: 'saved' });
  });
});
