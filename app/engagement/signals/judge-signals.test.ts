import { describe, expect, test } from 'vitest';
import type { Message } from '@prisma/client';
import type { MailSignal } from '~/capture/events/mail-signal';
import { beginErasure } from '~/customers/profiles/begin-erasure.server';
import type { FlowNode } from '~/decisions/flows/language/node';
import { withShop } from '~/platform/db/db.server';
import { flowOf, turnOn } from '../../../tests/factories/flows';
import { messageNow, plan, wakeupOf } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { eraseSignals, forgetSignalsBefore } from './erase.server';
import { judgeSignals } from './judge-signals.server';
import { recordSignal } from './record-signal.server';

const MINUTE = 60_000;
const app = testApp(await testDatabase());
const { prisma } = app.db;
let told = 0;

interface Sent {
  shopId: string;
  message: Message;
  /** Something is done with the mail so many seconds from now; gives its key. */
  tell(atSeconds: number, fields?: Partial<MailSignal>): Promise<string>;
  judgeAll(): Promise<Date | null>;
  /** The person's history, as `type` and where its link leads. */
  history(): Promise<string[]>;
}

/** A shop that sent somebody a mail an hour ago. */
async function withSent(work: (sent: Sent) => Promise<void>): Promise<void> {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    const { profileId } = await makePerson(app, shopId);
    const { id } = await plan(app, shopId, { profileId });
    const sentAt = after(-60 * MINUTE, app.clock.now());
    const message = await prisma.message.update({
      where: { shopId_id: { shopId, id } },
      data: { state: 'accepted', sentAt, deliveredAt: sentAt },
    });
    await work({
      ...{ shopId, message },
      async tell(atSeconds, fields = {}) {
        const kind = fields.kind ?? 'click';
        const link = kind === 'click' ? (fields.link ?? 1) : null;
        const dedupeKey = `told ${(told += 1)}`;
        const about = { messageId: id, occurredAt: after(atSeconds * 1_000, app.clock.now()), dedupeKey };
        const how = { isHead: false, agent: 'browser' as const, isDataCentre: false };
        const where = {
          link,
          links: link === null ? null : 9,
          url: link === null ? null : `https://shop.example/${link}`,
        };
        const signal = { kind, ...about, ...how, ...where, ...fields };
        await app.db.transaction((tx) => recordSignal(app, tx, shopId, signal));
        return signal.dedupeKey;
      },
      judgeAll: () => judgeSignals(app, shopId),
      async history() {
        const events = await prisma.event.findMany({ where: { shopId, profileId }, orderBy: { occurredAt: 'asc' } });
        const ofMail = events.filter(({ type }) => type.startsWith('email_'));
        return ofMail.map(({ type, properties }) => `${type} ${(properties as { url?: string }).url ?? '-'}`);
      },
    });
  });
}
const verdictsIn = async (shopId: string): Promise<string[][]> => {
  const signals = await prisma.mailSignal.findMany({
    where: { shopId },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
    include: { verdicts: { orderBy: { seq: 'asc' } } },
  });
  return signals.map(({ verdicts }) => verdicts.map(({ by }) => by));
};

describe('what is done with a mail', () => {
  test('is nobody’s until a minute later, and then stands in the history and on the message', () =>
    withSent(async ({ shopId, message, tell, judgeAll, history }) => {
      const now = app.clock.now();
      await tell(0, { kind: 'open' });
      await tell(20);
      expect(await wakeupOf(app, shopId, 'judge-signals')).toEqual(after(MINUTE, now));
      expect(await judgeAll()).toEqual(after(MINUTE, now));
      expect([await history(), (await messageNow(app, message)).openedAt]).toEqual([[], null]);
      app.advance(MINUTE);
      expect(await judgeAll()).toEqual(after(MINUTE + 20_000, now));
      app.advance(20_000);
      expect(await judgeAll()).toBeNull();
      expect(await history()).toEqual(['email_opened -', 'email_clicked https://shop.example/1']);
      expect(await messageNow(app, message)).toMatchObject({ openedAt: now, clickedAt: after(20_000, now) });
    }));

  test('by a machine stands in the history as that, with why, and not on the message', () =>
    withSent(async ({ shopId, message, tell, judgeAll, history }) => {
      await tell(0, { kind: 'open', agent: 'apple-privacy' });
      for (const link of [1, 2, 3, 4]) await tell(link / 2, { link });
      app.advance(2 * MINUTE);
      await judgeAll();
      expect(await history()).toEqual([
        'email_loaded -',
        ...[1, 2, 3, 4].map((link) => `email_scanned https://shop.example/${link}`),
      ]);
      expect(await messageNow(app, message)).toMatchObject({ openedAt: null, clickedAt: null });
      const scanned = await prisma.event.findFirstOrThrow({ where: { shopId, type: 'email_scanned' } });
      expect(scanned.properties).toEqual({
        ...{ messageId: message.id, url: 'https://shop.example/1', by: 'machine', why: ['burst'] },
      });
    }));

  test('told twice is one signal, and judged again it is the same', () =>
    withSent(async ({ shopId, tell, judgeAll, history }) => {
      const dedupeKey = await tell(0);
      await tell(0, { dedupeKey });
      app.advance(2 * MINUTE);
      await judgeAll();
      await tell(0, { dedupeKey });
      await judgeAll();
      expect(await history()).toEqual(['email_clicked https://shop.example/1']);
      expect(await verdictsIn(shopId)).toEqual([['person']]);
    }));

  test('is evidence that the mail was accepted, whoever did it', () =>
    withSent(async ({ shopId, message, tell }) => {
      await prisma.message.updateMany({ where: { shopId, id: message.id }, data: { state: 'unknown' } });
      await tell(0, { kind: 'open', agent: 'apple-privacy' });
      expect((await messageNow(app, message)).state).toBe('accepted');
    }));

  test('with a mail that this shop did not send is not kept', () =>
    withSent(async ({ message, tell }) => {
      await withSent(async (other) => {
        await other.tell(0, { messageId: message.id });
        expect(await prisma.mailSignal.count({ where: { shopId: other.shopId } })).toBe(0);
      });
      await tell(0, { messageId: app.ids.next() });
      expect(await prisma.mailSignal.count({ where: { shopId: message.shopId } })).toBe(0);
    }));
});

describe('what is told late', () => {
  test('turns what was said: the history, the message and the credit are those of the newest verdict', () =>
    withSent(async ({ shopId, message, tell, judgeAll, history }) => {
      const { profileId } = message;
      const now = app.clock.now();
      await tell(0, { link: 1 });
      await tell(1, { link: 2 });
      app.advance(10 * MINUTE);
      await placeOrders(app, shopId, [newOrder(app, { profileId, placedAt: app.clock.now() })]);
      await judgeAll();
      expect(await history()).toEqual([1, 2].map((link) => `email_clicked https://shop.example/${link}`));
      expect((await messageNow(app, message)).clickedAt).toEqual(now);
      expect(await prisma.attribution.count({ where: { shopId } })).toBe(1);

      await tell(-600 + 2, { link: 3 });
      await judgeAll();
      expect(await history()).toEqual([1, 2, 3].map((link) => `email_scanned https://shop.example/${link}`));
      expect((await messageNow(app, message)).clickedAt).toBeNull();
      expect(await prisma.attribution.count({ where: { shopId } })).toBe(0);
      expect(await verdictsIn(shopId)).toEqual([['person', 'machine'], ['person', 'machine'], ['machine']]);
    }));

  test('leaves what a person did at another time as it is', () =>
    withSent(async ({ message, tell, judgeAll, history }) => {
      await tell(0);
      await tell(300, { link: 2 });
      app.advance(10 * MINUTE);
      await judgeAll();
      await tell(-600 + 10, { link: 0 });
      await judgeAll();
      const [machine, trap, person] = await history();
      expect([machine, trap]).toEqual(['email_scanned https://shop.example/1', 'email_scanned https://shop.example/0']);
      expect(person).toBe('email_clicked https://shop.example/2');
      expect((await messageNow(app, message)).clickedAt).toEqual(after(-300_000, app.clock.now()));
    }));
});

const done: FlowNode = { kind: 'exit', key: 'done' };
const hold: FlowNode = { kind: 'delay', key: 'hold', minutes: 600, after: 'arrival', next: 'done' };
const uponClick = flowOf([hold, done], {
  trigger: { kind: 'event', events: [{ event: 'email_clicked' }], when: { kind: 'all', rules: [] } },
});

describe('a flow that a click sets off', () => {
  test('begins for a person, and for no machine', () =>
    withSent(async ({ shopId, tell, judgeAll }) => {
      await turnOn(app, shopId, uponClick);
      for (const link of [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]) await tell(link * 5, { link });
      app.advance(2 * MINUTE);
      await judgeAll();
      expect(await prisma.flowRun.count({ where: { shopId } })).toBe(0);
      await tell(0);
      app.advance(2 * MINUTE);
      await judgeAll();
      expect(await prisma.flowRun.count({ where: { shopId } })).toBe(1);
    }));
});

describe('many mails', () => {
  test('are judged by several workers at once, each signal once', () =>
    withSent(async ({ shopId, message, tell, history }) => {
      for (let at = 0; at < 20; at += 1) await tell(at * 100, { link: at + 1 });
      app.advance(60 * MINUTE);
      await Promise.all([1, 2, 3, 4].map(() => judgeSignals(app, shopId)));
      expect(await history()).toHaveLength(20);
      expect(new Set((await verdictsIn(shopId)).map((each) => each.join()))).toEqual(new Set(['person']));
      expect((await messageNow(app, message)).clickedAt).toEqual(after(-60 * MINUTE, app.clock.now()));
    }));
});

describe('signals', () => {
  test('go with their person, and what comes of the mail later is nobody’s', () =>
    withSent(async ({ shopId, message, tell, judgeAll, history }) => {
      await tell(0);
      app.advance(2 * MINUTE);
      await judgeAll();
      await tell(0);
      await app.db.transaction(async (tx) => {
        await beginErasure(tx, shopId, message.profileId, app.clock.now());
        await eraseSignals(tx, shopId, [message.id]);
      });
      expect(await prisma.mailSignal.count({ where: { shopId } })).toBe(0);
      await tell(0);
      app.advance(2 * MINUTE);
      expect(await judgeAll()).toBeNull();
      expect(await history()).toHaveLength(1);
    }));

  test('go when the history goes, with their verdicts, the oldest first', () =>
    withSent(async ({ shopId, tell, judgeAll }) => {
      for (const at of [0, 100, 200]) await tell(at);
      app.advance(10 * MINUTE);
      await judgeAll();
      const before = after(-400_000, app.clock.now());
      expect(await forgetSignalsBefore(prisma, shopId, before, 1)).toBe(1);
      expect(await forgetSignalsBefore(prisma, shopId, before, 10)).toBe(1);
      expect(await prisma.mailVerdict.count({ where: { shopId } })).toBe(1);
    }));
});
