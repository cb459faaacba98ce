import { describe, expect, test } from 'vitest';
import { buyCart, fillCart } from '../../tests/factories/filled-carts';
import { makePerson, makeVisitor } from '../../tests/factories/people';
import { newOrder, placeOrders } from '../../tests/factories/placed-orders';
import { cartLine } from '../../tests/factories/reports';
import { createShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { abandonedCartInsight } from './insight.server';

const app = testApp(await testDatabase());
const HOUR = 3_600_000;
const before = (hours: number) => after(-hours * HOUR, app.clock.now());

/** A cart of one line of 10.00 for each of so many pieces. */
const pieces = (quantity: number) => [cartLine(1, quantity, { priceMinor: 1_000 })];

async function inShop(work: (shopId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, () => work(id));
}
const insight = (shopId: string) => abandonedCartInsight(app.db.prisma, app.clock, shopId);

describe('what abandoned carts cost', () => {
  test('is nothing in an empty shop', () =>
    inShop(async (id) => {
      const nothing = { people: 0, valueMinor: 0, mailablePeople: 0, mailableValueMinor: 0, nextCart: null };
      expect(await insight(id)).toMatchObject({ days: 30, ...nothing });
    }));

  test('counts each person once, by their newest cart, and apart those who may be mailed', () =>
    inShop(async (id) => {
      const ana = await makePerson(app, id);
      const ben = await makePerson(app, id, { consent: 'never-given' });
      const visitor = await makeVisitor(app, id);
      await fillCart(app, id, { profileId: ana.profileId, token: 'ana-old', lines: pieces(9), at: before(100) });
      await fillCart(app, id, { profileId: ana.profileId, token: 'ana-new', lines: pieces(2), at: before(50) });
      await fillCart(app, id, { profileId: ben.profileId, token: 'ben', lines: pieces(3), at: before(20) });
      await fillCart(app, id, { profileId: visitor, token: 'visitor', lines: pieces(1), at: before(10) });
      expect(await insight(id)).toEqual({
        days: 30,
        ...{ people: 3, valueMinor: 6_000, mailablePeople: 1, mailableValueMinor: 2_000 },
        nextCart: { profileId: ana.profileId, cartToken: 'ana-new' },
      });
    }));

  test('leaves out what was bought, what is empty, what is too new and what is too old', () =>
    inShop(async (id) => {
      const carts = [
        { token: 'bought', at: before(30), lines: pieces(1) },
        { token: 'ordered', at: before(30), lines: pieces(1) },
        { token: 'emptied', at: before(30), lines: [] },
        { token: 'in hand', at: before(0.5), lines: pieces(1) },
        { token: 'long ago', at: before(31 * 24), lines: pieces(1) },
      ];
      for (const cart of carts) {
        const { profileId } = await makePerson(app, id);
        await fillCart(app, id, { profileId, ...cart });
        if (cart.token === 'bought') await buyCart(app, id, 'bought');
        if (cart.token === 'ordered') await placeOrders(app, id, [newOrder(app, { profileId, placedAt: before(29) })]);
      }
      expect(await insight(id)).toMatchObject({ people: 0, valueMinor: 0, nextCart: null });
    }));

  test('shows the newest cart of those who may be mailed', () =>
    inShop(async (id) => {
      for (const [token, hours] of [
        ['older', 40],
        ['newer', 5],
        ['middle', 20],
      ] as const) {
        const { profileId } = await makePerson(app, id);
        await fillCart(app, id, { profileId, token, lines: pieces(1), at: before(hours) });
      }
      expect((await insight(id)).nextCart).toMatchObject({ cartToken: 'newer' });
    }));
});
