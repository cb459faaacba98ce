import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { cartLine, cartReport, checkoutReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { CartLine } from '../events/reports';
import { assignCart, completeCart, linesOf, storeCart, storeCheckout } from './store-cart.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const cart = (token: string) =>
  withShop(shop.id, () => db.prisma.cart.findUnique({ where: { shopId_token: { shopId: shop.id, token } } }));

/** One thing that is told of a cart, at a moment of its own. */
interface Told {
  by: 'cart' | 'checkout';
  minute: number;
  lines: CartLine[];
  isCompleted: boolean;
}

const told = (minute: number): fc.Arbitrary<Told> =>
  fc.record({
    by: fc.constantFrom('cart', 'checkout'),
    minute: fc.constant(minute),
    lines: fc
      .array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.nat(2)), { maxLength: 2 })
      .map((parts) => parts.map(([variant, quantity]) => cartLine(variant, quantity))),
    isCompleted: fc.boolean(),
  });

/** A story of up to five reports, and the order, with repeats, in which they reach us. */
const story = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, minute) => told(minute))))
  .chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc
        .tuple(
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          fc.array(fc.constantFrom(...all), { maxLength: 3 }),
        )
        .map(([once, again]) => [...once, ...again]),
    ),
  );

const COMPLETED_AT = after(3_600_000);

async function tell(tx: Db, token: string, { by, minute, lines, isCompleted }: Told): Promise<void> {
  const updatedAt = after(minute * 60_000);
  if (by === 'cart') await storeCart(tx, shop.id, cartReport(token, { updatedAt, lines }));
  else
    await storeCheckout(
      tx,
      shop.id,
      checkoutReport(`c-${token}`, {
        cartToken: token,
        updatedAt,
        lines,
        completedAt: isCompleted ? COMPLETED_AT : null,
      }),
    );
}

const quantities = (lines: CartLine[]) => lines.map(({ variantId, quantity }) => `${quantity} × ${variantId}`);

/** When the contents last became what they are, by the stamps in their order. */
function changedAt(all: Told[]): Date {
  const sum = ({ lines }: Told) =>
    JSON.stringify(
      [1, 2].map((v) => lines.filter((l) => l.variantId.endsWith(`/${v}`)).reduce((n, l) => n + l.quantity, 0)),
    );
  let last = 0;
  for (const [index, each] of all.entries()) if (index > 0 && sum(each) !== sum(all[index - 1] as Told)) last = index;
  return after(last * 60_000);
}

describe('reports of a cart, in any order and any number of times', () => {
  it('amount to the newest one, with all that only a checkout knows', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(story, async ([all, heard]) => {
        const token = `story-${++cases}`;
        for (const each of heard) await inShop((tx) => tell(tx, token, each));
        const stored = await cart(token);
        const checkouts = all.filter(({ by }) => by === 'checkout');
        expect(stored).toMatchObject({
          cartUpdatedAt: after((all.length - 1) * 60_000),
          checkoutToken: checkouts.length ? `c-${token}` : null,
          completedAt: checkouts.some(({ isCompleted }) => isCompleted) ? COMPLETED_AT : null,
        });
        expect(quantities(linesOf(stored ?? { lines: [] }))).toEqual(quantities(all.at(-1)?.lines ?? []));
        expect(stored?.linesChangedAt.getTime(), 'a reminder never comes early').toBeGreaterThanOrEqual(
          changedAt(all).getTime(),
        );
      }),
      { numRuns: 250 },
    );
  });

  it('told in their order, also say when the contents last changed', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(story, async ([all]) => {
        const token = `in-order-${++cases}`;
        for (const each of all) await inShop((tx) => tell(tx, token, each));
        expect((await cart(token))?.linesChangedAt).toEqual(changedAt(all));
      }),
      { numRuns: 100 },
    );
  });

  it('told by two workers at once amount to the newest one', async () => {
    const all: Told[] = Array.from({ length: 20 }, (_, minute) => ({
      by: minute % 3 ? 'cart' : 'checkout',
      minute,
      lines: [cartLine(1, minute + 1)],
      isCompleted: false,
    }));
    await Promise.all(all.map((each) => inShop((tx) => tell(tx, 'busy', each))));
    const stored = await cart('busy');
    expect(linesOf(stored ?? { lines: [] })[0]?.quantity).toBe(20);
  });

  it('say whether they changed the contents', async () => {
    const store = (minute: number, lines: CartLine[]) =>
      inShop((tx) => storeCart(tx, shop.id, cartReport('t', { updatedAt: after(minute * 60_000), lines })));
    expect(await store(5, [cartLine(1)])).toMatchObject({ linesChanged: true });
    expect(await store(6, [cartLine(1)])).toMatchObject({ linesChanged: false });
    expect(await store(4, [cartLine(2)]), 'old news').toMatchObject({ linesChanged: false, lines: [cartLine(1)] });
    expect(await store(7, [])).toMatchObject({ linesChanged: true, lines: [] });
    const empty = await inShop((tx) => storeCart(tx, shop.id, cartReport('other', { lines: [] })));
    expect(empty).toMatchObject({ linesChanged: false });
  });
});

describe('a checkout', () => {
  it('without a cart stands by itself', async () => {
    await inShop((tx) => storeCheckout(tx, shop.id, checkoutReport('alone', { cartToken: null })));
    expect(await cart('alone')).toMatchObject({ checkoutToken: 'alone', currency: 'EUR' });
  });

  it('keeps the way back to it when a later report does not tell it', async () => {
    await inShop((tx) => storeCheckout(tx, shop.id, checkoutReport('c', { cartToken: 't' })));
    await inShop((tx) =>
      storeCheckout(tx, shop.id, checkoutReport('c', { cartToken: 't', url: null, updatedAt: after(9) })),
    );
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t', { updatedAt: after(10) })));
    expect(await cart('t')).toMatchObject({ checkoutUrl: 'https://shop.example/checkouts/c/recover', currency: 'EUR' });
  });
});

describe('a cart that was bought', () => {
  const buy = (cartToken: string | null, checkoutToken: string | null, ms = 0) =>
    inShop((tx) => completeCart(tx, shop.id, { cartToken, checkoutToken }, after(ms)));

  it.each([
    ['its cart', 't', null],
    ['its checkout', null, 'c'],
    ['both', 't', 'c'],
  ])('is known by %s', async (_, cartToken, checkoutToken) => {
    await inShop((tx) => storeCheckout(tx, shop.id, checkoutReport('c', { cartToken: 't' })));
    await buy(cartToken, checkoutToken);
    expect((await cart('t'))?.completedAt).toEqual(after(0));
  });

  it('stays bought since when it was first said', async () => {
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t')));
    await buy('t', null, 1_000);
    await buy('t', null, 2_000);
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t', { updatedAt: after(5_000), lines: [] })));
    expect((await cart('t'))?.completedAt).toEqual(after(1_000));
  });

  it('is bought also when the order is told before anything of the cart', async () => {
    await buy('early', 'c', 1_000);
    await inShop((tx) => storeCart(tx, shop.id, cartReport('early', { updatedAt: after(500), lines: [cartLine(3)] })));
    expect(await cart('early')).toMatchObject({ completedAt: after(1_000), cartUpdatedAt: after(500) });
    expect(linesOf((await cart('early')) ?? { lines: [] })).toEqual([cartLine(3)]);
    await buy(null, 'alone', 1_000);
    await inShop((tx) => storeCheckout(tx, shop.id, checkoutReport('alone', { cartToken: null })));
    expect((await cart('alone'))?.completedAt).toEqual(after(1_000));
  });

  it('is no other cart: an order that names none completes none', async () => {
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t')));
    await buy(null, null);
    await buy('other', null);
    expect((await cart('t'))?.completedAt).toBeNull();
  });

  it('belongs to one shop: the same token elsewhere is another cart', async () => {
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t')));
    const other = await createShop(app);
    await withShop(other.id, () => db.transaction((tx) => storeCart(tx, other.id, cartReport('t', { lines: [] }))));
    await withShop(other.id, () =>
      db.transaction((tx) => completeCart(tx, other.id, { cartToken: 't', checkoutToken: null }, after(0))),
    );
    expect(await cart('t')).toMatchObject({ completedAt: null });
  });
});

describe('whose cart it is', () => {
  it('is who was last told, and nobody where the cart is not known', async () => {
    const [first, second] = [app.ids.next(), app.ids.next()];
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t')));
    await inShop((tx) => assignCart(tx, shop.id, 't', first));
    await inShop((tx) => assignCart(tx, shop.id, 't', second));
    await inShop((tx) => assignCart(tx, shop.id, 'unknown', second));
    expect(await cart('t')).toMatchObject({ profileId: second });
    expect(await cart('unknown')).toBeNull();
  });
});
