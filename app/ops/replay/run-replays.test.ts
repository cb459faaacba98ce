import type { Prisma } from '@prisma/client';
import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '~/capture/events/event';
import { appendEvents } from '~/capture/events/event-log.server';
import { nextCandidates } from '~/decisions/flows/replay/candidates.server';
import { noDifference } from '~/decisions/flows/replay/compare-replays';
import { foundationsOf } from '~/decisions/flows/replay/foundations';
import { emptyTally } from '~/decisions/flows/replay/tally';
import { sweep } from '~/jobs/sweep.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import type { Services } from '~/services.server';
import { flowOf, turnOn } from '../../../tests/factories/flows';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { askReplay } from './ask-replay.server';
import { resultOf } from './replay-rows.server';
import { runReplays } from './run-replays.server';
import { toldResult } from './told-result';

const HOUR = 3_600_000;
const app = testApp(await testDatabase());
const deps = { ...app, shops: createShopDirectory({ ...app, pool: app.db.pool }) };
const { prisma } = app.db;

const OFFER = '0190f000-0000-7000-8000-00000000000f';

/** Somebody who looks at a product gets a mail an hour after. */
const browse = (minutes: number) =>
  flowOf(
    [
      { kind: 'delay', key: 'a-while', minutes, after: 'arrival', next: 'mail' },
      { kind: 'send', key: 'mail', template: 'a-mail', expiresAfterMinutes: 1_440, next: 'done' },
      { kind: 'exit', key: 'done' },
    ],
    {
      key: 'browse',
      trigger: {
        kind: 'event',
        events: [{ event: 'product_viewed' }],
        when: { kind: 'fact', fact: 'profile.hasAddress', is: 'is', value: true },
      },
      exits: [{ key: 'ordered', when: { kind: 'happened', event: 'order_placed', atLeast: 1, within: 'run' } }],
    },
  );

async function inShop(people: number, work: (it: World) => Promise<void>): Promise<void> {
  const shop = await createShop(app);
  await withShop(shop.id, async () => {
    await prisma.shop.update({ where: { id: shop.id }, data: { currency: 'EUR', timezone: 'UTC' } });
    const noQuiet = { quietFromMinute: null, quietUntilMinute: null };
    await prisma.sendPolicy.create({ data: { shopId: shop.id, ...noQuiet } });
    await turnOn(app, shop.id, browse(60));
    await turnOn(app, shop.id, browse(180));
    const ids: string[] = [];
    for (let nth = 0; nth < people; nth++) {
      const { profileId } = await makePerson(app, shop.id);
      ids.push(profileId);
      await happen(shop.id, profileId, 'product_viewed', { productId: 'gid://shopify/Product/1' });
    }
    await work({ shopId: shop.id, domain: shop.domain, ids });
  });
}

interface World {
  shopId: string;
  domain: string;
  ids: string[];
}

let told = 0;
async function happen(shopId: string, profileId: string, type: CustomerEvent['type'], properties: object) {
  const about = { occurredAt: app.clock.now(), source: 'storefront', dedupeKey: `told ${(told += 1)}` };
  const event = { type, properties, ...about } as unknown as CustomerEvent;
  await app.db.transaction((tx) => appendEvents(app, tx, shopId, [{ profileId, event }]));
}

const ask = (domain: string, second = '') =>
  askReplay(deps, domain, 'browse', { first: '1', second, days: '7' }, 'ana');
const rowOf = (shopId: string) =>
  prisma.flowReplay.findFirstOrThrow({ where: { shopId }, orderBy: { askedAt: 'desc' } });

describe('a replay', () => {
  test('counts who would have come in, what would have gone, and what came after; and writes nothing else', () =>
    inShop(3, async ({ shopId, domain, ids }) => {
      app.advance(10 * HOUR);
      const [ana = ''] = ids;
      await placeOrders(app, shopId, [newOrder(app, { profileId: ana, placedAt: app.clock.now(), totalMinor: 4_200 })]);
      app.advance(HOUR);
      expect(await ask(domain)).toEqual({ kind: 'saved' });
      expect(await runReplays(app, shopId)).toBeNull();
      const row = await rowOf(shopId);
      expect(row).toMatchObject({ state: 'done', people: 3, cursor: null, finishedAt: app.clock.now() });
      expect(resultOf(row)?.tallies).toMatchObject([
        {
          people: { looked: 3, entered: 3, mailed: 3 },
          runs: { begun: 3, finished: 3 },
          nodes: { mail: { came: 3, stand: 0 } },
          mails: { planned: 3, sent: 3, notSent: {} },
          steps: { mail: 3 },
          brought: { orders: 1, minor: 4_200 },
        },
      ]);
      expect(await prisma.message.count({ where: { shopId } })).toBe(0);
      expect(await prisma.flowRun.count({ where: { shopId } })).toBe(0);
    }));

  test('of a flow that gives codes says how many it would have given, one for each person and offer', () =>
    inShop(3, async ({ shopId, domain }) => {
      const flow = browse(60);
      const giving = flow.nodes.flatMap((node): typeof flow.nodes =>
        node.kind === 'send'
          ? [
              { ...node, offer: OFFER, next: 'again' },
              { ...node, key: 'again', offer: OFFER },
            ]
          : [node],
      );
      await turnOn(app, shopId, { ...flow, nodes: giving });
      app.advance(72 * HOUR);
      await askReplay(deps, domain, 'browse', { first: '3', second: '', days: '7' }, 'ana');
      await runReplays(app, shopId);
      const result = resultOf(await rowOf(shopId));
      expect(result?.tallies).toMatchObject([{ people: { mailed: 3 }, codes: 3 }]);
      const told = toldResult(result?.tallies ?? [], [{ ...flow, nodes: giving }], String, {});
      expect(told.figures).toContainEqual({ words: 'Discount codes it would have given', counts: [3] });
      expect(foundationsOf([flow]).some(({ words }) => words.startsWith('discount codes'))).toBe(false);
    }));

  test('of two variants says whom only one reaches, and what goes later', () =>
    inShop(2, async ({ shopId, domain, ids }) => {
      app.advance(2 * HOUR);
      const [ana = ''] = ids;
      await happen(shopId, ana, 'order_placed', { orderId: 'o', totalMinor: 1, currency: 'EUR', productIds: [] });
      app.advance(8 * HOUR);
      await ask(domain, '2');
      await runReplays(app, shopId);
      expect(resultOf(await rowOf(shopId))?.difference).toEqual({
        ...{ onlyFirst: 1, onlySecond: 0, both: 1, same: 0, earlier: 0, later: 1 },
      });
    }));

  test('goes on where another worker stopped, and counts nobody twice', () =>
    inShop(4, async ({ shopId, domain, ids }) => {
      app.advance(10 * HOUR);
      await ask(domain);
      const before = await rowOf(shopId);
      await Promise.all([runReplays(app, shopId), runReplays(app, shopId), runReplays(app, shopId)]);
      expect(resultOf(await rowOf(shopId))?.tallies).toMatchObject([{ people: { looked: 4 } }]);
      // Somebody who had looked at two of them died then.
      const cursor = [...ids].sort()[1] ?? null;
      const result = {
        tallies: [{ ...emptyTally(), people: { looked: 2, entered: 2, mailed: 2 } }],
        difference: noDifference(),
      };
      const data = { state: 'running', cursor, people: 4, result: result as unknown as Prisma.InputJsonObject };
      await prisma.flowReplay.update({ where: { shopId_id: { shopId, id: before.id } }, data });
      await runReplays(app, shopId);
      expect(resultOf(await rowOf(shopId))?.tallies).toMatchObject([{ people: { looked: 4, entered: 4, mailed: 4 } }]);
    }));

  test('of what cannot be replayed is refused with the remedy', () =>
    inShop(1, async ({ domain, shopId }) => {
      expect(await ask(domain, '1')).toMatchObject({ kind: 'refused', problems: [{ field: 'second' }] });
      expect(await ask(domain, '9')).toMatchObject({ kind: 'refused', problems: [{ field: 'second' }] });
      const draft = { ...browse(60), start: 'nowhere' } as unknown as Prisma.InputJsonObject;
      const data = { draft };
      await prisma.flow.update({ where: { shopId_key: { shopId, key: 'browse' } }, data });
      expect(await ask(domain, 'draft')).toMatchObject({
        problems: [{ field: 'second', message: expect.stringContaining('not whole yet') }],
      });
    }));

  test('of another shop is not seen, and one is let go after thirty days', () =>
    inShop(1, async ({ shopId, domain }) => {
      await ask(domain);
      await inShop(1, async (other) => {
        expect(await runReplays(app, other.shopId)).toBeNull();
        expect(await prisma.flowReplay.count()).toBe(0);
      });
      expect(await rowOf(shopId)).toMatchObject({ state: 'waiting' });
      app.advance(31 * 24 * HOUR);
      await sweep({ ...app, settleAfterMs: 0 } as unknown as Services);
      expect(await prisma.flowReplay.count({ where: { shopId } })).toBe(0);
    }));
});

test('those for whom it could have begun are asked for page by page, in an order that stays', () =>
  inShop(5, async ({ shopId, ids }) => {
    const window = { from: app.clock.now().getTime() - HOUR, until: app.clock.now().getTime() };
    const terms = [{ definition: browse(60), stirredBy: [], days: null, news: null, ...window }];
    const first = await nextCandidates(prisma, shopId, terms, { after: null, most: 3 });
    const second = await nextCandidates(prisma, shopId, terms, { after: first.at(-1) ?? null, most: 3 });
    expect([...first, ...second]).toEqual([...ids].sort());
  }));
