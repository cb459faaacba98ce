import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { entriesOf, tellShop } from '../../../tests/factories/inbox-job';
import { gid, orderReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { numbersOfLives, orderLives, shuffled, tellingsOf, type ModelNumbers } from '../../../tests/models/order-life';
import { testDatabase } from '../../../tests/setup/database';
import type { OrderReport } from '~/capture/events/reports';
import { deleteOrder } from '~/capture/orders/delete-order.server';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { storeRefunds } from '~/capture/orders/store-refunds.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { numbersOf, recomputeNumbers } from './recompute-numbers.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
let anna: string;
beforeEach(async () => {
  shop = await createShop(app);
  anna = await makeProfile();
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
async function makeProfile(): Promise<string> {
  const id = app.ids.next();
  await inShop((tx) =>
    tx.profile.create({ data: { shopId: shop.id, id, createdAt: TEST_START, lastSeenAt: TEST_START } }),
  );
  return id;
}
const order = (id: number, changes: Partial<OrderReport> = {}) =>
  inShop(async (tx) => {
    await storeOrders(tx, shop.id, [{ ...orderReport(id, changes), profileId: anna }]);
    await recomputeNumbers(tx, shop.id, [anna]);
  });
const numbers = () => inShop((tx) => numbersOf(tx, shop.id, anna));

describe('what a person’s orders amount to', () => {
  it('is nothing before the first one, and for somebody nobody knows', async () => {
    const nothing = { orderCount: 0, grossMinor: 0, netMinor: 0, averageMinor: 0, itemCount: 0, lastOrderAt: null };
    expect(await numbers()).toMatchObject(nothing);
    await inShop((tx) => recomputeNumbers(tx, shop.id, [anna, app.ids.next()]));
    expect(await numbers()).toMatchObject(nothing);
  });

  it('is their sum: how many, for how much, less what came back, and when', async () => {
    await order(1);
    await order(2, { totalMinor: 5_001, refundedMinor: 1_001, placedAt: after(60_000) });
    expect(await numbers()).toEqual({
      ...{ orderCount: 2, grossMinor: 7_001, refundedMinor: 1_001, netMinor: 6_000, averageMinor: 3_501 },
      ...{ itemCount: 4, firstOrderAt: TEST_START, lastOrderAt: after(60_000) },
    });
  });

  it('counts pieces that are left of a line, where that is told', async () => {
    const [line] = orderReport(1).lines;
    if (!line) throw new Error('an order of the factory has a line');
    await order(1, {
      lines: [
        { ...line, quantity: 5, currentQuantity: 3 },
        { ...line, id: gid('LineItem', 2), quantity: 2 },
      ],
    });
    expect(await numbers()).toMatchObject({ itemCount: 5 });
  });

  it('leaves out tests and what was cancelled', async () => {
    await order(1, { isTest: true });
    await order(2, { cancelledAt: TEST_START });
    await order(3);
    expect(await numbers()).toMatchObject({ orderCount: 1, grossMinor: 2_000 });
  });

  it('counts an order in another currency than the shop’s, without its money', async () => {
    await order(1);
    await order(2, { currency: 'USD', totalMinor: 900_000, placedAt: after(60_000) });
    expect(await numbers()).toMatchObject({
      orderCount: 2,
      grossMinor: 2_000,
      averageMinor: 2_000,
      lastOrderAt: after(60_000),
    });
  });

  it('follows a refund that is told before its order, and a deletion that is', async () => {
    const refund = {
      id: gid('Refund', 1),
      orderId: gid('Order', 1),
      amountMinor: 500,
      refundedAt: TEST_START,
      lines: [],
    };
    await inShop((tx) => storeRefunds(tx, shop.id, [refund, refund]));
    await inShop((tx) => deleteOrder(tx, shop.id, gid('Order', 2), TEST_START));
    await order(1);
    await order(2, { updatedAt: after(60_000) });
    expect(await numbers()).toMatchObject({ orderCount: 1, grossMinor: 2_000, refundedMinor: 500, netMinor: 1_500 });
  });

  it('is right when many workers store orders of one person at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, id) => order(id + 1)));
    expect(await numbers()).toMatchObject({ orderCount: 12, grossMinor: 24_000, itemCount: 24 });
  });

  it('is each person’s own', async () => {
    await order(1);
    const somebody = anna;
    anna = await makeProfile();
    await order(2);
    await order(3);
    expect(await numbers()).toMatchObject({ orderCount: 2 });
    anna = somebody;
    expect(await numbers()).toMatchObject({ orderCount: 1 });
  });
});

async function toldNumbers(shopId: string): Promise<Map<number, ModelNumbers>> {
  return withShop(shopId, async () => {
    const identities = await db.prisma.identity.findMany({ where: { shopId, kind: 'customer' } });
    const entries = identities.map(async ({ value, profileId }): Promise<[number, ModelNumbers]> => {
      return [Number(value.split('/').at(-1)), await numbersOf(db.prisma, shopId, profileId)];
    });
    return new Map(await Promise.all(entries));
  });
}

describe('lives of orders, told in any order and some of it again', () => {
  it('amount to what a plain model says', async () => {
    const lives = orderLives({ orders: 3, customers: 2, acts: 4 });
    await fc.assert(
      fc.asyncProperty(
        lives.chain((told) => shuffled(tellingsOf(told)).map((deliveries) => ({ told, deliveries }))),
        async ({ told, deliveries }) => {
          const { id } = await createShop(app);
          await tellShop(app, id, ...deliveries);
          const problems = (await entriesOf(app, id)).filter(({ problem }) => problem !== null);
          expect(problems).toEqual([]);
          const expected = numbersOfLives(told);
          const found = await toldNumbers(id);
          // A customer whose orders were all deleted before anything was told of them is not known at all.
          for (const [customer, numbers] of expected)
            expect(found.get(customer) ?? none, `customer ${customer}`).toEqual(numbers);
        },
      ),
      { numRuns: 10 },
    );
  });
});

const none: ModelNumbers = numbersOfLives([
  {
    ...{ customer: 0, pieces: 1, priceMinor: 1, isTest: true, totalFollowsEdits: true, acts: [] },
  },
]).get(0) as ModelNumbers;
