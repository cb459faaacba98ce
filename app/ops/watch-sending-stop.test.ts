import { describe, expect, test } from 'vitest';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { transportBy } from '../../tests/factories/transport';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { wakeupOf } from '../../tests/factories/wakeups';
import { tellShop } from '../../tests/factories/inbox-job';
import { letMarketingGoOn } from './go-on.server';
import { home } from './home.server';
import { watchStopLoss } from './watch-sending-stop.server';
import type { WatchDeps } from './watch-sending.server';

const inWorld = await pageWorlds();
const MINUTE_MS = 60_000;
const NOTICES = 'notices@kindred.example';

function watching({ app, bench }: PageWorld, changes: Partial<WatchDeps> = {}): WatchDeps {
  const { token } = bench.standIn.createServer({ name: 'Operator' });
  bench.standIn.senders.addSignature({ email: NOTICES });
  return {
    ...{ db: app.db, clock: app.clock, ids: app.ids, logger: app.logger },
    transport: transportBy(createPostmarkClients(bench.url, 1)),
    operatorMail: { token, from: NOTICES },
    settingsUrl: (domain) => `https://${domain}/admin/apps/key/app/settings`,
    ...changes,
  };
}

interface Sent {
  count: number;
  bounced?: number;
  bounce?: 'hard' | 'soft';
  complained?: number;
  sourceKind?: string;
}

/** Mails that left a moment ago, the first so many of which came back or were complained of. */
async function sent(
  world: PageWorld,
  { count, bounced = 0, bounce = 'hard', complained = 0, sourceKind = 'flow-run' }: Sent,
) {
  const { app, shop } = world;
  const { profileId } = await world.recipient();
  const now = app.clock.now();
  await app.db.prisma.message.createMany({
    data: Array.from({ length: count }, (_, nth) => ({
      ...{ shopId: shop.id, id: app.ids.next(), sourceKind, sourceId: app.ids.next(), stepKey: 'first', profileId },
      ...{ templateKey: 'abandoned-cart-first', subject: {}, state: 'accepted', plannedAt: now, dueAt: now },
      ...{ expiresAt: now, sentAt: now },
      ...(nth < bounced ? { bouncedAt: now, bounce } : {}),
      complainedAt: nth < complained ? now : null,
    })),
  });
}

const stopOf = async ({ pages, domain }: PageWorld) => (await home(pages, domain)).health.stop;
const told = ({ bench }: PageWorld) => bench.standIn.inbox.messages({ to: 'owner@shop.example' });
const activities = ({ app, shop }: PageWorld) =>
  app.db.prisma.activityEntry.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });

describe('a shop too much of whose mail comes back', () => {
  test('stops by itself: messages wait with the reason, and it is written down with the figures', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await sent(world, { count: 100, bounced: 5 });
      const recipient = await world.recipient();
      await watchStopLoss(deps, world.shop.id);
      expect(await stopOf(world)).toMatchObject({ why: 'bounces', sent: 100, bounced: 5, complained: 0 });
      await world.send();
      expect(await world.now(recipient)).toMatchObject({
        state: 'planned',
        reason: { code: 'stop-loss', why: 'bounces' },
      });
      expect(await activities(world)).toMatchObject([
        { kind: 'marketing-stopped', subject: 'bounces', actor: null, details: { sent: 100, bounced: 5 } },
      ]);
    }));

  test('counts only what came back for good: full mailboxes say nothing of whom it writes to', () =>
    inWorld(async (world) => {
      await sent(world, { count: 100, bounced: 90, bounce: 'soft' });
      await watchStopLoss(watching(world), world.shop.id);
      expect(await stopOf(world)).toBeNull();
      world.pass(MINUTE_MS);
      await sent(world, { count: 5, bounced: 5 });
      await watchStopLoss(watching(world), world.shop.id);
      expect(await stopOf(world)).toMatchObject({ why: 'bounces', sent: 105, bounced: 5 });
    }));

  test('does not while it is not too much', () =>
    inWorld(async (world) => {
      await sent(world, { count: 1_000, bounced: 40, complained: 4 });
      expect(await watchStopLoss(watching(world), world.shop.id)).toBeNull();
      expect(await stopOf(world)).toBeNull();
    }));

  test('is judged by its last thousand mails, and by marketing alone', () =>
    inWorld(async (world) => {
      await sent(world, { count: 50, bounced: 50 });
      world.pass(MINUTE_MS);
      await sent(world, { count: 1_000 });
      await sent(world, { count: 50, bounced: 50, sourceKind: 'confirmation' });
      await watchStopLoss(watching(world), world.shop.id);
      expect(await stopOf(world)).toBeNull();
    }));

  test('hears of it once, with figures and what to do, whoever sees it first', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await sent(world, { count: 200, complained: 5 });
      await Promise.all(Array.from({ length: 4 }, () => watchStopLoss(deps, world.shop.id)));
      await watchStopLoss(deps, world.shop.id);
      expect(told(world).map(({ subject }) => subject)).toEqual(['Oak & Elm: Kindred has stopped your marketing mail']);
      expect(told(world)[0]?.text).toContain(
        'Of the last 200 mails 0 came back for good (0 %), and 5 were complained of (2.5 %).',
      );
      expect(told(world)[0]?.text).toContain('0.08 %');
      expect((await activities(world)).filter(({ kind }) => kind === 'marketing-stopped')).toHaveLength(1);
    }));

  test('is told later where not even the operator can send', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await sent(world, { count: 100, bounced: 9 });
      const nobody = { ...deps, operatorMail: { token: 'not-a-token-of-any-server', from: NOTICES } };
      const next = await watchStopLoss(nobody, world.shop.id);
      expect(next).toEqual(new Date(world.app.clock.now().getTime() + 30 * MINUTE_MS));
      expect(told(world)).toEqual([]);
      expect(await watchStopLoss(deps, world.shop.id)).toBeNull();
      expect(told(world)).toHaveLength(1);
    }));
});

describe('letting it go on', () => {
  test('says who did, sends what waits, and does not stop again for the same mails', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await sent(world, { count: 100, bounced: 9 });
      const recipient = await world.recipient();
      await watchStopLoss(deps, world.shop.id);
      await world.send();
      world.pass(20 * MINUTE_MS);
      expect(await letMarketingGoOn(world.pages, world.domain, '42')).toEqual({ kind: 'saved' });
      await letMarketingGoOn(world.pages, world.domain, '43');
      expect((await activities(world)).map(({ kind, actor }) => [kind, actor])).toEqual([
        ['marketing-stopped', null],
        ['marketing-went-on', '42'],
      ]);
      await watchStopLoss(deps, world.shop.id);
      expect(await stopOf(world)).toBeNull();
      await world.send();
      expect(await world.now(recipient)).toMatchObject({ state: 'accepted' });
    }));

  test('counts what is sent from then on, and tells of the next time, too', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await sent(world, { count: 100, bounced: 9 });
      await watchStopLoss(deps, world.shop.id);
      await letMarketingGoOn(world.pages, world.domain, '42');
      world.pass(MINUTE_MS);
      await sent(world, { count: 100, bounced: 4 });
      await watchStopLoss(deps, world.shop.id);
      expect(await stopOf(world), 'four of a hundred').toBeNull();
      world.pass(MINUTE_MS);
      await sent(world, { count: 10, bounced: 6 });
      await watchStopLoss(deps, world.shop.id);
      expect(await stopOf(world)).toMatchObject({ sent: 110, bounced: 10 });
      expect(told(world)).toHaveLength(2);
    }));
});

test('a mail that comes back, or is complained of, makes somebody look', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { message, email } = await world.recipient();
    await world.send();
    const now = app.clock.now().toISOString();
    const common = { MessageID: 'x', MessageStream: 'broadcast', Metadata: { kindred_message: message.id } };
    const body = { ...common, RecordType: 'SpamComplaint', BouncedAt: now, Email: email };
    const delivery = { source: 'postmark', topic: 'event', externalId: 'c1', triggeredAt: null } as const;
    await tellShop(app, shop.id, { ...delivery, body: JSON.stringify(body) });
    expect(await wakeupOf(app, shop.id, 'watch-sending')).toMatchObject({ nextDueAt: app.clock.now() });
  }));
