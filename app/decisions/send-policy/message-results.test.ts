import { describe, expect, test } from 'vitest';
import type { Message } from '@prisma/client';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { messageNow, plan, wakeupOf } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import type { SendResult } from './message';
import { claimMessages } from './claim-messages.server';
import {
  UNANSWERED_AFTER_MS,
  markRequested,
  markUnanswered,
  nextLookAt,
  nextMessageDueAt,
  storeResults,
} from './message-ledger.server';

const app = testApp(await testDatabase(), { systemAheadMs: 3_600_000 });
const { prisma } = app.db;
const SETTLE_MS = 900_000;

/** A shop with a message that was just requested. */
async function withRequested(work: (shopId: string, message: Message) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    const { profileId } = await makePerson(app, id);
    await work(id, await requested(await plan(app, id, { profileId })));
  });
}
async function requested({ shopId, id }: Message): Promise<Message> {
  const claimed = await app.db.transaction((tx) => claimMessages(tx, app, shopId, 50));
  const message = claimed.find((each) => each.id === id);
  if (!message) throw new Error(`${id} is not due`);
  const mark = {
    message,
    addressId: message.addressId ?? '',
    consentSeq: 1n,
    mailbox: 'gmail',
    recommendations: [],
  } as const;
  expect(await markRequested(prisma, app, shopId, [mark])).toEqual(new Set([id]));
  return message;
}
const tell = (message: Message, result: SendResult) =>
  storeResults(prisma, app, message.shopId, [{ message, result }], SETTLE_MS);

const ACCEPTED: SendResult = { kind: 'accepted', providerMessageId: 'pm-1' };
const REJECTED: SendResult = { kind: 'rejected', code: 'inactive-recipient', detail: 'bounced before' };
const LATER: SendResult = { kind: 'try-later', detail: 'HTTP 429' };
const UNKNOWN: SendResult = { kind: 'unknown', detail: 'no answer' };

describe('the provider’s answer', () => {
  test('that it took the mail is kept with its own id', () =>
    withRequested(async (_shopId, message) => {
      await tell(message, ACCEPTED);
      expect(await messageNow(app, message)).toMatchObject({ state: 'accepted', providerMessageId: 'pm-1' });
    }));

  test('that it refused it is kept with its reason, and does not count as having been written to', () =>
    withRequested(async (_shopId, message) => {
      await tell(message, REJECTED);
      const reason = { code: 'inactive-recipient', detail: 'bounced before' };
      expect(await messageNow(app, message)).toMatchObject({ state: 'rejected', sentAt: null, reason });
    }));

  test('to try later plans it again for a minute later and wakes the sender', () =>
    withRequested(async (shopId, message) => {
      await prisma.shopWakeup.deleteMany({ where: { shopId } });
      await tell(message, LATER);
      const dueAt = after(60_000, app.clock.now());
      const again = { state: 'planned', dueAt, sentAt: null, requestedAt: null, attempts: 1 };
      expect(await messageNow(app, message)).toMatchObject({ ...again, reason: { code: 'try-later' } });
      expect(await wakeupOf(app, shopId, 'send-messages')).toEqual(dueAt);
      expect(await nextMessageDueAt(prisma, shopId)).toEqual(dueAt);
    }));

  test('that never came makes the outcome unknown, to be settled later by system time', () =>
    withRequested(async (shopId, message) => {
      await prisma.shopWakeup.deleteMany({ where: { shopId } });
      await tell(message, UNKNOWN);
      expect(await messageNow(app, message)).toMatchObject({ state: 'unknown', reason: { code: 'no-answer' } });
      expect(await wakeupOf(app, shopId, 'settle-messages')).toEqual(after(SETTLE_MS, app.systemClock.now()));
      expect(await nextLookAt(prisma, shopId, SETTLE_MS)).toEqual(after(SETTLE_MS, app.systemClock.now()));
    }));

  test.each([
    ['accepted', ACCEPTED, 'accepted'],
    ['surely not sent', LATER, 'planned'],
    ['refused', REJECTED, 'rejected'],
  ] as const)('an unknown outcome can still turn out as %s', (_how, result, state) =>
    withRequested(async (_shopId, message) => {
      await tell(message, UNKNOWN);
      await tell(message, result);
      expect((await messageNow(app, message)).state).toBe(state);
    }),
  );

  test.each([
    ['accepted', ACCEPTED],
    ['rejected', REJECTED],
  ] as const)('once %s stays so, whatever is said later', (state, first) =>
    withRequested(async (_shopId, message) => {
      await tell(message, first);
      const settled = await messageNow(app, message);
      for (const late of [UNKNOWN, LATER, REJECTED, ACCEPTED]) await tell(message, late);
      expect(settled.state).toBe(state);
      expect(await messageNow(app, message)).toEqual(settled);
    }),
  );

  test('to try later is obeyed nineteen times; the twentieth ends it', () =>
    withRequested(async (shopId, message) => {
      await tell(message, LATER);
      for (let attempt = 2; attempt <= 20; attempt++) {
        app.advanceBusiness(60_000);
        const again = await requested(await messageNow(app, message));
        await tell(again, LATER);
      }
      expect(await messageNow(app, message)).toMatchObject({
        state: 'rejected',
        attempts: 20,
        reason: { code: 'gave-up' },
      });
      expect(await nextMessageDueAt(prisma, shopId)).toBeNull();
    }));
});

describe('a request nobody hears of', () => {
  test('never goes back to planned by itself: it becomes unknown', () =>
    withRequested(async (shopId, message) => {
      app.advanceSystem(UNANSWERED_AFTER_MS);
      await markUnanswered(prisma, app, shopId);
      expect((await messageNow(app, message)).state).toBe('requested');
      app.advanceSystem(1);
      await markUnanswered(prisma, app, shopId);
      expect(await messageNow(app, message)).toMatchObject({ state: 'unknown', reason: { code: 'no-answer' } });
    }));

  test('keeps counting as having been written to', () =>
    withRequested(async (shopId, message) => {
      const sentAt = app.clock.now();
      app.advanceSystem(UNANSWERED_AFTER_MS + 1);
      await markUnanswered(prisma, app, shopId);
      expect((await messageNow(app, message)).sentAt).toEqual(sentAt);
    }));

  test('is looked at when it counts as unanswered, and then when it is ripe for settling', () =>
    withRequested(async (shopId) => {
      const requestedAt = app.systemClock.now();
      expect(await nextLookAt(prisma, shopId, SETTLE_MS)).toEqual(after(UNANSWERED_AFTER_MS, requestedAt));
      app.advanceSystem(UNANSWERED_AFTER_MS + 1);
      await markUnanswered(prisma, app, shopId);
      expect(await nextLookAt(prisma, shopId, SETTLE_MS)).toEqual(after(SETTLE_MS, requestedAt));
    }));
});

test('with nothing in flight there is nothing to look after', () =>
  withRequested(async (shopId, message) => {
    await tell(message, ACCEPTED);
    expect(await nextLookAt(prisma, shopId, SETTLE_MS)).toBeNull();
    expect(await nextMessageDueAt(prisma, shopId)).toBeNull();
  }));
