import { describe, expect, test } from 'vitest';
import { withShop, type Database } from '~/platform/db/db.server';
import { plantPeople, plantSegment, type Planted } from '../../../tests/factories/audiences';
import { campaignNow, messagesOf, scheduled } from '../../../tests/factories/campaigns';
import { wakeupOf } from '../../../tests/factories/messages';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { advanceCampaigns } from './advance-campaigns.server';
import { cancelCampaign, pauseCampaign, resumeCampaign } from './change-campaign.server';

const HOUR = 3_600_000;
const database = await testDatabase();

/** A shop of its own, with time that stands at the tests' beginning. */
const inShop = async (work: (world: ReturnType<typeof worldOf>) => Promise<void>) => {
  const app = testApp(database);
  const { id } = await createShop(app);
  await app.db.prisma.shop.update({ where: { id }, data: { timezone: 'Europe/Berlin' } });
  await withShop(id, () => work(worldOf(app, id)));
};

const worldOf = (app: ReturnType<typeof testApp>, shopId: string) => ({
  ...{ app, shopId },
  advance: () => advanceCampaigns(app, shopId),
  audience: async (people: readonly Planted[]) => {
    const ids = await plantPeople(app, shopId, people);
    return { ids, segmentId: await plantSegment(app, shopId, ids) };
  },
  now: (id: string) => campaignNow(app, shopId, id),
  mails: (id: string) => messagesOf(app, shopId, id),
  pause: (id: string) =>
    app.db.transaction((tx) => pauseCampaign(app, tx, shopId, id, { reason: { code: 'by-hand' } })),
  resume: (id: string) => app.db.transaction((tx) => resumeCampaign(app, tx, shopId, id, {})),
  cancel: (id: string) => app.db.transaction((tx) => cancelCampaign(app, tx, shopId, id, {})),
});

const fine = (count: number): Planted[] => Array.from({ length: count }, () => ({}));
const sorted = (ids: readonly string[]) => [...ids].sort();

/** Everything is done that is due now. */
async function settle({ app, advance }: ReturnType<typeof worldOf>): Promise<Date | null> {
  for (;;) {
    const next = await advance();
    if (!next || next > app.clock.now()) return next;
  }
}

describe('a campaign whose time has come', () => {
  test('is planned for each of its people once, and the sender is woken', () =>
    inShop(async (world) => {
      const { ids, segmentId } = await world.audience(fine(1_203));
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId] });
      await settle(world);
      const mails = await world.mails(id);
      expect(sorted(mails.map(({ profileId }) => profileId))).toEqual(sorted(ids));
      expect(new Set(mails.map(({ state }) => state))).toEqual(new Set(['planned']));
      expect(mails[0]).toMatchObject({ sourceKind: 'campaign', stepKey: 'mail', priority: 40, dueAt: after(0) });
      expect(mails[0]?.expiresAt).toEqual(after(72 * HOUR));
      expect(await world.now(id)).toMatchObject({
        state: 'sending',
        reachCount: 1_203,
        turns: 1_203,
        preparedUpTo: null,
      });
      expect(await wakeupOf(world.app, world.shopId, 'send-messages')).toEqual(after(0));
    }));

  test('waits for it', () =>
    inShop(async (world) => {
      const { segmentId } = await world.audience(fine(3));
      const at = after(2 * HOUR);
      const schedule = { kind: 'at', at: at.toISOString() } as const;
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId], schedule });
      expect(await wakeupOf(world.app, world.shopId, 'advance-campaigns')).toEqual(at);
      expect(await settle(world)).toEqual(at);
      expect(await world.mails(id)).toEqual([]);
      world.app.advance(2 * HOUR);
      await settle(world);
      expect(await world.mails(id)).toHaveLength(3);
    }));

  test('goes to whoever is in one of its segments and in none that is left out', () =>
    inShop(async (world) => {
      const { app, shopId } = world;
      const [a, b, c, d] = (await plantPeople(app, shopId, fine(4))) as [string, string, string, string];
      const one = await plantSegment(app, shopId, [a, b]);
      const other = await plantSegment(app, shopId, [b, c, d]);
      const out = await plantSegment(app, shopId, [d]);
      const audience = { segmentIds: [one, other], excludedSegmentIds: [out] };
      const id = await scheduled(app, shopId, { segmentIds: [], audience });
      await settle(world);
      expect(sorted((await world.mails(id)).map(({ profileId }) => profileId))).toEqual(sorted([a, b, c]));
    }));

  test('does not go to whoever came into its segment since', () =>
    inShop(async (world) => {
      const { app, shopId } = world;
      const { ids, segmentId } = await world.audience(fine(1));
      const [late] = (await plantPeople(app, shopId, fine(1))) as [string];
      await app.db.prisma.segmentMember.create({ data: { shopId, segmentId, profileId: late, since: after(1) } });
      const id = await scheduled(app, shopId, { segmentIds: [segmentId] });
      await settle(world);
      expect((await world.mails(id)).map(({ profileId }) => profileId)).toEqual(ids);
    }));

  test('by the hour has no gaps for those who cannot be written to, and is at its rate by lot', () =>
    inShop(async (world) => {
      const people = Array.from({ length: 900 }, (_, at): Planted => (at % 3 ? { consent: 'withdrawn' } : {}));
      const { ids, segmentId } = await world.audience(people);
      const ramp = { kind: 'hourly', perHour: 100, growthPercent: 0 } as const;
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId], ramp });
      await settle(world);
      const mails = await world.mails(id);
      const going = mails.filter(({ state }) => state === 'planned');
      const hours = going.map(({ dueAt }) => Math.floor((dueAt.getTime() - after(0).getTime()) / HOUR));
      expect([0, 1, 2].map((hour) => hours.filter((each) => each === hour).length)).toEqual([100, 100, 100]);
      const order = going.map(({ profileId }) => ids.indexOf(profileId));
      expect(order).not.toEqual([...order].sort((a, b) => a - b));
      expect(mails.filter(({ state }) => state === 'skipped')).toHaveLength(600);
    }));

  test('by the clock goes when it is that time where each of them lives', () =>
    inShop(async (world) => {
      const { ids, segmentId } = await world.audience([{ countryCode: 'JP' }, { countryCode: 'GB' }, {}]);
      const schedule = { kind: 'local', day: '2026-03-12', minuteOfDay: 540, missed: 'next-day' } as const;
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId], schedule });
      expect(await world.now(id)).toMatchObject({ startsAt: new Date('2026-03-11T19:00:00Z') });
      world.app.advance(31 * HOUR);
      await settle(world);
      const dueOf = new Map((await world.mails(id)).map(({ profileId, dueAt }) => [profileId, dueAt.toISOString()]));
      expect(ids.map((profileId) => dueOf.get(profileId))).toEqual([
        '2026-03-12T00:00:00.000Z',
        '2026-03-12T09:00:00.000Z',
        '2026-03-12T08:00:00.000Z',
      ]);
    }));
});

describe('whoever prepares', () => {
  /** A database whose connection is gone at every third transaction, in turn before and after what it did was kept. */
  const failing = (db: Database): Database => {
    let asked = 0;
    const transaction: Database['transaction'] = async (work) => {
      asked += 1;
      const isLost = asked % 3 === 0;
      const outcome = await db.transaction(async (tx) => {
        const done = await work(tx);
        if (isLost && asked % 2) throw new Error('the power is gone');
        return done;
      });
      if (isLost) throw new Error('the power is gone');
      return outcome;
    };
    return { ...db, transaction };
  };

  test('may be killed at any step: each is written to once, in the turns that were drawn', () =>
    inShop(async (world) => {
      const { app, shopId } = world;
      const { ids, segmentId } = await world.audience(fine(2_600));
      const ramp = { kind: 'hourly', perHour: 1_000, growthPercent: 10 } as const;
      const id = await scheduled(app, shopId, { segmentIds: [segmentId], ramp });
      const weak = { ...app, db: failing(app.db) };
      let deaths = 0;
      while ((await world.now(id)).preparedAt === null) await advanceCampaigns(weak, shopId).catch(() => (deaths += 1));
      expect(deaths).toBeGreaterThan(2);
      const mails = await world.mails(id);
      expect(sorted(mails.map(({ profileId }) => profileId))).toEqual(sorted(ids));
      const dues = mails.map(({ dueAt }) => dueAt.getTime() - after(0).getTime());
      expect(new Set(dues).size, 'turns').toBe(2_600);
      expect(dues.filter((ms) => ms < HOUR)).toHaveLength(1_000);
    }));

  test('may be several at once', () =>
    inShop(async (world) => {
      const { ids, segmentId } = await world.audience(fine(1_700));
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId] });
      await Promise.all(Array.from({ length: 4 }, () => settle(world)));
      await settle(world);
      expect(sorted((await world.mails(id)).map(({ profileId }) => profileId))).toEqual(sorted(ids));
      expect(await world.now(id)).toMatchObject({ turns: 1_700, state: 'sending' });
    }));
});

describe('a pause', () => {
  test('moves all turns on by its length, each once, and is told', () =>
    inShop(async (world) => {
      const { segmentId } = await world.audience(fine(2_300));
      const ramp = { kind: 'hourly', perHour: 500, growthPercent: 0 } as const;
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId], ramp });
      await settle(world);
      const before = await world.mails(id);
      await world.pause(id);
      world.app.advance(3 * HOUR);
      expect(await world.resume(id)).toEqual({ kind: 'done' });
      expect(await world.now(id), 'until all are moved').toMatchObject({ state: 'paused' });
      await settle(world);
      expect(await world.now(id)).toMatchObject({ state: 'sending', pausedAt: null, pauseReason: null });
      const moved = before.map(({ id, dueAt, expiresAt }) => [id, after(3 * HOUR, dueAt), after(3 * HOUR, expiresAt)]);
      expect((await world.mails(id)).map(({ id, dueAt, expiresAt }) => [id, dueAt, expiresAt])).toEqual(moved);
      const told = await world.app.db.prisma.activityEntry.findMany({ where: { shopId: world.shopId } });
      expect(told.map(({ kind }) => kind)).toContain('campaign-paused');
    }));

  test('while it is prepared counts for those who come after it, too', () =>
    inShop(async (world) => {
      const { app, shopId } = world;
      const { segmentId } = await world.audience(fine(700));
      const ramp = { kind: 'hourly', perHour: 700, growthPercent: 0 } as const;
      const id = await scheduled(app, shopId, { segmentIds: [segmentId], ramp });
      let steps = 0;
      const once: Database['transaction'] = (work) =>
        (steps += 1) > 2 ? Promise.reject(new Error('no more for now')) : app.db.transaction(work);
      await advanceCampaigns({ ...app, db: { ...app.db, transaction: once } }, shopId).catch(() => undefined);
      expect(await world.mails(id)).toHaveLength(500);
      await world.pause(id);
      expect(await settle(world), 'nothing is done meanwhile').toBeNull();
      app.advance(2 * HOUR);
      await world.resume(id);
      await settle(world);
      const dues = (await world.mails(id)).map(({ dueAt }) => dueAt);
      expect(dues).toHaveLength(700);
      expect(dues[0]).toEqual(after(2 * HOUR));
      expect(new Set(dues.map(Number)).size).toBe(700);
    }));

  test('is for what is being sent, and ends once', () =>
    inShop(async (world) => {
      const { segmentId } = await world.audience(fine(2));
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId] });
      expect(await world.pause(id)).toEqual({ kind: 'overtaken' });
      await settle(world);
      expect(await world.pause(id)).toEqual({ kind: 'done' });
      expect(await world.resume(id)).toEqual({ kind: 'done' });
      expect(await world.resume(id)).toEqual({ kind: 'overtaken' });
      expect(await world.resume(world.app.ids.next())).toEqual({ kind: 'missing' });
    }));
});

describe('a campaign that is cancelled', () => {
  test('skips what had not left, with why, and keeps what had', () =>
    inShop(async (world) => {
      const { app, shopId } = world;
      const { segmentId } = await world.audience(fine(2_100));
      const id = await scheduled(app, shopId, { segmentIds: [segmentId] });
      await settle(world);
      const [first] = await world.mails(id);
      await app.db.prisma.message.updateMany({
        where: { shopId, id: first?.id ?? '' },
        data: { state: 'accepted', sentAt: after(0) },
      });
      expect(await world.cancel(id)).toEqual({ kind: 'done' });
      expect(await settle(world)).toBeNull();
      const mails = await world.mails(id);
      expect(mails.filter(({ state }) => state === 'accepted').map(({ id }) => id)).toEqual([first?.id]);
      const skipped = mails.filter(({ state }) => state === 'skipped');
      expect(skipped).toHaveLength(2_099);
      expect(skipped[0]?.reason).toEqual({ code: 'campaign-cancelled' });
      expect(await world.now(id)).toMatchObject({ state: 'cancelled', isClearing: false });
    }));

  test('before it began has written nothing', () =>
    inShop(async (world) => {
      const { segmentId } = await world.audience(fine(2));
      const schedule = { kind: 'at', at: after(HOUR).toISOString() } as const;
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId], schedule });
      await world.cancel(id);
      world.app.advance(2 * HOUR);
      await settle(world);
      expect(await world.mails(id)).toEqual([]);
    }));
});

describe('the end of a campaign', () => {
  /** As Postmark's answers and readers leave them; `opened` and so on by how many. */
  async function leaves(world: ReturnType<typeof worldOf>, id: string): Promise<void> {
    const data = { state: 'accepted', sentAt: world.app.clock.now() };
    await world.app.db.prisma.message.updateMany({ where: { sourceId: id, state: 'planned' }, data });
    world.app.advance(60_000);
    await settle(world);
  }

  test('is told once the last of it has left, and until then it is looked again', () =>
    inShop(async (world) => {
      const { segmentId } = await world.audience(fine(2));
      const ramp = { kind: 'parts', parts: 2, overHours: 5 } as const;
      const id = await scheduled(world.app, world.shopId, { segmentIds: [segmentId], ramp });
      expect(await settle(world)).toEqual(after(5 * HOUR));
      world.app.advance(5 * HOUR);
      await leaves(world, id);
      expect(await world.now(id)).toMatchObject({ state: 'sent', lookAt: null });
    }));

  test('may be a second mail to those who did not read the first', () =>
    inShop(async (world) => {
      const { app, shopId } = world;
      const { ids, segmentId } = await world.audience(fine(6));
      const [opened, clicked, bought, bounced, left, quiet] = ids as [string, string, string, string, string, string];
      const resend = { afterDays: 3, subjectLine: 'In case you missed it' };
      const id = await scheduled(app, shopId, { segmentIds: [segmentId], resend });
      await settle(world);
      await leaves(world, id);
      const mailed = app.clock.now();
      expect(await world.now(id)).toMatchObject({
        state: 'scheduled',
        step: 'resend',
        startsAt: after(72 * HOUR, mailed),
      });
      const at = app.clock.now();
      const note = (profileId: string, data: object) =>
        app.db.prisma.message.updateMany({ where: { shopId, sourceId: id, profileId }, data });
      await note(opened, { openedAt: at });
      await note(clicked, { clickedAt: at });
      await note(bounced, { bouncedAt: at });
      await app.db.prisma.order.create({
        data: {
          ...{ shopId, id: app.ids.next(), name: '#1', profileId: bought, currency: 'EUR', totalMinor: 100 },
          ...{ placedAt: at, sourceUpdatedAt: at },
        },
      });
      await app.db.prisma.consentState.updateMany({ where: { shopId, addressId: left }, data: { state: 'withdrawn' } });
      app.advance(72 * HOUR);
      await settle(world);
      const again = (await world.mails(id)).filter(({ stepKey }) => stepKey === 'resend');
      expect(new Map(again.map(({ profileId, state }) => [profileId, state]))).toEqual(
        new Map([
          [left, 'skipped'],
          [quiet, 'planned'],
        ]),
      );
      await leaves(world, id);
      expect(await world.now(id)).toMatchObject({ state: 'sent', step: 'resend' });
    }));
});
