import type { Prisma } from '@prisma/client';
import { describe, expect, it } from 'vitest';
import { makePerson, unsubscribe, type Person } from '../../../tests/factories/people';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { advanceSegments } from '~/customers/segments/advance-segments.server';
import type { Rule } from '~/customers/rules/rule';
import { addMs } from '~/platform/clock/clock';
import { changeSegment } from './change-segment.server';
import { idleSegments } from './idle.server';
import { resultsOf, revenueBySegment, type Results } from './results.server';
import { segmentHealth } from './segment-health.server';
import { segmentsPage } from './segments-page.server';

const inWorld = await pageWorlds();

const DAY_MS = 86_400_000;
const country = (code: string): Rule => ({ kind: 'fact', fact: 'profile.country', is: 'is', value: code });

const look = ({ app, shop }: PageWorld) => advanceSegments({ ...app }, shop.id, () => Promise.resolve());

async function save(world: PageWorld, name: string, rule: Rule): Promise<string> {
  const form = { intent: 'save', name, rule: JSON.stringify(rule) };
  const outcome = await changeSegment(world.pages, world.domain, 'user-7', form);
  if (outcome.kind !== 'saved') throw new Error(JSON.stringify(outcome));
  await look(world);
  return outcome.id;
}

const moveTo = (world: PageWorld, { profileId }: Person, code: string) =>
  world.app.db.prisma.profile.update({
    where: { shopId_id: { shopId: world.shop.id, id: profileId } },
    data: { countryCode: code },
  });

async function from(world: PageWorld, code: string): Promise<Person> {
  const person = await makePerson(world.app, world.shop.id);
  await moveTo(world, person, code);
  return person;
}

let made = 0;

/** So many days ago. */
const order = (world: PageWorld, { profileId }: Person, daysAgo: number, changes: Record<string, unknown> = {}) =>
  world.app.db.prisma.order.create({
    data: {
      ...{ shopId: world.shop.id, id: `order ${++made}`, name: '#1', profileId, currency: 'EUR', totalMinor: 1_000 },
      ...{ placedAt: addMs(world.app.clock.now(), -daysAgo * DAY_MS), sourceUpdatedAt: world.app.clock.now() },
      ...changes,
    },
  });

/** A mail that was sent so many days ago. */
const mail = (
  { app, shop }: PageWorld,
  { profileId }: Person,
  daysAgo: number,
  changes: Record<string, unknown> = {},
) => {
  const at = addMs(app.clock.now(), -daysAgo * DAY_MS);
  return app.db.prisma.message.create({
    data: {
      ...{ shopId: shop.id, id: app.ids.next(), sourceKind: 'campaign', sourceId: app.ids.next(), stepKey: 'mail' },
      ...{ profileId, templateKey: 'news', subject: {}, state: 'accepted', dueAt: at, expiresAt: at, plannedAt: at },
      ...{ sentAt: at, ...changes },
    },
  });
};

const results = ({ app, shop }: PageWorld, id: string): Promise<Results> =>
  resultsOf(app.db.prisma, { id: shop.id, currency: 'EUR' }, id, app.clock.now());

describe('what came of a segment', () => {
  it('is what those who are in it ordered and got, beside everybody', () =>
    inWorld(async (world) => {
      const [anna, bert, carla] = [await from(world, 'DE'), await from(world, 'DE'), await from(world, 'FR')];
      const id = await save(world, 'Germany', country('DE'));
      await order(world, anna, 10, { refundedMinor: 200 });
      await order(world, anna, 60);
      await order(world, carla, 29);
      const at = world.app.clock.now();
      await mail(world, anna, 3, { openedAt: at, clickedAt: at });
      await mail(world, bert, 50, { openedAt: at });
      await mail(world, carla, 3);
      await unsubscribe(world.app, world.shop.id, bert);
      const found = await results(world, id);
      const none = { orders: 0, ordersWithMoney: 0, revenueMinor: 0, buyers: 0, mails: 0, opened: 0, clicked: 0 };
      expect(found[30].own).toEqual({
        ...none,
        ...{ people: 2, orders: 1, ordersWithMoney: 1, revenueMinor: 800, buyers: 1 },
        ...{ mails: 1, opened: 1, clicked: 1, withdrawn: 1 },
      });
      expect(found[90].own).toMatchObject({ orders: 2, revenueMinor: 1_800, buyers: 1, mails: 2, opened: 2 });
      expect(found[30].everybody).toMatchObject({ people: 3, orders: 2, revenueMinor: 1_800, buyers: 2, mails: 2 });
    }));

  it('leaves out tests, what was cancelled, what is older, and money in another currency', () =>
    inWorld(async (world) => {
      const anna = await from(world, 'DE');
      const id = await save(world, 'Germany', country('DE'));
      await order(world, anna, 1, { isTest: true });
      await order(world, anna, 1, { cancelledAt: world.app.clock.now() });
      await order(world, anna, 91);
      await order(world, anna, 1, { currency: 'USD', totalMinor: 99_999 });
      await mail(world, anna, 91);
      await mail(world, anna, 1, { sentAt: null, state: 'skipped' });
      expect((await results(world, id))[90].own).toMatchObject({
        ...{ orders: 1, ordersWithMoney: 0, revenueMinor: 0, mails: 0 },
      });
    }));

  it('is told in the list as what each of its people spent', () =>
    inWorld(async (world) => {
      const [anna] = [await from(world, 'DE'), await from(world, 'DE')];
      const id = await save(world, 'Germany', country('DE'));
      await save(world, 'Nobody', country('IT'));
      await order(world, anna, 10, { totalMinor: 5_000 });
      const { prisma } = world.app.db;
      const shop = { id: world.shop.id, currency: 'EUR' };
      expect(await revenueBySegment(prisma, shop, world.app.clock.now())).toEqual(new Map([[id, 5_000]]));
      const { segments } = await segmentsPage(world.pages, world.domain);
      expect(segments.map(({ revenueEachMinor }) => revenueEachMinor)).toEqual([2_500, null]);
    }));

  it('has nothing of another shop', () =>
    inWorld(async (world) => {
      const anna = await from(world, 'DE');
      const id = await save(world, 'Germany', country('DE'));
      await order(world, anna, 1);
      await inWorld(async (other) => {
        expect((await results(other, id))[90].everybody).toMatchObject({ people: 0, orders: 0 });
      });
    }));
});

describe('what moves in a segment', () => {
  it('is who came and left last, each once, with when and why', () =>
    inWorld(async (world) => {
      const [anna, bert] = [await from(world, 'FR'), await from(world, 'DE')];
      const id = await save(world, 'Germany', country('DE'));
      await moveTo(world, anna, 'DE');
      await moveTo(world, bert, 'FR');
      await look(world);
      const { lately, people } = await segmentHealth(world.pages, world.domain, id);
      expect(people).toBe('1');
      const told = { at: world.app.clock.now().toISOString(), cause: 'what is known of them changed' };
      expect(lately).toMatchObject({
        came: [{ id: anna.profileId, title: anna.email, ...told }],
        left: [{ id: bert.profileId, title: bert.email, ...told }],
      });
    }));

  it('is nobody who came and is gone again, or left and is back', () =>
    inWorld(async (world) => {
      const anna = await from(world, 'FR');
      const id = await save(world, 'Germany', country('DE'));
      for (const code of ['DE', 'FR', 'DE', 'FR']) {
        await moveTo(world, anna, code);
        world.pass(1_000);
        await look(world);
      }
      const { lately } = await segmentHealth(world.pages, world.domain, id);
      expect(lately.came).toEqual([]);
      expect(lately.left.map((person) => person.id)).toEqual([anna.profileId]);
    }));
});

describe('what hangs together with a segment', () => {
  it('are segments that its people are in, too, and what speaks of it', () =>
    inWorld(async (world) => {
      await Promise.all([from(world, 'DE'), from(world, 'DE'), from(world, 'FR')]);
      const id = await save(world, 'Germany', country('DE'));
      const known = await save(world, 'Known', { kind: 'fact', fact: 'profile.hasAddress', is: 'is', value: true });
      const not = await save(world, 'Not there', { kind: 'not', rule: { kind: 'segment', id } });
      const health = await segmentHealth(world.pages, world.domain, id);
      expect(health.shared).toEqual([{ id: known, name: 'Known', words: '2 of them (100%)' }]);
      expect(health.uses).toEqual([{ kind: 'segment', name: 'Not there', url: `/app/segments/${not}` }]);
    }));

  it('keeps it in use: it is not taken away while something speaks of it', () =>
    inWorld(async (world) => {
      const { pages, domain, app, shop } = world;
      const id = await save(world, 'Germany', country('DE'));
      const not = await save(world, 'Not there', { kind: 'not', rule: { kind: 'segment', id } });
      const retire = (segmentId: string) => changeSegment(pages, domain, 'user-7', { intent: 'retire', id: segmentId });
      const version = await app.db.prisma.flowVersion.findFirstOrThrow({ where: { shopId: shop.id } });
      const flow = version.definition as { name: string; exits: Prisma.InputJsonObject[] };
      const exits = [...flow.exits, { key: 'germans', when: { kind: 'segment', id } }];
      await app.db.prisma.flowVersion.updateMany({
        where: { shopId: shop.id },
        data: { definition: { ...flow, exits } },
      });
      const used = `the segment “Not there” and the flow “${flow.name}” speak of it`;
      expect(await retire(id)).toMatchObject({
        kind: 'refused',
        problems: [{ message: expect.stringContaining(used) as string }],
      });
      await app.db.prisma.flowVersion.updateMany({ where: { shopId: shop.id }, data: { definition: flow } });
      expect(await retire(not)).toEqual({ kind: 'retired' });
      expect(await retire(id)).toEqual({ kind: 'retired' });
    }));
});

describe('a segment that nobody was in', () => {
  it('is idle after 90 days without anybody, and without a change', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const id = await save(world, 'Nobody', country('IT'));
      const updatedAt = app.clock.now();
      const idle = (days: number, people = 0) =>
        idleSegments(app.db.prisma, shop.id, [{ id, updatedAt, people }], addMs(updatedAt, days * DAY_MS));
      expect(await idle(90)).toEqual(new Set());
      expect(await idle(91)).toEqual(new Set([id]));
      expect(await idle(91, 1)).toEqual(new Set());
    }));

  it('is not idle while people come and leave', () =>
    inWorld(async (world) => {
      const anna = await from(world, 'FR');
      const id = await save(world, 'Germany', country('DE'));
      const updatedAt = addMs(world.app.clock.now(), -100 * DAY_MS);
      for (const code of ['DE', 'FR']) {
        await moveTo(world, anna, code);
        await look(world);
      }
      const { prisma } = world.app.db;
      const idle = (now: Date) => idleSegments(prisma, world.shop.id, [{ id, updatedAt, people: 0 }], now);
      expect(await idle(world.app.clock.now())).toEqual(new Set());
      expect(await idle(addMs(world.app.clock.now(), 91 * DAY_MS))).toEqual(new Set([id]));
    }));
});
