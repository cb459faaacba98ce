import { describe, expect, it } from 'vitest';
import { attributeOrders } from '~/engagement/attribution/attribute-orders.server';
import { creditAnew } from '~/engagement/attribution/credit-anew.server';
import { creditableSince } from '~/compliance/retention/creditable-since.server';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { after } from '../../../tests/factories/times';
import { home } from '../home.server';
import { creditPage, saveCredit } from './credit-page.server';

const DAY = 86_400_000;
const inWorld = await pageWorlds();

/** Somebody clicked in two mails, ten days and one day before they ordered. */
async function clickAndBuy({ app, shop }: PageWorld, changes: object = {}): Promise<void> {
  const { prisma } = app.db;
  const { profileId } = await makePerson(app, shop.id);
  const now = app.clock.now();
  for (const days of [10, 1]) {
    const at = after(-days * DAY, now);
    const about = {
      type: 'email_clicked',
      occurredAt: at,
      recordedAt: at,
      source: 'kindred',
      dedupeKey: app.ids.next(),
    };
    const properties = { messageId: app.ids.next(), url: 'https://shop.example' };
    await prisma.event.create({ data: { shopId: shop.id, id: app.ids.next(), profileId, ...about, properties } });
  }
  await placeOrders(app, shop.id, [newOrder(app, { profileId, totalMinor: 5_000, ...changes })]);
  await app.db.transaction((tx) => attributeOrders(tx, shop.id, profileId, new Date(0)));
}
const NOTHING = { orders: 0, minor: 0 };

describe('the page of how orders are credited', () => {
  it('begins as is usual, with what mails are credited with', () =>
    inWorld(async (world) => {
      await clickAndBuy(world, { refundedMinor: 1_000 });
      await clickAndBuy(world, { cancelledAt: world.app.clock.now() });
      expect(await creditPage(world.pages, world.domain)).toMatchObject({
        ...{ windows: { clickDays: 5, openDays: 0 }, underWay: null, days: 30 },
        credited: { byClick: { orders: 1, minor: 4_000 }, byOpen: NOTHING, helpedMore: NOTHING },
      });
    }));

  it('changes all figures together, once everything is credited anew, and writes down who wanted it', () =>
    inWorld(async (world) => {
      const { app, pages, domain, shop } = world;
      await clickAndBuy(world);
      const deps = { ...pages, ids: app.ids, systemClock: app.systemClock };
      expect(await saveCredit(deps, domain, { clickDays: '14', openDays: '0' }, 'user-1')).toEqual({ kind: 'saved' });
      const before = await creditPage(pages, domain);
      expect(before).toMatchObject({
        windows: { clickDays: 5 },
        underWay: { windows: { clickDays: 14 }, done: 0, of: 1 },
      });
      expect(before.credited.helpedMore).toEqual(NOTHING);
      await creditAnew({ ...app, creditableSince }, shop.id);
      const then = await creditPage(pages, domain);
      expect(then).toMatchObject({ windows: { clickDays: 14 }, underWay: null });
      expect(then.credited).toMatchObject({
        byClick: { orders: 1, minor: 5_000 },
        helpedMore: { orders: 1, minor: 5_000 },
      });
      const { results } = await home(pages, domain);
      expect(results).toMatchObject({
        attributedMinor: 5_000,
        attributedOrders: 1,
        creditedBy: 'within 14 days of a click',
      });
      const written = await app.db.prisma.activityEntry.findMany({
        where: { shopId: shop.id, kind: 'credit-changed' },
      });
      expect(written).toMatchObject([{ actor: 'user-1', details: { clickDays: 14, openDays: 0 } }]);
    }));

  it('counts no order of another currency among the shop’s', () =>
    inWorld(async (world) => {
      await clickAndBuy(world, { currency: 'USD' });
      expect((await creditPage(world.pages, world.domain)).credited.byClick).toEqual(NOTHING);
      expect((await home(world.pages, world.domain)).results.attributedOrders).toBe(0);
    }));

  it('says at the field what is wrong with it', () =>
    inWorld(async ({ app, pages, domain }) => {
      const deps = { ...pages, ids: app.ids, systemClock: app.systemClock };
      expect(await saveCredit(deps, domain, { clickDays: '31', openDays: '0' })).toEqual({
        ...{ kind: 'refused', problems: [{ field: 'clickDays', message: 'must be at most 30 days' }] },
      });
    }));
});
