import { describe, expect, test } from 'vitest';
import { fillCart } from '../../tests/factories/filled-carts';
import { pageWorlds } from '../../tests/factories/page-world';
import { makePerson } from '../../tests/factories/people';
import { home } from './home.server';
import { changeFlow } from './flows/change-flow.server';
import { saveSettings } from './settings.server';

const inWorld = await pageWorlds();

describe('the home page', () => {
  test('of a shop that was just installed says that nothing is done yet', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      await app.db.prisma.sender.delete({ where: { shopId: shop.id } });
      const page = await home(pages, domain);
      const steps = { isSynced: false, hasSender: false, isSenderVerified: false, lastVisitAt: null, isFlowOn: false };
      expect(page.steps).toMatchObject({ ...steps, sync: [] });
      expect(page.results).toEqual({
        sent: 0,
        attributedMinor: 0,
        attributedOrders: 0,
        mailablePeople: 0,
        creditedBy: 'within 5 days of a click',
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
      await makePerson(app, shop.id, { consent: 'withdrawn' });
      const parked = { source: 'shopify', topic: 'x', externalId: 'x', state: 'parked', problem: 'no' };
      await app.db.prisma.inboxItem.create({
        data: { shopId: shop.id, id: app.ids.next(), receivedAt: app.systemClock.now(), ...parked },
      });
      const page = await home(pages, domain);
      expect(page.results).toMatchObject({ sent: 3, mailablePeople: 3 });
      expect(page.health.parked).toBe(1);
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

  test('tells what came of the newest five messages, and leaves out what still waits', () =>
    inWorld(async ({ pages, domain, recipients, send }) => {
      await recipients(6);
      expect((await home(pages, domain)).lately).toEqual([]);
      await send();
      const { lately } = await home(pages, domain);
      expect(lately).toHaveLength(5);
      expect(new Set(lately.map(({ state }) => state))).toEqual(new Set(['accepted']));
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
