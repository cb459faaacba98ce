import { describe, expect, it } from 'vitest';
import { addMs, minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { makePerson } from '../../../tests/factories/people';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { deleteLeftShops, LEFT_SHOPS_KEPT_DAYS } from './delete-left-shops.server';

const DAY = minutes(1_440);
const app = testApp(await testDatabase());
const { prisma } = app.db;

/** With a person, a ledger and a session. */
async function shopWithPeople(): Promise<TestShop> {
  const shop = await createShop(app);
  await withShop(shop.id, () => makePerson(app, shop.id));
  const session = { id: `offline_${shop.domain}`, shop: shop.domain, state: '', accessToken: 'sealed' };
  await prisma.session.create({ data: session });
  return shop;
}

const set = (shop: TestShop, uninstalledAt: Date | null) =>
  prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt } });

const forgotten: string[] = [];
const deleteThem = () => deleteLeftShops({ ...app, shops: { forget: (domain) => void forgotten.push(domain) } });
const isThere = async ({ id }: TestShop): Promise<boolean> => (await prisma.shop.count({ where: { id } })) > 0;

describe('a shop that left', () => {
  it('is deleted within thirty days with everything of it, though nobody asked', async () => {
    const [gone, stays] = [await shopWithPeople(), await shopWithPeople()];
    await set(gone, app.clock.now());
    app.advance(LEFT_SHOPS_KEPT_DAYS * DAY);
    await deleteThem();
    expect(await isThere(gone), 'to the very instant').toBe(true);
    app.advance(1);
    await deleteThem();
    expect(await isThere(gone)).toBe(false);
    expect(forgotten).toContain(gone.domain);
    expect(await withShop(gone.id, () => prisma.consentEntry.count())).toBe(0);
    expect(await withShop(stays.id, () => prisma.consentEntry.count())).toBe(1);
    const sessions = await prisma.session.findMany({ where: { shop: { in: [gone.domain, stays.domain] } } });
    expect(sessions.map(({ shop }) => shop)).toEqual([stays.domain]);
    expect(LEFT_SHOPS_KEPT_DAYS).toBeLessThan(30);
  });

  it('and came back stays, however long ago it had left', async () => {
    const shop = await shopWithPeople();
    await set(shop, addMs(app.clock.now(), -100 * DAY));
    await set(shop, null);
    await deleteThem();
    expect(await isThere(shop)).toBe(true);
  });

  it('and comes back just as it would be deleted stays', async () => {
    const shop = await shopWithPeople();
    await set(shop, addMs(app.clock.now(), -100 * DAY));
    const held = app.db.transaction(async (tx) => {
      await tx.shop.update({ where: { id: shop.id }, data: { uninstalledAt: null } });
      const deleting = deleteThem();
      await waitingForLock(app.db.pool);
      return { deleting };
    });
    await (
      await held
    ).deleting;
    expect(await isThere(shop)).toBe(true);
  });
});
