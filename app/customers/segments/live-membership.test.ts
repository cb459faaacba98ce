import { Prisma } from '@prisma/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../tests/factories/test-app';
import { TEST_START } from '../../../tests/factories/times';
import { crowds, EVENTS, propertiesOf, rules, type Crowd } from '../../../tests/models/people-and-rules';
import { storeCrowd } from '../../../tests/models/store-people';
import { testDatabase } from '../../../tests/setup/database';
import type { EventType } from '~/capture/events/event';
import { withShop } from '~/platform/db/db.server';
import { beginWakeup, finishWakeup } from '~/platform/queue/wakeups.server';
import { problemsOf } from '../rules/problems';
import type { Rule } from '../rules/rule';
import { membersSql } from '../rules/sql/compile.server';
import { advanceSegments } from './advance-segments.server';
import { liveSegments } from './live-segments.server';
import { saveSegment } from './save-segment.server';

const app = testApp(await testDatabase());
const ZONE = 'Europe/Berlin';

const MINUTE = 60_000;
const saidRules = rules.filter((rule) => problemsOf(rule, { segmentIds: new Set() }).length === 0);

/** Something that happens to a shop. `who` is one of its people, by number. */
type Step =
  | { kind: 'event'; who: number; type: EventType; properties: object; lateMinutes: number }
  | { kind: 'city'; who: number; city: string }
  | { kind: 'property'; who: number; value: string | number | boolean }
  | { kind: 'orders'; who: number; count: number }
  | { kind: 'consent'; who: number; state: string }
  | { kind: 'forget-event'; who: number }
  | { kind: 'merge'; who: number }
  | { kind: 'pass'; minutes: number };

const PEOPLE = 8;
const who = fc.nat(PEOPLE - 1);
const event: fc.Arbitrary<Step> = fc.constantFrom(...EVENTS).chain((type) =>
  fc.record({
    ...{ kind: fc.constant('event' as const), who, type: fc.constant(type) },
    properties: propertiesOf[type] as fc.Arbitrary<object>,
    lateMinutes: fc.constantFrom(0, 0, 0, 59, 60, 1_440, -5),
  }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: event },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(1, 59, 60, 1_439, 1_440, 4_320, 20_000)
      .map((minutes) => ({ kind: 'pass' as const, minutes })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('city' as const), who, city: fc.constantFrom('Berlin', 'Wien') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('property' as const), who, value: fc.constantFrom('a', 1, true) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('orders' as const), who, count: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('consent' as const),
      who,
      state: fc.constantFrom('granted', 'withdrawn'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget-event' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), who }) },
);

describe('who is in a segment', () => {
  it('is the same at every moment as if all were looked through anew', { timeout: 240_000 }, async () => {
    const lives = fc.record({
      crowd: crowds(PEOPLE, fc.constant({ at: TEST_START, timeZone: ZONE })),
      segments: fc.array(saidRules, { minLength: 5, maxLength: 5 }),
      steps: fc.array(step, { minLength: 5, maxLength: 14 }),
    });
    await fc.assert(
      fc.asyncProperty(lives, async ({ crowd, segments, steps }) => {
        app.advance(TEST_START.getTime() - app.clock.now().getTime());
        const shop = await storeCrowd(app, crowd);
        await app.db.prisma.shop.update({ where: { id: shop.id }, data: { timezone: ZONE } });
        await withShop(shop.id, async () => {
          await save(shop.id, segments);
          await settle(shop.id);
          await agree(shop.id, 'at first');
          for (const [index, each] of steps.entries()) {
            await take(shop.id, crowd, each);
            await settle(shop.id);
            await agree(shop.id, `after step ${index}, ${JSON.stringify(each)}`);
          }
        });
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});

async function save(shopId: string, all: Rule[]): Promise<void> {
  for (const [index, rule] of all.entries()) {
    const saved = await app.db.transaction((tx) => saveSegment(app, tx, shopId, { name: `Segment ${index}`, rule }));
    expect(saved).toMatchObject({ kind: 'saved' });
  }
}

/** Does what is due, as a worker would: only when somebody was woken, and until nothing more is due at this moment. */
async function settle(shopId: string): Promise<void> {
  const { pool, prisma } = app.db;
  const key = { shopId_kind: { shopId, kind: 'advance-segments' } };
  for (let turn = 0; turn < 50; turn++) {
    const wakeup = await prisma.shopWakeup.findUnique({ where: key });
    if (!wakeup?.nextDueAt || wakeup.nextDueAt > app.clock.now()) return;
    const seen = await beginWakeup(pool, shopId, 'advance-segments');
    const next = await advanceSegments(app, shopId, () => Promise.resolve());
    await finishWakeup(pool, shopId, 'advance-segments', seen, next);
  }
  throw new Error('segments are never done');
}

async function agree(shopId: string, when: string): Promise<void> {
  const moment = { at: app.clock.now(), timeZone: ZONE };
  for (const { id, rule } of await liveSegments(app.db.prisma, shopId)) {
    const rows = await app.db.prisma.$queryRaw<{ id: string }[]>(
      membersSql(rule, { shopId, moment, among: () => Prisma.empty }),
    );
    const members = await app.db.prisma.segmentMember.findMany({ where: { shopId, segmentId: id } });
    const kept = members.map(({ profileId }) => profileId).sort();
    const meant = rows.map((row) => row.id).sort();
    if (JSON.stringify(kept) !== JSON.stringify(meant))
      throw new Error(`${when}, by ${JSON.stringify(rule)}: kept ${kept.join()}, meant ${meant.join()}`);
  }
}

async function take(shopId: string, { people }: Crowd, each: Step): Promise<void> {
  const { prisma } = app.db;
  const now = app.clock.now();
  if (each.kind === 'pass') return app.advance(each.minutes * MINUTE);
  const profileId = people[each.who]?.person.id ?? '';
  const person = { shopId_id: { shopId, id: profileId } };
  switch (each.kind) {
    case 'event': {
      const { type, properties } = each;
      const occurredAt = new Date(now.getTime() - each.lateMinutes * MINUTE);
      const own = { id: app.ids.next(), dedupeKey: app.ids.next(), recordedAt: now, source: 'test' };
      await prisma.event.create({ data: { shopId, profileId, type, properties, occurredAt, ...own } });
      return;
    }
    case 'city':
      await prisma.profile.update({ where: person, data: { city: each.city } });
      return;
    case 'property': {
      const key = { shopId, originId: profileId, key: 'plan' };
      const data = { value: each.value, updatedAt: now };
      await prisma.profileProperty.upsert({
        where: { shopId_originId_key: key },
        create: { ...key, ...data, profileId, source: 'test' },
        update: data,
      });
      return;
    }
    case 'orders': {
      const numbers = { orderCount: each.count, netMinor: each.count * 500, averageMinor: 500, itemCount: each.count };
      const data = { ...numbers, grossMinor: 0, refundedMinor: 0, lastOrderAt: now, firstOrderAt: now };
      await prisma.profileNumbers.upsert({
        where: { shopId_profileId: { shopId, profileId } },
        create: { shopId, profileId, ...data },
        update: data,
      });
      return;
    }
    case 'consent':
      await prisma.consentState.updateMany({
        where: { shopId, addressId: profileId },
        data: { state: each.state, since: now },
      });
      return;
    case 'forget-event': {
      const first = await prisma.event.findFirst({ where: { shopId, profileId }, orderBy: { id: 'asc' } });
      if (first) await prisma.event.delete({ where: { shopId_id: { shopId, id: first.id } } });
      return;
    }
    case 'merge': {
      const into = people[(each.who + 1) % people.length]?.person.id ?? '';
      const target = await prisma.profile.findUniqueOrThrow({ where: { shopId_id: { shopId, id: into } } });
      if (target.mergedIntoId) return;
      await prisma.profile.update({ where: person, data: { mergedIntoId: into } });
      await prisma.event.updateMany({ where: { shopId, profileId }, data: { profileId: into } });
      return;
    }
  }
}
