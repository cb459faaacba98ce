import { describe, expect, it } from 'vitest';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { plan } from '../../../tests/factories/messages';
import { productId, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { countMailFeedback } from './count-mail-feedback.server';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const app = testApp(await testDatabase());
const { prisma } = app.db;

interface Mailed {
  id: string;
  profileId: string;
}
interface World {
  shopId: string;
  send(sentAt?: Date, changes?: object): Promise<Mailed>;
  click(mail: Mailed, product: number, at?: Date): Promise<void>;
  buy(mail: Mailed, product: number, placedAt: Date, changes?: object): Promise<void>;
  /** As they stand after a night's count: `day strategy place: shown/clicked/bought`. */
  counts(): Promise<string[]>;
}

/** A shop with two products, which each mail shows: the first by visits, the second without a strategy, as before it was kept. */
async function inShop(work: (world: World) => Promise<void>): Promise<void> {
  const { id: shopId } = await createShop(app);
  const recommendations = [
    { productId: productId(1), reason: { kind: 'seen-in-visit' }, strategy: 'visit-next' },
    { productId: productId(2), reason: { kind: 'best-seller', rank: 1 } },
  ];
  const send: World['send'] = async (sentAt = after(0), changes = {}) => {
    const { profileId } = await makePerson(app, shopId);
    const { id } = await plan(app, shopId, { profileId });
    const data = { state: 'accepted', sentAt, recommendations, ...changes };
    await prisma.message.update({ where: { shopId_id: { shopId, id } }, data });
    return { id, profileId };
  };
  const click: World['click'] = async ({ id, profileId }, product, at = after(HOUR)) => {
    const about = { occurredAt: at, recordedAt: at, source: 'postmark', dedupeKey: app.ids.next() };
    const properties = { messageId: id, url: `https://shop.example/products/product-${product}?utm_source=kindred` };
    await prisma.event.create({
      data: { shopId, id: app.ids.next(), profileId, type: 'email_clicked', ...about, properties },
    });
    await prisma.message.update({ where: { shopId_id: { shopId, id } }, data: { clickedAt: at } });
  };
  await withShop(shopId, async () => {
    await stockShelf(app, shopId, 2);
    await work({
      ...{ shopId, send, click },
      buy: async ({ profileId }, product, placedAt, changes = {}) => {
        await placeOrders(app, shopId, [newOrder(app, { profileId, products: [product], placedAt, ...changes })]);
      },
      async counts() {
        await countMailFeedback(app, shopId);
        const rows = await prisma.recommendationFeedback.findMany({
          where: { shopId, surface: 'email' },
          orderBy: [{ day: 'asc' }, { place: 'asc' }],
        });
        return rows.map(
          ({ day, strategy, place, shown, clicked, bought }) =>
            `${day.toISOString().slice(8, 10)} ${strategy} ${place}: ${shown}/${clicked}/${bought}`,
        );
      },
    });
  });
}

describe('what came of the products in mails', () => {
  it('is counted by the mail’s day, strategy and place: shown, clicked, bought', () =>
    inShop(async ({ send, click, buy, counts }) => {
      const [one, other] = [await send(), await send()];
      await send(after(-DAY));
      await click(one, 1);
      await click(other, 1);
      await click(other, 2);
      await buy(other, 1, after(2 * HOUR));
      expect(await counts()).toEqual([
        '09 visit-next 1: 1/0/0',
        '09 best-seller 2: 1/0/0',
        '10 visit-next 1: 2/2/1',
        '10 best-seller 2: 2/1/0',
      ]);
    }));

  it('is the same when it is counted again, and right when a click or an order is told late or taken back', () =>
    inShop(async ({ shopId, send, click, buy, counts }) => {
      const mail = await send();
      const first = await counts();
      expect(await counts()).toEqual(first);
      app.advance(3 * DAY);
      await buy(mail, 1, after(3 * HOUR));
      await click(mail, 1);
      expect(await counts()).toEqual(['10 visit-next 1: 1/1/1', '10 best-seller 2: 1/0/0']);
      await prisma.order.updateMany({ where: { shopId }, data: { cancelledAt: app.clock.now() } });
      expect(await counts()).toEqual(['10 visit-next 1: 1/1/0', '10 best-seller 2: 1/0/0']);
      app.advance(-3 * DAY);
    }));

  it('leaves days alone that lie so far back that nothing more comes of them', () =>
    inShop(async ({ shopId, send, click, counts }) => {
      const old = await send(after(-14 * DAY));
      await click(old, 1, after(-14 * DAY + HOUR));
      const settled = { shopId, surface: 'email', strategy: 'visit-next', place: 1, shown: 9, clicked: 3, bought: 1 };
      const day = new Date('2026-02-24');
      await prisma.recommendationFeedback.create({ data: { ...settled, day } });
      const edge = await send(after(-13 * DAY));
      await click(edge, 1, after(-13 * DAY + HOUR));
      expect(await counts()).toEqual(['24 visit-next 1: 9/3/1', '25 visit-next 1: 1/1/0', '25 best-seller 2: 1/0/0']);
    }));

  it('is nothing of mails that did not go out, or showed no product', () =>
    inShop(async ({ send, click, counts }) => {
      await click(await send(after(0), { state: 'unknown' }), 1);
      await click(await send(after(0), { recommendations: [] }), 1);
      await send(null as unknown as Date, { state: 'skipped' });
      expect(await counts()).toEqual([]);
    }));

  it('does not touch what storefronts told', () =>
    inShop(async ({ shopId, counts }) => {
      const told = { shopId, surface: 'storefront', strategy: 'pinned', place: 1, shown: 2, day: TEST_START };
      await prisma.recommendationFeedback.create({ data: told });
      await counts();
      expect(await prisma.recommendationFeedback.count({ where: { shopId, surface: 'storefront' } })).toBe(1);
    }));

  it('of test orders is nothing, nor of what somebody else bought', () =>
    inShop(async ({ shopId, send, click, buy, counts }) => {
      const mail = await send();
      await click(mail, 1);
      await buy(mail, 1, after(2 * HOUR));
      await prisma.order.updateMany({ where: { shopId }, data: { isTest: true } });
      await buy({ id: '', profileId: await makeVisitor(app, shopId) }, 1, after(2 * HOUR));
      expect(await counts()).toEqual(['10 visit-next 1: 1/1/0', '10 best-seller 2: 1/0/0']);
    }));

  it('is of its own shop, and is counted again a day later', () =>
    inShop(async ({ shopId, send }) => {
      await send();
      await inShop(async ({ counts }) => expect(await counts()).toEqual([]));
      expect(await withShop(shopId, () => countMailFeedback(app, shopId))).toEqual(after(DAY));
    }));
});
