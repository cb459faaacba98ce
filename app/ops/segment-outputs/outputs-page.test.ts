import { expect, it } from 'vitest';
import { inShopify } from '../../../tests/factories/shopify-world';
import { testApp } from '../../../tests/factories/test-app';
import { openTelling } from '../../../tests/factories/told-segments';
import { testDatabase } from '../../../tests/setup/database';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { changeOutput } from './change-output.server';
import { outputsPage } from './outputs-page.server';

const app = testApp(await testDatabase());
const shops = createShopDirectory({ pool: app.db.pool, ids: app.ids, systemClock: app.systemClock });
const deps = { ...app, shops };

it('says how far Shopify knows, of whom it would not hear and why, and asks again when that is wanted', () =>
  inShopify(async (world) => {
    const telling = await openTelling(app, world);
    const { shopId, inShop } = telling;
    const { domain } = await inShop(() => app.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } }));
    const [anna, bea] = [await telling.addPerson(), await telling.addPerson()];
    const stranger = app.ids.next();
    const at = app.clock.now();
    await inShop(() => app.db.prisma.profile.create({ data: { shopId, id: stranger, createdAt: at, lastSeenAt: at } }));
    const vip = await telling.addSegment('Best Customers');
    for (const id of [anna.profileId, bea.profileId, stranger]) await telling.enter(vip, id);
    const page = () => outputsPage(deps, domain, vip);
    const change = (form: Record<string, string>) => changeOutput(deps, domain, '77', vip, form);

    expect(await page()).toMatchObject({
      output: { tag: null, handle: null },
      proposed: { tag: 'Segment: Best Customers', handle: 'best-customers' },
    });
    expect(await change({ intent: 'call', tag: 'a,b' })).toMatchObject({
      kind: 'refused',
      problems: [{ field: 'tag' }],
    });
    expect(await change({ intent: 'call', tag: ' Best ' })).toEqual({ kind: 'saved' });
    expect(await page()).toMatchObject({
      output: { tag: 'Best' },
      people: 3,
      told: 0,
      waiting: 2,
      withoutCustomer: 1,
      stillToTell: 2,
    });

    const full = Array.from({ length: 250 }, (_, number) => `tag ${number}`);
    world.store.updateCustomer(bea.customerId, { tags: full });
    await telling.tell();
    expect(await page()).toMatchObject({
      ...{ told: 1, waiting: 0, refusedCount: 1, stillToTell: 0 },
      refused: [
        {
          profileId: bea.profileId,
          customer: bea.customerId.split('/').at(-1),
          problem: 'Shopify says: A customer can have at most 250 tags.',
        },
      ],
    });
    world.store.updateCustomer(bea.customerId, { tags: [] });
    expect(await change({ intent: 'ask-again' })).toEqual({ kind: 'saved' });
    await telling.tell();
    expect(await page()).toMatchObject({ told: 2, refusedCount: 0, refused: [] });

    expect(await change({ intent: 'call' })).toEqual({ kind: 'saved' });
    await telling.tell();
    expect(await page()).toMatchObject({ output: { tag: null, handle: null }, stillToTell: 0 });
    const done = await inShop(() =>
      app.db.prisma.activityEntry.findMany({ where: { shopId }, orderBy: { id: 'asc' } }),
    );
    expect(done.map(({ kind, details }) => [kind, details])).toEqual([
      ['segment-output-changed', { name: 'Best Customers', tag: 'Best' }],
      ['segment-output-changed', { name: 'Best Customers' }],
    ]);
  }));

it('is of no segment that is not there', async () => {
  const { domain } = await openShop();
  expect(await outputsPage(deps, domain, 'nonsense')).toBeNull();
  expect(await outputsPage(deps, domain, app.ids.next())).toBeNull();
  expect(await changeOutput(deps, domain, '77', app.ids.next(), { intent: 'call', tag: 'x' })).toMatchObject({
    kind: 'refused',
  });
});

async function openShop(): Promise<{ domain: string }> {
  const domain = `outputs-${app.ids.next()}.myshopify.com`;
  await shops.findOrCreate(domain);
  return { domain };
}
