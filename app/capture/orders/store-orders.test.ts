import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { gid, orderReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { OrderReport } from '../events/reports';
import { storeOrders, type KnownOrder } from './store-orders.server';

const app = testApp(await testDatabase());
const { db } = app;
const profileId = app.ids.next();

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const store = (...orders: KnownOrder[]) => inShop((tx) => storeOrders(tx, shop.id, orders));
const order = (id: number) =>
  withShop(shop.id, () =>
    db.prisma.order.findUnique({
      where: { shopId_id: { shopId: shop.id, id: gid('Order', id) } },
      include: { lines: { orderBy: { id: 'asc' } } },
    }),
  );

const known = (id: number, changes: Partial<OrderReport> = {}, by = profileId): KnownOrder => ({
  ...orderReport(id, changes),
  profileId: by,
});

/** The order as it was after so many minutes: it grows, loses lines, is refunded and at last cancelled. */
const asOf = (id: number, minute: number): KnownOrder =>
  known(id, {
    updatedAt: after(minute * 60_000),
    refundedMinor: minute * 10,
    cancelledAt: minute === 4 ? after(minute * 60_000) : null,
    lines: Array.from({ length: (minute % 3) + 1 }, (_, line) => ({
      id: gid('LineItem', id * 100 + line),
      productId: gid('Product', line),
      variantId: null,
      title: `Line ${line}`,
      quantity: minute + 1,
      currentQuantity: null,
      priceMinor: 500,
    })),
  });

describe('reports of an order, in any order and any number of times', () => {
  it('amount to the newest one, with its lines', async () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1 });
    let id = 0;
    await fc.assert(
      fc.asyncProperty(minutes, fc.array(fc.nat(4), { maxLength: 3 }), async (once, again) => {
        id += 1;
        const heard = [...once, ...again.filter((minute) => once.includes(minute))];
        for (const minute of heard) await store(asOf(id, minute));
        const newest = asOf(id, Math.max(...once));
        expect(await order(id)).toMatchObject({
          refundedMinor: newest.refundedMinor,
          cancelledAt: newest.cancelledAt,
          sourceUpdatedAt: newest.updatedAt,
          lines: newest.lines,
        });
      }),
      { numRuns: 150 },
    );
  });

  it('may come in one batch, beside other orders', async () => {
    const added = await store(asOf(1, 2), asOf(2, 0), asOf(1, 4), asOf(1, 3), asOf(1, 4));
    expect(added).toEqual(new Set([gid('Order', 1), gid('Order', 2)]));
    expect(await order(1)).toMatchObject({ refundedMinor: 40, lines: asOf(1, 4).lines });
    expect(await order(2)).toMatchObject({ refundedMinor: 0, lines: asOf(2, 0).lines });
  });

  it('stored by several workers at once amount to the newest one', async () => {
    await Promise.all([3, 1, 4, 0, 2].map((minute) => store(asOf(1, minute))));
    expect(await order(1)).toMatchObject({ refundedMinor: 40, lines: asOf(1, 4).lines });
  });
});

describe('storing orders', () => {
  it('tells which of them are new', async () => {
    expect(await store(known(1), known(2))).toEqual(new Set([gid('Order', 1), gid('Order', 2)]));
    expect(await store(known(2), known(3))).toEqual(new Set([gid('Order', 3)]));
    expect(await store(known(1, { updatedAt: after(1) }))).toEqual(new Set());
    expect(await store()).toEqual(new Set());
  });

  it('gives an order to the person the newest report names', async () => {
    const other = app.ids.next();
    await store(known(1, { updatedAt: after(2) }, other));
    await store(known(1, { updatedAt: after(1) }));
    expect(await order(1)).toMatchObject({ profileId: other });
  });

  it('keeps the cart and the checkout an order came from when a newer report does not name them', async () => {
    await store(known(1, { cartToken: 'cart', checkoutToken: 'checkout' }));
    await store(known(1, { updatedAt: after(1) }));
    expect(await order(1)).toMatchObject({ cartToken: 'cart', checkoutToken: 'checkout' });
  });

  it('takes an order without lines, without product, without anything but its total', async () => {
    await store(known(1, { lines: [], totalMinor: 0, isTest: true, currency: 'JPY' }));
    expect(await order(1)).toMatchObject({ lines: [], totalMinor: 0, isTest: true, currency: 'JPY' });
  });

  it('takes amounts of currencies with small units whole, and refuses fractions of a unit', async () => {
    const [totalMinor, refundedMinor] = [Number.MAX_SAFE_INTEGER, 12_345_678_901];
    const [line] = asOf(1, 1).lines;
    await store(
      known(1, {
        currency: 'IDR',
        totalMinor,
        refundedMinor,
        lines: line ? [{ ...line, priceMinor: totalMinor }] : [],
      }),
    );
    expect(await order(1)).toMatchObject({ totalMinor, refundedMinor, lines: [{ priceMinor: totalMinor }] });
    await expect(store(known(2, { totalMinor: 0.5 }))).rejects.toThrow('minor_units');
  });

  it('is within one shop: the same order elsewhere is another', async () => {
    await store(known(1));
    const mine = shop;
    shop = await createShop(app);
    expect(await store(known(1, { totalMinor: 7, updatedAt: after(1) }))).toEqual(new Set([gid('Order', 1)]));
    shop = mine;
    expect(await order(1)).toMatchObject({ totalMinor: 2_000 });
  });
});
