import { beforeEach, describe, expect, it } from 'vitest';
import { minutes } from '~/platform/clock/clock';
import { noteAccess } from '~/platform/shops/shop-access.server';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { FEWEST_REFUSALS, leaveRefusingShops, REFUSED_DAYS } from './leave-refusing-shops.server';

const HOUR = minutes(60);
const app = testApp(await testDatabase());
const { prisma } = app.db;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await prisma.shop.update({ where: { id: shop.id }, data: { installedAt: app.clock.now() } });
  const session = { id: `offline_${shop.domain}`, shop: shop.domain, state: '', accessToken: 'sealed' };
  await prisma.session.create({ data: session });
});

const refused = () => noteAccess(app, shop.domain, 'refused');
const row = () => prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
const leave = () => leaveRefusingShops(app);
/** Refused each hour, until so many days have passed since the first time. */
async function refusedForDays(days: number): Promise<Date> {
  const since = app.clock.now();
  for (let hour = 0; hour < days * 24; hour++) {
    await refused();
    app.advance(HOUR);
  }
  return since;
}

describe('a shop that Shopify refuses', () => {
  it('is taken for removed after two days, since when it was refused, and its tokens are forgotten', async () => {
    const since = await refusedForDays(REFUSED_DAYS);
    await leave();
    expect(await row()).toMatchObject({ uninstalledAt: since });
    expect(await prisma.session.count({ where: { shop: shop.domain } })).toBe(0);
    expect(app.logged.at(-1)).toMatchObject({ level: 40, shopId: shop.id, refusals: REFUSED_DAYS * 24 });
  });

  it('stays for two days', async () => {
    await refusedForDays(REFUSED_DAYS);
    app.advance(-1);
    await leave();
    app.advance(1);
    expect(await row()).toMatchObject({ uninstalledAt: null });
  });

  it('stays where it was asked too seldom to be sure, however long ago', async () => {
    for (let time = 1; time < FEWEST_REFUSALS; time++) {
      await refused();
      app.advance(HOUR);
    }
    app.advance(30 * 24 * HOUR);
    await leave();
    expect(await row()).toMatchObject({ uninstalledAt: null, accessRefusals: FEWEST_REFUSALS - 1 });
  });

  it('is refused once an hour at most: many who ask at the same time are one', async () => {
    for (let asked = 0; asked < 20; asked++) await refused();
    expect(await row()).toMatchObject({ accessRefusals: 1 });
  });

  it('and lets the app in again is as if nothing had been', async () => {
    await refusedForDays(REFUSED_DAYS);
    await noteAccess(app, shop.domain, 'there');
    await leave();
    expect(await row()).toMatchObject({ uninstalledAt: null, accessLostAt: null, accessRefusals: 0 });
  });

  it('is not one that nobody asked for 90 days', async () => {
    await noteAccess(app, shop.domain, 'expired');
    app.advance(30 * 24 * HOUR);
    await leave();
    expect(await row()).toMatchObject({ uninstalledAt: null, accessRefusals: 0 });
    expect((await row()).accessLostAt).not.toBeNull();
  });
});
