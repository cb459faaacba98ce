import { describe, expect, test } from 'vitest';
import type { Message } from '@prisma/client';
import type { CustomerEvent, EventType } from '~/capture/events/event';
import type { EmailReport } from '~/capture/events/reports';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { messageNow, plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { recordEmailReport } from './record-email-report.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

/** A shop that sent somebody a mail. */
async function withSent(work: (shopId: string, message: Message) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    const { profileId } = await makePerson(app, id);
    const planned = await plan(app, id, { profileId });
    const where = { shopId_id: { shopId: id, id: planned.id } };
    await work(id, await prisma.message.update({ where, data: { state: 'accepted', sentAt: app.clock.now() } }));
  });
}
type Told = Exclude<EmailReport, { kind: 'signal' }>;
const report = (type: EventType, messageId: string, at: Date, dedupeKey = `${type}-${at.getTime()}`): Told => {
  const properties = { messageId, url: 'https://shop.example', bounceType: 'HardBounce' };
  const event = { type, properties, occurredAt: at, source: 'postmark', dedupeKey } as CustomerEvent;
  return { kind: 'engagement', messageId, event };
};
const record = (shopId: string, told: Told) => app.db.transaction((tx) => recordEmailReport(app, tx, shopId, told));
const historyOf = (shopId: string) => prisma.event.findMany({ where: { shopId }, orderBy: { occurredAt: 'asc' } });

describe('what the provider reports of a mail', () => {
  test.each([
    ['email_delivered', 'deliveredAt', 'delivered'],
    ['email_bounced', 'bouncedAt', 'bounced'],
    ['email_complained', 'complainedAt', 'complained'],
  ] as const)('%s is noted on the message and in the person’s history', (type, column, kind) =>
    withSent(async (shopId, message) => {
      const { profileId } = message;
      expect(await record(shopId, report(type, message.id, after(1_000)))).toEqual({ profileId, kind });
      expect(await messageNow(app, message)).toMatchObject({ [column]: after(1_000) });
      const properties = expect.objectContaining({ messageId: message.id });
      expect(await historyOf(shopId)).toMatchObject([{ profileId, type, occurredAt: after(1_000), properties }]);
    }),
  );

  test('in disorder leaves the first as the time at which it happened, and all of them in the history', () =>
    withSent(async (shopId, message) => {
      for (const second of [30, 10, 20])
        await record(shopId, report('email_delivered', message.id, after(second * 1_000)));
      expect((await messageNow(app, message)).deliveredAt).toEqual(after(10_000));
      expect((await historyOf(shopId)).map((event) => event.occurredAt)).toEqual(
        [10, 20, 30].map((s) => after(s * 1_000)),
      );
    }));

  test('twice is one fact', () =>
    withSent(async (shopId, message) => {
      const told = report('email_delivered', message.id, after(1_000));
      await record(shopId, told);
      await record(shopId, told);
      expect(await historyOf(shopId)).toHaveLength(1);
    }));

  test('of a complaint that is a revocation as well is recorded like any other', () =>
    withSent(async (shopId, message) => {
      const { event } = report('email_complained', message.id, after(1_000));
      const revoked = { email: 'ana@example.com', why: 'complained', occurredAt: after(1_000) } as const;
      const told = await record(shopId, { kind: 'revocation', messageId: message.id, event, ...revoked });
      expect(told).toEqual({ profileId: message.profileId, kind: 'complained' });
      expect((await messageNow(app, message)).complainedAt).toEqual(after(1_000));
    }));
});

describe('nothing is recorded', () => {
  test('of a message nobody sent', () =>
    withSent(async (shopId) => {
      expect(await record(shopId, report('email_delivered', app.ids.next(), after(1_000)))).toBeNull();
      expect(await historyOf(shopId)).toEqual([]);
    }));

  test('of another shop’s message, whatever the metadata says', () =>
    withSent(async (shopId, message) => {
      await withSent(async (otherId) => {
        expect(await record(otherId, report('email_delivered', message.id, after(1_000)))).toBeNull();
        expect(await historyOf(otherId)).toEqual([]);
      });
      expect((await messageNow(app, message)).deliveredAt).toBeNull();
      expect(await historyOf(shopId)).toEqual([]);
    }));

  test('of a revocation without a message', () =>
    withSent(async (shopId) => {
      const revoked = { email: 'ana@example.com', why: 'unsubscribed', occurredAt: after(0) } as const;
      expect(await record(shopId, { kind: 'revocation', messageId: null, event: null, ...revoked })).toBeNull();
    }));

  test('of an event that is none of a mail’s', () =>
    withSent(async (shopId, message) => {
      expect(await record(shopId, report('page_viewed', message.id, after(0)))).toBeNull();
      expect(await historyOf(shopId)).toEqual([]);
    }));
});
