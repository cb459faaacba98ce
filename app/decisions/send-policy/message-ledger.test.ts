import { describe, expect, test } from 'vitest';
import type { Message } from '@prisma/client';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { messageNow, plan, wakeupOf } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { LEASE_MS, claimMessages, releaseExpiredClaims } from './claim-messages.server';
import { markRequested, nextLookAt, nextMessageDueAt, storeDecisions, type Against } from './message-ledger.server';

/** System time stands an hour ahead of business time: what mixes the two up is seen. */
const app = testApp(await testDatabase(), { systemAheadMs: 3_600_000 });
const { prisma } = app.db;
const SETTLE_MS = 900_000;

const inShop = async (work: (shopId: string) => Promise<void>) => {
  const { id } = await createShop(app);
  await withShop(id, () => work(id));
};
const claim = (shopId: string, limit = 50) => app.db.transaction((tx) => claimMessages(tx, app, shopId, limit));
const planFor = async (shopId: string, fields: { dueAt?: Date } = {}): Promise<Message> =>
  plan(app, shopId, { profileId: (await makePerson(app, shopId)).profileId, ...fields });
const claimOne = async (shopId: string): Promise<Message> => {
  const planned = await planFor(shopId);
  const claimed = await claim(shopId);
  const own = claimed.find((message) => message.id === planned.id);
  if (!own) throw new Error(`${planned.id} was not among the claimed`);
  return own;
};
async function request(message: Message): Promise<boolean> {
  const mark = {
    message,
    addressId: message.addressId ?? '',
    consentSeq: 1n,
    mailbox: 'other' as const,
    recommendations: [],
  };
  return (await markRequested(prisma, app, message.shopId, [mark])).has(message.id);
}
const decide = (message: Message, decision: Against) =>
  storeDecisions(app, prisma, message.shopId, [{ message, decision, answers: [] }]);

describe('claiming', () => {
  test('takes what is due by business time, oldest first, under a lease of system time', () =>
    inShop(async (shopId) => {
      const late = await planFor(shopId, { dueAt: after(-2_000, app.clock.now()) });
      const now = await planFor(shopId);
      await planFor(shopId, { dueAt: after(1, app.clock.now()) });
      const claimed = await claim(shopId);
      expect(claimed.map(({ id }) => id).sort()).toEqual([late.id, now.id].sort());
      for (const message of claimed)
        expect(message).toMatchObject({ state: 'claimed', leaseUntil: after(LEASE_MS, app.systemClock.now()) });
      expect(await wakeupOf(app, shopId, 'settle-messages')).toEqual(after(LEASE_MS, app.systemClock.now()));
    }));

  test('takes at most the limit, the longest due first', () =>
    inShop(async (shopId) => {
      const second = await planFor(shopId, { dueAt: after(-1_000, app.clock.now()) });
      const first = await planFor(shopId, { dueAt: after(-2_000, app.clock.now()) });
      expect((await claim(shopId, 1)).map(({ id }) => id)).toEqual([first.id]);
      expect((await claim(shopId, 1)).map(({ id }) => id)).toEqual([second.id]);
      expect(await claim(shopId, 1)).toEqual([]);
    }));

  test('takes one message per person at a time, the earlier one first, the next when that one is decided', () =>
    inShop(async (shopId) => {
      const { profileId } = await makePerson(app, shopId);
      const second = await plan(app, shopId, { profileId });
      const first = await plan(app, shopId, { profileId, dueAt: after(-1, app.clock.now()) });
      const claimed = await claim(shopId);
      expect(claimed.map(({ id }) => id)).toEqual([first.id]);
      expect(await claim(shopId), 'claimed while the first is being prepared').toEqual([]);
      await request(claimed[0] as Message);
      expect((await claim(shopId)).map(({ id }) => id)).toEqual([second.id]);
    }));

  test('takes of a person’s messages the one of the higher priority, though another is due longer', () =>
    inShop(async (shopId) => {
      const { profileId } = await makePerson(app, shopId);
      await plan(app, shopId, { profileId, dueAt: after(-60_000, app.clock.now()), priority: 10 });
      const higher = await plan(app, shopId, { profileId, priority: 90 });
      await plan(app, shopId, { profileId, dueAt: after(60_000, app.clock.now()), priority: 99 });
      expect((await claim(shopId, 1)).map(({ id }) => id)).toEqual([higher.id]);
    }));

  test('by two workers at once never gives a person’s messages to both', () =>
    inShop(async (shopId) => {
      const people = await Promise.all(Array.from({ length: 6 }, () => makePerson(app, shopId)));
      for (const { profileId } of people) for (let nth = 0; nth < 4; nth++) await plan(app, shopId, { profileId });
      const claims = (await Promise.all(Array.from({ length: 4 }, () => claim(shopId, 8)))).flat();
      const profiles = claims.map(({ profileId }) => profileId);
      expect(new Set(profiles).size).toBe(profiles.length);
    }));

  test('by four workers at once gives each message to one of them', () =>
    inShop(async (shopId) => {
      for (let person = 0; person < 24; person++) await planFor(shopId);
      const claims = await Promise.all([claim(shopId, 10), claim(shopId, 10), claim(shopId, 10), claim(shopId, 10)]);
      const ids = claims.flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      while ((await claim(shopId, 10)).length) continue;
      expect(await prisma.message.count({ where: { shopId, state: 'claimed' } })).toBe(24);
    }));

  test('takes nothing of another shop', () =>
    inShop(async (shopId) => {
      await planFor(shopId);
      await inShop(async (other) => {
        expect(await claim(other)).toEqual([]);
        expect(await claim(shopId)).toEqual([]);
      });
    }));

  test('that is not committed leaves the message planned', () =>
    inShop(async (shopId) => {
      const planned = await planFor(shopId);
      const dying = app.db.transaction(async (tx) => {
        await claimMessages(tx, app, shopId, 50);
        throw new Error('the power is gone');
      });
      await expect(dying).rejects.toThrow('the power is gone');
      expect(await messageNow(app, planned)).toEqual(planned);
    }));
});

describe('a decision about a claimed message', () => {
  test('to skip ends it with its reason', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      await decide(message, { kind: 'skip', reason: { code: 'cart-empty' } });
      const skipped = { state: 'skipped', reason: { code: 'cart-empty' }, leaseUntil: null };
      expect(await messageNow(app, message)).toMatchObject(skipped);
    }));

  test('to defer plans it again for later and wakes the sender then', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      await prisma.shopWakeup.deleteMany({ where: { shopId } });
      const until = after(60_000, app.clock.now());
      await decide(message, { kind: 'defer', until, reason: { code: 'all-sending-paused' } });
      const deferred = { state: 'planned', dueAt: until, reason: { code: 'all-sending-paused' }, leaseUntil: null };
      expect(await messageNow(app, message)).toMatchObject(deferred);
      expect(await wakeupOf(app, shopId, 'send-messages')).toEqual(until);
      expect(await nextMessageDueAt(prisma, shopId)).toEqual(until);
    }));

  test('comes too late when it was requested meanwhile', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      await request(message);
      await decide(message, { kind: 'skip', reason: { code: 'cart-empty' } });
      expect((await messageNow(app, message)).state).toBe('requested');
    }));
});

describe('marking as requested', () => {
  test('notes both times, the attempt, the address and what allows it', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      expect(await request(message)).toBe(true);
      expect(await messageNow(app, message)).toMatchObject({
        ...{ state: 'requested', leaseUntil: null, attempts: 1, consentSeq: 1n, addressId: message.addressId },
        ...{ requestedAt: app.systemClock.now(), sentAt: app.clock.now(), reason: null },
      });
    }));

  test('works once: the second time the claim is gone', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      expect([await request(message), await request(message)]).toEqual([true, false]);
      expect((await messageNow(app, message)).attempts).toBe(1);
    }));

  test('by two who both believe it is theirs lets one through', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      const marks = await Promise.all([request(message), request(message), request(message)]);
      expect(marks.filter(Boolean)).toEqual([true]);
    }));

  test('is refused to who was claimed away from while preparing', () =>
    inShop(async (shopId) => {
      const slow = await claimOne(shopId);
      app.advanceSystem(LEASE_MS + 1);
      await releaseExpiredClaims(prisma, app, shopId);
      const [fresh] = await claim(shopId);
      expect(await request(slow)).toBe(false);
      expect(await request(fresh as Message)).toBe(true);
    }));
});

describe('a lease', () => {
  test('that ran out lets the message go back to planned, and wakes the sender', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      await prisma.shopWakeup.deleteMany({ where: { shopId } });
      app.advanceSystem(LEASE_MS + 1);
      expect(await releaseExpiredClaims(prisma, app, shopId)).toBe(1);
      expect(await messageNow(app, message)).toMatchObject({ state: 'planned', leaseUntil: null, attempts: 0 });
      expect(await wakeupOf(app, shopId, 'send-messages')).toEqual(app.clock.now());
    }));

  test('that holds is respected, however far business time is moved', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      app.advanceBusiness(30 * 86_400_000);
      app.advanceSystem(LEASE_MS);
      expect(await releaseExpiredClaims(prisma, app, shopId)).toBe(0);
      expect((await messageNow(app, message)).state).toBe('claimed');
      expect(await nextLookAt(prisma, shopId, SETTLE_MS)).toEqual(message.leaseUntil);
    }));

  test('never brings back what was requested', () =>
    inShop(async (shopId) => {
      const message = await claimOne(shopId);
      await request(message);
      app.advanceSystem(365 * 86_400_000);
      expect(await releaseExpiredClaims(prisma, app, shopId)).toBe(0);
      expect((await messageNow(app, message)).state).toBe('requested');
    }));
});
