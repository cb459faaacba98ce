import { beforeEach, describe, expect, it } from 'vitest';
import { buyCart, fillCart } from '../../../tests/factories/filled-carts';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { cartLine, cartReport, pastCheckout } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { abandonedCarts } from './abandoned-carts.server';
import { storeCart } from './store-cart.server';
import { storePastCheckouts } from './store-past-checkouts.server';

const app = testApp(await testDatabase());
const { db } = app;
const [ANA, BEN] = [app.ids.next(), app.ids.next()];
const minute = (count: number) => after(count * 60_000);

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const fill = (token: string, profileId: string, at: number, lines = [cartLine(1)]) =>
  inShop(() => fillCart(app, shop.id, { token, profileId, at: minute(at), lines }));
const order = (profileId: string, at: number) =>
  inShop(() => placeOrders(app, shop.id, [newOrder(app, { profileId, placedAt: minute(at) })]));
const abandoned = (since = 0, until = 100) =>
  inShop(() => abandonedCarts(db.prisma, shop.id, { since: minute(since), until: minute(until) }));
const tokens = async (since?: number, until?: number) => (await abandoned(since, until)).map(({ token }) => token);

describe('an abandoned cart', () => {
  it('says what it holds, what that is worth, whose it is, since when, and the way back', async () => {
    await fill('t', ANA, 7, [cartLine(1, 2, { priceMinor: 1_250 }), cartLine(2, 1, { priceMinor: 90 })]);
    expect(await abandoned()).toEqual([
      {
        ...{ token: 't', profileId: ANA, valueMinor: 2_590, linesChangedAt: minute(7), isNewest: true },
        lines: [cartLine(1, 2, { priceMinor: 1_250 }), cartLine(2, 1, { priceMinor: 90 })],
        checkoutUrl: 'https://shop.example/checkouts/checkout-of-t/recover',
      },
    ]);
  });

  it('is one that changed last from the first instant on and before the last', async () => {
    for (const at of [9, 10, 19, 20]) await fill(`at-${at}`, app.ids.next(), at);
    expect(await tokens(10, 20)).toEqual(['at-19', 'at-10']);
  });

  it('holds something: none that was emptied, or of lines without pieces', async () => {
    await fill('emptied', ANA, 1, []);
    await fill('no pieces', BEN, 1, [cartLine(1, 0)]);
    expect(await tokens()).toEqual([]);
  });

  it('was not bought, by whatever says so', async () => {
    await fill('t', ANA, 1);
    await inShop(() => buyCart(app, shop.id, 't'));
    expect(await tokens()).toEqual([]);
  });

  it('is over when its person orders then or later, whatever was ordered, and not by an order before', async () => {
    await fill('before', ANA, 5);
    await order(ANA, 4);
    expect(await tokens()).toEqual(['before']);
    await fill('then', BEN, 5);
    await order(BEN, 5);
    expect(await tokens(), 'another’s order ends nothing').toEqual(['before']);
    await order(ANA, 6);
    expect(await tokens()).toEqual([]);
  });

  it('is each of a person’s in a row, of which the last is the newest', async () => {
    for (const [token, at] of [['first', 1] as const, ['last', 9] as const, ['middle', 5] as const])
      await fill(token, ANA, at);
    await fill('ben', BEN, 3);
    const rows = await abandoned();
    expect(rows.map(({ token, isNewest }) => [token, isNewest])).toEqual([
      ['last', true],
      ['middle', false],
      ['ben', true],
      ['first', false],
    ]);
  });

  it('has one newest also where two are of the same instant', async () => {
    await fill('a', ANA, 1);
    await fill('b', ANA, 1);
    expect((await abandoned()).filter(({ isNewest }) => isNewest)).toHaveLength(1);
  });

  it('may be nobody’s: each of those counts for itself', async () => {
    await inShop(() =>
      db.transaction(async (tx) => {
        await storeCart(tx, shop.id, cartReport('visitor', { updatedAt: minute(2) }));
        await storePastCheckouts(tx, shop.id, [pastCheckout(1, { updatedAt: minute(1), customerId: null })]);
      }),
    );
    await order(ANA, 50);
    expect(await abandoned()).toMatchObject([
      { token: 'visitor', profileId: null, isNewest: true, checkoutUrl: null },
      { token: 'checkout-1', profileId: null, isNewest: true },
    ]);
  });

  it('is one of this shop', async () => {
    await fill('t', ANA, 1);
    const other = await createShop(app);
    const range = { since: minute(0), until: minute(100) };
    expect(await withShop(other.id, () => abandonedCarts(db.prisma, other.id, range))).toEqual([]);
  });
});
