import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '@prisma/client';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { messageNow, plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { claimMessages } from './claim-messages.server';
import { markRequested } from './message-ledger.server';
import { noteEngagement, type EngagementKind } from './note-engagement.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

async function withMessage(state: string, work: (shopId: string, message: Message) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    const { id: messageId } = await plan(app, id, { profileId: (await makePerson(app, id)).profileId });
    const where = { shopId_id: { shopId: id, id: messageId } };
    const sentAt = state === 'planned' ? null : app.clock.now();
    await work(id, await prisma.message.update({ where, data: { state, sentAt } }));
  });
}
const note = (shopId: string, { id }: { id: string }, kind: EngagementKind, at: Date) =>
  noteEngagement(prisma, shopId, id, kind, at);

const COLUMNS: [EngagementKind, keyof Message][] = [
  ['delivered', 'deliveredAt'],
  ['opened', 'openedAt'],
  ['clicked', 'clickedAt'],
  ['bounced', 'bouncedAt'],
  ['complained', 'complainedAt'],
];

describe('what came of a message', () => {
  test.each(COLUMNS)('that it was %s is noted with its time, and nothing else', (kind, column) =>
    withMessage('accepted', async (shopId, message) => {
      const { profileId, addressId } = message;
      expect(await note(shopId, message, kind, after(1_000))).toEqual({ profileId, addressId });
      expect(await messageNow(app, message)).toEqual({ ...message, [column]: after(1_000) });
    }),
  );

  test('is noted for the first time it happened, in whatever order it is told', () =>
    withMessage('accepted', async (shopId, message) => {
      const seconds = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(seconds, async (told) => {
          await prisma.message.update({ where: { shopId_id: { shopId, id: message.id } }, data: { openedAt: null } });
          for (const second of told) await note(shopId, message, 'opened', after(second * 1_000));
          expect((await messageNow(app, message)).openedAt).toEqual(after(Math.min(...told) * 1_000));
        }),
        { numRuns: 20 },
      );
    }));

  test('is nobody’s where the shop sent no such message', () =>
    withMessage('accepted', async (shopId, message) => {
      expect(await note(shopId, { id: app.ids.next() }, 'opened', after(0))).toBeNull();
      await withMessage('accepted', async (otherId) => {
        expect(await note(otherId, message, 'opened', after(0))).toBeNull();
        expect(await note(shopId, message, 'opened', after(0))).toBeNull();
      });
      expect((await messageNow(app, message)).openedAt).toBeNull();
    }));
});

describe('a report is evidence that the mail was accepted', () => {
  test.each(['requested', 'unknown'])('where its outcome was %s', (state) =>
    withMessage(state, async (shopId, message) => {
      await note(shopId, message, 'delivered', after(0));
      expect((await messageNow(app, message)).state).toBe('accepted');
    }),
  );

  test('where it was wrongly held to be not sent and planned again: it never goes a second time', () =>
    withMessage('planned', async (shopId, message) => {
      await note(shopId, message, 'delivered', after(5_000));
      expect(await messageNow(app, message)).toMatchObject({ state: 'accepted', sentAt: after(5_000) });
      expect(await app.db.transaction((tx) => claimMessages(tx, app, shopId, 10))).toEqual([]);
    }));

  test('even while somebody is about to send it again', () =>
    withMessage('planned', async (shopId, message) => {
      const [claimed] = await app.db.transaction((tx) => claimMessages(tx, app, shopId, 10));
      await note(shopId, message, 'opened', after(5_000));
      const about = { message: claimed as Message, addressId: message.addressId ?? '' };
      expect(
        (
          await markRequested(prisma, app, shopId, [
            { ...about, mailbox: 'gmail', consentSeq: 1n, recommendations: [] },
          ])
        ).size,
      ).toBe(0);
      expect((await messageNow(app, message)).state).toBe('accepted');
    }));

  test.each(['rejected', 'skipped', 'accepted'])('but changes nothing of what is settled as %s', (state) =>
    withMessage(state, async (shopId, message) => {
      await note(shopId, message, 'delivered', after(5_000));
      expect(await messageNow(app, message)).toEqual({ ...message, deliveredAt: after(5_000) });
    }),
  );
});
