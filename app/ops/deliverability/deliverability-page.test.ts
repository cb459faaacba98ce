import { describe, expect, test } from 'vitest';
import { consentOf, recordConsent } from '~/customers/consent/ledger.server';
import type { ConsentSource, ConsentStateName } from '~/customers/consent/consent';
import { noteBounce, noteEngagement } from '~/decisions/send-policy/note-engagement.server';
import { goOnSending, stopWhereNeeded } from '~/decisions/send-policy/sending-stop.server';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { deliverabilityPage } from './deliverability-page.server';
import { liftBounce } from './lift-bounce.server';
import { suppressionsPage } from './suppressions.server';

const inWorld = await pageWorlds();
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

const page = ({ pages, domain }: PageWorld, days = '30') =>
  deliverabilityPage(pages, domain, new URLSearchParams({ days }));
const listed = ({ pages, domain }: PageWorld, why = '') =>
  suppressionsPage(pages, domain, new URLSearchParams(why ? { why } : {}));

async function say(
  { app, shop }: PageWorld,
  email: string,
  [state, source]: [ConsentStateName, ConsentSource],
): Promise<void> {
  const occurredAt = app.clock.now();
  const dedupeKey = `${state} ${source} ${occurredAt.toISOString()} ${email}`;
  const said = { email, state, source, occurredAt, dedupeKey, purpose: 'marketing', evidence: {} } as const;
  await app.db.transaction((tx) => recordConsent(app, tx, shop.id, said));
}

describe('the page about what arrives', () => {
  test('is empty before anything left, and says so', () =>
    inWorld(async (world) => {
      const { answer, total, bySource, stops } = await page(world);
      expect(answer).toBe('No mail left in the last 30 days, so there is nothing to judge by.');
      expect([total.sent, bySource, stops]).toEqual([0, [], []]);
    }));

  test('counts what was sent, by the mailbox it went to and the flow it came from', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const gmail = await world.recipient({ email: 'ana@gmail.com' });
      const gmx = await world.recipient({ email: 'bo@gmx.de' });
      await world.send();
      const now = app.clock.now();
      await noteEngagement(app.db.prisma, shop.id, gmail.message.id, 'delivered', now);
      await noteEngagement(app.db.prisma, shop.id, gmail.message.id, 'clicked', now);
      await noteBounce(app.db.prisma, shop.id, gmx.message.id, 'soft', now);
      const shown = await page(world);
      expect(shown.answer).toBe('50% of the 2 mails of the last 30 days arrived, 1 came back.');
      expect(shown.byMailbox).toMatchObject([
        { mailbox: 'gmail', sent: 1, delivered: 1, clicked: 1, softBounced: 0 },
        { mailbox: 'gmx', sent: 1, delivered: 0, softBounced: 1 },
      ]);
      expect(shown.bySource).toMatchObject([{ name: 'Abandoned cart', url: '/app/flows/abandoned-cart', sent: 2 }]);
      expect(shown.stopLoss).toMatchObject({ sent: 2, bounced: 0, complained: 0 });
      expect(shown.byDay.filter(({ sent }) => sent > 0)).toMatchObject([{ sent: 2 }]);
      expect(shown.byDay).toHaveLength(30);
      world.pass(8 * DAY_MS);
      expect([(await page(world, '7')).total.sent, (await page(world, '30')).total.sent]).toEqual([0, 2]);
    }));

  test('tells of the last stops, and how each ended', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { prisma } = app.db;
      const recipients = await world.recipients(5);
      await world.send();
      for (const { message } of recipients) await noteBounce(prisma, shop.id, message.id, 'hard', app.clock.now());
      await stopWhereNeeded(app, prisma, shop.id);
      expect(await page(world)).toMatchObject({
        stop: { why: 'bounces' },
        stops: [{ why: 'bounces', sent: 5, bounced: 5, wentOnAt: null }],
      });
      world.pass(MINUTE_MS);
      await goOnSending(app, prisma, shop.id, '42');
      expect(await page(world)).toMatchObject({
        ...{ stop: null, stopLoss: { sent: 0, bounced: 0, countsFrom: app.clock.now().toISOString() } },
        stops: [{ why: 'bounces', wentOnAt: app.clock.now().toISOString(), by: '42' }],
      });
    }));
});

describe('who is not written to', () => {
  test('stands there with why and from whom it is known, the newest first, and by why', () =>
    inWorld(async (world) => {
      const [one, two] = [await world.recipient(), await world.recipient()];
      await say(world, one.email, ['withdrawn', 'unsubscribe-link']);
      world.pass(MINUTE_MS);
      await say(world, two.email, ['withdrawn', 'bounce']);
      const { rows } = await listed(world);
      expect(rows).toMatchObject([
        { email: two.email, why: 'No such mailbox', mayLift: true },
        { email: one.email, why: 'Said no to all mail', from: 'the link in a mail', mayLift: false },
      ]);
      expect((await listed(world, 'bounce')).rows).toHaveLength(1);
      expect((await page(world)).suppressed.map(({ people }) => people)).toEqual([1, 0, 1]);
    }));

  const lift = ({ pages, domain, app }: PageWorld, addressId: string) =>
    liftBounce({ ...pages, logger: app.logger }, domain, { addressId }, '42');
  const stateOf = async ({ app, shop }: PageWorld, addressId: string) =>
    (await consentOf(app.db.prisma, shop.id, addressId, 'marketing')).state;

  test('is written to again once the merchant knows that the mailbox works, and Postmark hears of it', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { email, addressId, profileId } = await world.recipient();
      world.pass(MINUTE_MS);
      await say(world, email, ['withdrawn', 'bounce']);
      world.pass(MINUTE_MS);
      expect(await lift(world, addressId)).toEqual({ kind: 'saved' });
      expect(await stateOf(world, addressId)).toBe('granted');
      expect((await listed(world)).rows).toEqual([]);
      const told = await app.db.prisma.consentTelling.findMany({ where: { shopId: shop.id, addressId } });
      expect(told).toMatchObject([{ listener: 'postmark', state: 'granted', status: 'due' }]);
      const done = await app.db.prisma.activityEntry.findMany({ where: { shopId: shop.id, kind: 'bounce-lifted' } });
      expect(done).toMatchObject([{ subject: profileId, actor: '42' }]);
    }));

  test.each<ConsentSource>(['unsubscribe-link', 'complaint'])('is not where they said no themselves: %s', (source) =>
    inWorld(async (world) => {
      const { email, addressId } = await world.recipient();
      world.pass(MINUTE_MS);
      await say(world, email, ['withdrawn', source]);
      expect(await lift(world, addressId)).toMatchObject({ kind: 'refused' });
      expect(await stateOf(world, addressId)).toBe('withdrawn');
    }),
  );
});
