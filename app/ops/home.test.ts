import { describe, expect, test } from 'vitest';
import { scheduled } from '../../tests/factories/campaigns';
import { fillCart } from '../../tests/factories/filled-carts';
import { pageWorlds } from '../../tests/factories/page-world';
import { makePerson } from '../../tests/factories/people';
import { gid } from '../../tests/factories/reports';
import { home } from './home.server';
import { changeFlow } from './flows/change-flow.server';
import { saveSettings } from './settings.server';
import { putSetupAway } from './setup-steps.server';

const inWorld = await pageWorlds();

describe('the home page', () => {
  test('of a shop that was just installed says that nothing is done yet', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      await app.db.prisma.sender.delete({ where: { shopId: shop.id } });
      const page = await home(pages, domain);
      const steps = { isSynced: false, hasSender: false, isSenderVerified: false, lastVisitAt: null, isFlowOn: false };
      const notYet = { consent: null, firstMailAt: null, isPutAway: false };
      expect(page.steps).toMatchObject({ ...steps, ...notYet, sync: [] });
      expect(page.results).toEqual({
        ...{ sent: 0, opened: 0, clicked: 0 },
        attributedMinor: 0,
        attributedOrders: 0,
        mailablePeople: 0,
        creditedBy: 'within 5 days of a click',
        earners: [],
      });
      expect(page.waiting).toEqual({ inFlow: 0, messages: 0, nextAt: null });
      expect(page.health).toMatchObject({ lastHeardAt: null, isPaused: false, parked: 0 });
    }));

  test('checks each step where it happens', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const { prisma } = app.db;
      const shopId = shop.id;
      const finishedAt = app.systemClock.now();
      for (const kind of ['products', 'customers'])
        await prisma.syncRun.create({ data: { shopId, kind, state: 'done', finishedAt } });
      await prisma.syncRun.create({ data: { shopId, kind: 'orders', state: 'loading', objectsLoaded: 5 } });
      expect((await home(pages, domain)).steps).toMatchObject({
        isSynced: false,
        hasSender: true,
        isSenderVerified: false,
      });

      await prisma.syncRun.updateMany({
        where: { shopId, kind: 'orders' },
        data: { state: 'done', finishedAt },
      });
      await saveSettings(pages, domain, { intent: 'test' });
      await changeFlow(pages, domain, 'abandoned-cart', { intent: 'switch', isOn: 'true' });
      const [now, receivedAt] = [app.clock.now(), app.systemClock.now()];
      const visit = { source: 'storefront', topic: 'batch', externalId: 'a', triggeredAt: now, receivedAt };
      await prisma.inboxItem.create({ data: { shopId, id: app.ids.next(), ...visit, state: 'done' } });
      const steps = { isSynced: true, isSenderVerified: true, isFlowOn: true, lastVisitAt: now.toISOString() };
      expect((await home(pages, domain)).steps).toMatchObject(steps);
    }));

  test('counts what was sent, who may be mailed, and what cannot be read', () =>
    inWorld(async ({ app, shop, pages, domain, recipients, send }) => {
      await recipients(3);
      await send();
      const [message] = await app.db.prisma.message.findMany({ where: { shopId: shop.id }, take: 1 });
      await app.db.prisma.message.updateMany({ where: { id: message?.id ?? '' }, data: { openedAt: app.clock.now() } });
      await makePerson(app, shop.id, { consent: 'withdrawn' });
      const parked = { source: 'shopify', topic: 'x', externalId: 'x', state: 'parked', problem: 'no' };
      await app.db.prisma.inboxItem.create({
        data: { shopId: shop.id, id: app.ids.next(), receivedAt: app.systemClock.now(), ...parked },
      });
      const page = await home(pages, domain);
      expect(page.results).toMatchObject({ sent: 3, opened: 1, clicked: 0, mailablePeople: 3 });
      expect(page.health.parked).toBe(1);
    }));

  test('knows who agreed once the customers are here, and when the first mail left', () =>
    inWorld(async ({ app, shop, pages, domain, recipients, send }) => {
      await recipients(2);
      await makePerson(app, shop.id, { consent: 'withdrawn' });
      const run = { shopId: shop.id, kind: 'customers', finishedAt: app.systemClock.now() };
      await app.db.prisma.syncRun.create({ data: { ...run, state: 'refused' } });
      const before = await home(pages, domain);
      expect(before.steps).toMatchObject({ consent: null, firstMailAt: null });
      expect(before.health.shopify).toMatchObject([{ what: 'Shopify does not show Kindred your customers.' }]);
      await app.db.prisma.syncRun.updateMany({ where: { shopId: shop.id }, data: { state: 'done' } });
      await send();
      const { steps, health } = await home(pages, domain);
      expect(steps.consent).toEqual({ mailable: 2, known: 3 });
      const first = await app.db.prisma.message.findFirstOrThrow({ orderBy: { sentAt: 'asc' } });
      expect(steps.firstMailAt).toBe(first.sentAt?.toISOString());
      expect(health.shopify).toEqual([]);
    }));

  test('says what earned the most, flows and campaigns by name', () =>
    inWorld(async ({ app, shop, pages, domain, recipients, send }) => {
      const { prisma } = app.db;
      await recipients(2);
      await send();
      await changeFlow(pages, domain, 'abandoned-cart', { intent: 'switch', isOn: 'true' });
      const id = await scheduled(app, shop.id, { name: 'Spring', segmentIds: [app.ids.next()] });
      const sources = [{ sourceKind: 'campaign', sourceId: id, flowKey: null }, { flowKey: 'abandoned-cart' }];
      for (const [nth, message] of (await prisma.message.findMany({ where: { shopId: shop.id } })).entries()) {
        const key = { shopId_id: { shopId: shop.id, id: message.id } };
        await prisma.message.update({ where: key, data: sources[nth] ?? {} });
        const credited = { shopId: shop.id, messageId: message.id, profileId: message.profileId, model: 'last-touch' };
        const [touchedAt, orderedAt] = [app.clock.now(), app.clock.now()];
        const money = { revenueMinor: 1_000 * (nth + 1), currency: 'EUR' };
        const order = { orderId: gid('Order', nth + 1), touchKind: 'click', touchedAt, orderedAt };
        await prisma.attribution.create({ data: { ...credited, ...order, ...money } });
      }
      const { earners } = (await home(pages, domain)).results;
      expect(earners).toEqual([
        { name: 'Abandoned cart', url: '/app/flows/abandoned-cart', revenueMinor: 2_000, orders: 1 },
        { name: 'Spring', url: `/app/campaigns/${id}`, revenueMinor: 1_000, orders: 1 },
      ]);
    }));

  test('is free of what is to be done at first once somebody has put that away', () =>
    inWorld(async ({ pages, domain }) => {
      await putSetupAway(pages, domain);
      expect((await home(pages, domain)).steps.isPutAway).toBe(true);
      await inWorld(async (other) => expect((await home(other.pages, other.domain)).steps.isPutAway).toBe(false));
    }));

  test('names campaigns that stand still, and mails whose newest version waits for approval', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const { prisma } = app.db;
      const id = await scheduled(app, shop.id, { name: 'Held', segmentIds: [app.ids.next()] });
      expect((await home(pages, domain)).health).toMatchObject({ heldCampaigns: [], reviews: 0 });
      await prisma.campaign.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { state: 'paused' } });
      const saved = { shopId: shop.id, document: {}, createdAt: app.clock.now() };
      for (const [key, state] of [
        ['a', 'in-review'],
        ['b', 'in-review'],
        ['b', 'approved'],
      ] as const) {
        const version = 1 + (await prisma.emailTemplate.count({ where: { shopId: shop.id, key } }));
        await prisma.emailTemplate.create({ data: { ...saved, key, version, state } });
      }
      expect((await home(pages, domain)).health).toMatchObject({ heldCampaigns: [{ id, name: 'Held' }], reviews: 1 });
    }));

  test('says why Postmark takes no mail, in its words', () =>
    inWorld(async ({ bench, pages, domain, recipient, send }) => {
      await recipient();
      expect((await home(pages, domain)).health.sendingProblem).toBeNull();
      await bench.standIn.faults.outage(true);
      await send();
      expect((await home(pages, domain)).health.sendingProblem).toMatch(/./);
    }));

  test('says when somebody else writes to people who left their checkout, too', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const look = { lookedAt: app.clock.now(), examined: 10, lastAt: app.clock.now() };
      await app.db.prisma.recoveryMailLook.create({ data: { shopId: shop.id, ...look, mailed: 0 } });
      expect((await home(pages, domain)).health.otherMail).toBeNull();
      await app.db.prisma.recoveryMailLook.update({ where: { shopId: shop.id }, data: { mailed: 7 } });
      const otherMail = { mailed: 7, examined: 10, lastAt: app.clock.now().toISOString() };
      expect((await home(pages, domain)).health.otherMail).toEqual(otherMail);
    }));

  test('tells what came of the newest messages, those alike once, and leaves out what still waits', () =>
    inWorld(async ({ pages, domain, recipients, send }) => {
      await recipients(6);
      expect((await home(pages, domain)).lately).toEqual([]);
      await send();
      const { lately } = await home(pages, domain);
      expect(lately).toMatchObject([{ state: 'accepted', others: 5 }]);
    }));

  test('does not tell of those who have no address, but of others who got nothing', () =>
    inWorld(async ({ app, shop, pages, domain, recipients, send }) => {
      const [nobody, ana] = await recipients(2);
      const { prisma } = app.db;
      const skipped = (id: string | undefined, code: string) =>
        prisma.message.update({
          where: { shopId_id: { shopId: shop.id, id: id ?? '' } },
          data: { state: 'skipped', reason: { code } },
        });
      await skipped(nobody?.message.id, 'no-address');
      await skipped(ana?.message.id, 'expired');
      await recipients(1);
      await send();
      const { lately } = await home(pages, domain);
      expect(lately.map(({ state }) => state).sort()).toEqual(['accepted', 'skipped']);
    }));

  test('is that of its own shop', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const ana = await makePerson(app, shop.id);
      await fillCart(app, shop.id, { profileId: ana.profileId, token: 'ana' });
      await inWorld(async (other) => {
        expect((await home(other.pages, other.domain)).results.mailablePeople).toBe(0);
        expect((await home(other.pages, domain)).results.mailablePeople).toBe(1);
      });
      expect((await home(pages, domain)).results.mailablePeople).toBe(1);
    }));
});
