import { beforeEach, describe, expect, it } from 'vitest';
import { cartReport, gid, orderReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import { assignCart, storeCart } from '../carts/store-cart.server';
import { storeOrders } from '../orders/store-orders.server';
import type { CustomerEvent } from './event';
import { moveHistory } from '../move-history.server';
import { appendEvents } from './event-log.server';

const app = testApp(await testDatabase(), { systemAheadMs: 60_000 });
const { db } = app;

let shop: TestShop;
let anna: string;
beforeEach(async () => {
  shop = await createShop(app);
  anna = app.ids.next();
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const append = (...events: CustomerEvent[]) =>
  inShop((tx) =>
    appendEvents(
      app,
      tx,
      shop.id,
      events.map((event) => ({ profileId: anna, event })),
    ),
  );
const log = () => withShop(shop.id, () => db.prisma.event.findMany({ orderBy: { id: 'asc' } }));

const viewed = (dedupeKey: string, changes: Partial<CustomerEvent> = {}): CustomerEvent =>
  ({
    type: 'product_viewed',
    properties: { productId: gid('Product', 1) },
    occurredAt: TEST_START,
    source: 'storefront',
    dedupeKey,
    ...changes,
  }) as CustomerEvent;

describe('the event log', () => {
  it('keeps what happened and when, and when it was recorded by the machine’s time', async () => {
    await append(viewed('a', { occurredAt: after(-5_000) }));
    expect(await log()).toEqual([
      {
        shopId: shop.id,
        id: expect.any(String) as string,
        profileId: anna,
        type: 'product_viewed',
        properties: { productId: gid('Product', 1) },
        occurredAt: after(-5_000),
        recordedAt: after(60_000),
        source: 'storefront',
        dedupeKey: 'a',
      },
    ]);
  });

  it('names what was new in it by key, with its id', async () => {
    const first = await append(viewed('a'), viewed('b'));
    expect([...first.keys()].sort()).toEqual(['a', 'b']);
    const second = await append(viewed('b'), viewed('c'));
    expect([...second.keys()]).toEqual(['c']);
    const ids = (await log()).map(({ id, dedupeKey }) => [dedupeKey, id]);
    expect(new Map(ids as [string, string][])).toEqual(new Map([...first, ...second]));
  });

  it('holds a fact once, also when one batch or many workers tell it again and again', async () => {
    await append(viewed('a'), viewed('a'), viewed('a'));
    const added = await Promise.all(Array.from({ length: 20 }, () => append(viewed('a'), viewed('b'))));
    expect(
      added.filter((each) => each.has('b')),
      'exactly one of them was first',
    ).toHaveLength(1);
    expect((await log()).map(({ dedupeKey }) => dedupeKey).sort()).toEqual(['a', 'b']);
  });

  it('does not let a later telling change the first', async () => {
    await append(viewed('a'));
    await append(viewed('a', { properties: { productId: gid('Product', 2) }, occurredAt: after(1) }));
    expect((await log())[0]).toMatchObject({ properties: { productId: gid('Product', 1) }, occurredAt: TEST_START });
  });

  it('keeps any text as it was', async () => {
    const query = `"quoted" 'single' \\ ü 日本 👍 {"json": true}`;
    await append(viewed('a', { type: 'search_submitted', properties: { query } }));
    expect((await log())[0]?.properties).toEqual({ query });
  });

  it('takes nothing for nothing', async () => {
    expect(await append()).toEqual(new Map());
  });

  it('is each shop’s own: the same key elsewhere is another fact', async () => {
    await append(viewed('a'));
    const mine = shop;
    shop = await createShop(app);
    expect([...(await append(viewed('a'))).keys()]).toEqual(['a']);
    shop = mine;
    expect(await log()).toHaveLength(1);
  });
});

describe('a merge', () => {
  it('gives everything captured of one person to the other, and nothing of anybody else', async () => {
    const [visitor, stranger] = [app.ids.next(), app.ids.next()];
    const held = async (profileId: string) => {
      const where = { shopId: shop.id, profileId };
      return withShop(shop.id, async () => [
        await db.prisma.event.count({ where }),
        await db.prisma.cart.count({ where }),
        await db.prisma.order.count({ where }),
      ]);
    };
    for (const [index, profileId] of [visitor, stranger, anna].entries())
      await inShop(async (tx) => {
        await appendEvents(app, tx, shop.id, [{ profileId, event: viewed(`e${index}`) }]);
        await storeCart(tx, shop.id, cartReport(`cart-${index}`));
        await assignCart(tx, shop.id, `cart-${index}`, profileId);
        await storeOrders(tx, shop.id, [{ ...orderReport(index), profileId }]);
      });
    await inShop((tx) => moveHistory(tx, shop.id, visitor, anna));
    expect([await held(visitor), await held(anna), await held(stranger)]).toEqual([
      [0, 0, 0],
      [2, 2, 2],
      [1, 1, 1],
    ]);
  });
});
