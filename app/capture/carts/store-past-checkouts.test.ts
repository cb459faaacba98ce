import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../../../tests/factories/gate';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { cartLine, cartReport, checkoutReport, gid, pastCheckout } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { CartLine, PastCheckout } from '../events/reports';
import { assignCart, completeCart, linesOf, storeCart, storeCheckout } from './store-cart.server';
import { assignPastCarts, storePastCheckouts } from './store-past-checkouts.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const past = (...checkouts: PastCheckout[]) => inShop((tx) => storePastCheckouts(tx, shop.id, checkouts));
const carts = () => inShop((tx) => tx.cart.findMany({ where: { shopId: shop.id }, orderBy: { token: 'asc' } }));
const minute = (count: number) => after(count * 60_000);

describe('a checkout of the past', () => {
  it('is a cart by itself while nobody has named its cart, with the way back to it', async () => {
    const stored = await past(pastCheckout(1, { createdAt: minute(-5), lines: [cartLine(1, 2)] }));
    expect(await carts()).toMatchObject([
      {
        ...{ token: 'checkout-1', checkoutToken: 'checkout-1', currency: 'EUR', profileId: null },
        ...{ createdAt: minute(-5), linesChangedAt: minute(0), cartUpdatedAt: minute(0), completedAt: null },
        checkoutUrl: 'https://shop.example/checkouts/checkout-1/recover',
        lines: [cartLine(1, 2)],
      },
    ]);
    expect([...stored]).toEqual([[gid('AbandonedCheckout', 1), { token: 'checkout-1', isNewest: true }]]);
  });

  it('goes by its cart’s token where its address names that', async () => {
    await past(pastCheckout(1, { cartToken: 'cart', checkoutToken: null }));
    await inShop((tx) => storeCheckout(tx, shop.id, checkoutReport('c', { cartToken: 'cart' })));
    expect(await carts()).toMatchObject([{ token: 'cart', checkoutToken: 'c' }]);
  });

  it('whose address holds no token goes by its id', async () => {
    await past(pastCheckout(1, { checkoutToken: null }));
    expect(await carts()).toMatchObject([{ token: gid('AbandonedCheckout', 1), checkoutToken: null }]);
  });

  it('that was completed is a cart that was bought', async () => {
    await past(pastCheckout(1, { completedAt: minute(3) }), pastCheckout(2));
    expect((await carts()).map(({ completedAt }) => completedAt)).toEqual([minute(3), null]);
  });

  it('that names nobody keeps no link: nobody could ask for its erasure', async () => {
    await past(pastCheckout(1, { customerId: null }));
    expect(await carts()).toMatchObject([{ checkoutUrl: null, checkoutToken: 'checkout-1' }]);
  });

  it('told again changes nothing, and told newer is changed', async () => {
    const page = [pastCheckout(1), pastCheckout(2)];
    await past(...page);
    const before = await carts();
    await past(...page, ...page);
    expect(await carts()).toEqual(before);
    await past(pastCheckout(2, { updatedAt: minute(9), lines: [], completedAt: minute(9) }));
    const [first, second] = await carts();
    expect(first).toEqual(before[0]);
    expect(second).toMatchObject({ lines: [], linesChangedAt: minute(9), completedAt: minute(9) });
  });

  it('told twice in one page, or with another of the same cart, counts by the newest', async () => {
    const of = (id: number, at: number) =>
      pastCheckout(id, { cartToken: 'cart', checkoutToken: null, updatedAt: minute(at), lines: [cartLine(1, at + 1)] });
    const stored = await past(of(1, 2), of(2, 5), of(1, 2), of(3, 4));
    const [cart, ...more] = await carts();
    expect(more).toEqual([]);
    expect(linesOf(cart ?? { lines: [] })).toEqual([cartLine(1, 6)]);
    expect([...stored.values()].map(({ isNewest }) => isNewest)).toEqual([false, true, false]);
  });

  it('belongs to one shop: the same token elsewhere is another cart', async () => {
    await past(pastCheckout(1));
    const other = await createShop(app);
    await withShop(other.id, () =>
      db.transaction((tx) => storePastCheckouts(tx, other.id, [pastCheckout(1, { lines: [], updatedAt: minute(9) })])),
    );
    expect(await carts()).toMatchObject([{ cartUpdatedAt: minute(0) }]);
  });

  it('of many in a page is stored with all others', async () => {
    await past(...Array.from({ length: 500 }, (_, id) => pastCheckout(id, { lines: [cartLine(id + 1)] })));
    const all = await carts();
    expect(all).toHaveLength(500);
    expect(new Set(all.map((cart) => linesOf(cart)[0]?.variantId)).size).toBe(500);
  });
});

/** One thing that is told of a cart `t` and its checkout `c`, at a moment of its own. */
interface Told {
  by: 'cart' | 'checkout' | 'checkout alone' | 'past by checkout' | 'past by cart' | 'order';
  minute: number;
  lines: CartLine[];
  isCompleted: boolean;
}

const told = (at: number, by: fc.Arbitrary<Told['by']>): fc.Arbitrary<Told> =>
  fc.record({
    by,
    minute: fc.constant(at),
    lines: fc
      .array(fc.integer({ min: 1, max: 2 }), { maxLength: 1 })
      .map((pieces) => pieces.map((n) => cartLine(1, n))),
    isCompleted: fc.boolean(),
  });

/** Up to five reports in the order in which they reach us, with repeats; one of them says that the checkout is the cart's. */
const story = fc
  .integer({ min: 1, max: 5 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, at) =>
        told(
          at,
          at === 0
            ? fc.constant('checkout' as const)
            : fc.constantFrom('cart', 'checkout', 'checkout alone', 'past by checkout', 'past by cart', 'order'),
        ),
      ),
    ),
  )
  .chain((all) =>
    fc
      .tuple(
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.array(fc.constantFrom(...all), { maxLength: 3 }),
      )
      .map(([once, again]) => ({ all, heard: [...once, ...again] })),
  );

const COMPLETED_AT = minute(90);

async function tell(tx: Db, [t, c]: [string, string], { by, minute: at, lines, isCompleted }: Told): Promise<void> {
  const stamps = { updatedAt: minute(at), completedAt: isCompleted ? COMPLETED_AT : null };
  switch (by) {
    case 'cart':
      return void (await storeCart(tx, shop.id, cartReport(t, { updatedAt: minute(at), lines })));
    case 'checkout':
      return void (await storeCheckout(tx, shop.id, checkoutReport(c, { cartToken: t, lines, ...stamps })));
    case 'checkout alone':
      return void (await storeCheckout(tx, shop.id, checkoutReport(c, { cartToken: null, lines, ...stamps })));
    case 'past by checkout':
      return void (await storePastCheckouts(tx, shop.id, [pastCheckout(1, { checkoutToken: c, lines, ...stamps })]));
    case 'past by cart': {
      const tokens = { cartToken: t, checkoutToken: null };
      return void (await storePastCheckouts(tx, shop.id, [pastCheckout(1, { ...tokens, lines, ...stamps })]));
    }
    case 'order':
      return completeCart(tx, shop.id, { cartToken: t, checkoutToken: c }, COMPLETED_AT);
  }
}

const quantity = (lines: CartLine[]) => lines.reduce((sum, line) => sum + line.quantity, 0);

describe('a cart that its webhooks, its order and a sync tell of, in any order and any number of times,', () => {
  it('is one, holds what is newest, and is bought if anything says so', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ all, heard }) => {
        const [t, c] = [`t-${++cases}`, `c-${cases}`];
        for (const each of heard) await inShop((tx) => tell(tx, [t, c], each));
        const rows = await inShop((tx) =>
          tx.cart.findMany({ where: { shopId: shop.id, OR: [{ token: t }, { token: c }, { checkoutToken: c }] } }),
        );
        const reports = all.filter(({ by }) => by !== 'order');
        const isBought = all.some(({ by, isCompleted }) => by === 'order' || (by !== 'cart' && isCompleted));
        expect(rows).toMatchObject([
          { token: t, checkoutToken: c, cartUpdatedAt: minute(reports.at(-1)?.minute ?? -1) },
        ]);
        expect(rows[0]?.completedAt).toEqual(isBought ? COMPLETED_AT : null);
        expect(quantity(linesOf(rows[0] ?? { lines: [] }))).toBe(quantity(reports.at(-1)?.lines ?? []));
        const changes = reports.filter(
          ({ lines }, index) => index > 0 && quantity(lines) !== quantity(reports[index - 1]?.lines ?? []),
        );
        expect(rows[0]?.linesChangedAt.getTime(), 'a reminder never comes early').toBeGreaterThanOrEqual(
          minute(changes.at(-1)?.minute ?? 0).getTime(),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('is one also when a webhook and a sync are just storing it at the same time', async () => {
    const [begun, end] = [gate(), gate()];
    const storing = inShop(async (tx) => {
      await storeCheckout(tx, shop.id, checkoutReport('checkout-1', { cartToken: 't', updatedAt: minute(5) }));
      begun.open();
      await end.passed;
    });
    await begun.passed;
    const syncing = past(pastCheckout(1, { lines: [cartLine(9)] }));
    await waitingForLock(db.pool);
    end.open();
    await Promise.all([storing, syncing]);
    expect(await carts()).toMatchObject([{ token: 't', cartUpdatedAt: minute(5), lines: [cartLine(1)] }]);
  });

  it('makes a webhook wait for the sync that is just storing it', async () => {
    const [begun, end] = [gate(), gate()];
    const syncing = inShop(async (tx) => {
      await storePastCheckouts(tx, shop.id, [pastCheckout(1)]);
      begun.open();
      await end.passed;
    });
    await begun.passed;
    const storing = inShop((tx) => storeCheckout(tx, shop.id, checkoutReport('checkout-1', { cartToken: 't' })));
    await waitingForLock(db.pool);
    end.open();
    await Promise.all([storing, syncing]);
    expect(await carts()).toMatchObject([{ token: 't', checkoutToken: 'checkout-1' }]);
  });
});

describe('a checkout that stood alone', () => {
  const pieces = (count: number) => [cartLine(1, count)];

  it('brings its own history along when its cart is named: a reminder never comes early', async () => {
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t', { updatedAt: minute(0), lines: pieces(1) })));
    for (const [at, count] of [[1, 1] as const, [2, 2] as const, [3, 1] as const])
      await past(pastCheckout(1, { updatedAt: minute(at), lines: pieces(count) }));
    const named = checkoutReport('checkout-1', { cartToken: 't', updatedAt: minute(4), lines: pieces(1) });
    await inShop((tx) => storeCheckout(tx, shop.id, named));
    expect(await carts()).toMatchObject([{ token: 't', linesChangedAt: minute(3), cartUpdatedAt: minute(4) }]);
  });

  it('is named by an order that knows both tokens, so that nothing told late of its cart looks abandoned', async () => {
    await past(pastCheckout(1));
    await inShop((tx) => completeCart(tx, shop.id, { cartToken: 't', checkoutToken: 'checkout-1' }, minute(5)));
    await inShop((tx) => storeCart(tx, shop.id, cartReport('t', { updatedAt: minute(4) })));
    expect(await carts()).toMatchObject([{ token: 't', checkoutToken: 'checkout-1', completedAt: minute(5) }]);
  });
});

describe('whose cart of the past it is', () => {
  it('is who the sync names, unless something newer named somebody', async () => {
    const [synced, live] = [app.ids.next(), app.ids.next()];
    await inShop(async (tx) => {
      for (const [id, at] of [[1, 5] as const, [2, -5] as const]) {
        await storeCheckout(
          tx,
          shop.id,
          checkoutReport(`checkout-${id}`, { cartToken: `t${id}`, updatedAt: minute(at) }),
        );
        await assignCart(tx, shop.id, `t${id}`, live);
      }
    });
    await inShop(async (tx) => {
      const stored = await storePastCheckouts(tx, shop.id, [pastCheckout(1), pastCheckout(2), pastCheckout(3)]);
      await assignPastCarts(
        tx,
        shop.id,
        [...stored.values()].map((cart) => ({ ...cart, profileId: synced })),
      );
      await assignPastCarts(tx, shop.id, []);
    });
    const owners = Object.fromEntries((await carts()).map(({ token, profileId }) => [token, profileId]));
    expect(owners).toEqual({ t1: live, t2: synced, 'checkout-3': synced });
  });
});
