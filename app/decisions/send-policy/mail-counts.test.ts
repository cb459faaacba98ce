import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mailbox } from '~/capture/data-quality/mailbox';
import { withShop } from '~/platform/db/db.server';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { mailCounts, sumMailCounts } from './mail-counts.server';
import { noteAnew, noteBounce, noteEngagement, noteUnsubscribed } from './note-engagement.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const NOTHING = { delivered: 0, hardBounced: 0, softBounced: 0, complained: 0, unsubscribed: 0, opened: 0, clicked: 0 };
const LONG_AGO = '2020-01-01';

interface World {
  shopId: string;
  profileId: string;
  addressId: string;
}

async function inShop(work: (world: World) => Promise<void>, timezone = 'UTC'): Promise<void> {
  const { id: shopId } = await createShop(app);
  await prisma.shop.update({ where: { id: shopId }, data: { timezone } });
  await withShop(shopId, async () => {
    const { profileId, addressId } = await makePerson(app, shopId);
    await work({ shopId, profileId, addressId });
  });
}

interface Sent {
  sentAt?: Date;
  mailbox?: Mailbox;
  sourceKind?: string;
  state?: string;
}

/** A mail of the person's; gives its id. */
async function mail({ shopId, profileId, addressId }: World, sent: Sent = {}): Promise<string> {
  const id = app.ids.next();
  const { sentAt = TEST_START, mailbox = 'gmail', sourceKind = 'flow-run', state = 'accepted' } = sent;
  await prisma.message.create({
    data: {
      ...{ shopId, id, profileId, addressId, sourceKind, state, mailbox, sourceId: app.ids.next(), stepKey: 'first' },
      ...{ templateKey: 'abandoned-cart-first', subject: {}, flowKey: sourceKind === 'flow-run' ? 'cart' : null },
      ...{ plannedAt: sentAt, dueAt: sentAt, expiresAt: sentAt, sentAt: state === 'accepted' ? sentAt : null },
    },
  });
  return id;
}

const counted = ({ shopId }: World, firstDay = LONG_AGO) => mailCounts(prisma, shopId, firstDay);
const inAll = async (world: World) => (await counted(world)).byMailbox[0] ?? null;
const rows = ({ shopId }: World) => prisma.mailCount.count({ where: { shopId } });

describe('what became of mails', () => {
  test('is counted from when they were accepted, by day, mailbox and what sent them', () =>
    inShop(async (world) => {
      const waiting = await mail(world, { state: 'requested' });
      expect(await inAll(world)).toBeNull();
      await prisma.message.updateMany({
        where: { shopId: world.shopId, id: waiting },
        data: { sentAt: TEST_START, state: 'accepted' },
      });
      await mail(world, { mailbox: 'gmx', sourceKind: 'confirmation', sentAt: after(86_400_000) });
      const one = { ...NOTHING, sent: 1 };
      expect(await counted(world)).toEqual({
        byDay: [
          { day: '2026-03-10', ...one },
          { day: '2026-03-11', ...one },
        ],
        byMailbox: [
          { mailbox: 'gmail', ...one },
          { mailbox: 'gmx', ...one },
        ],
        bySource: [
          { source: 'confirmation', ...one },
          { source: 'flow:cart', ...one },
        ],
      });
      expect((await counted(world, '2026-03-11')).byMailbox).toEqual([{ mailbox: 'gmx', ...one }]);
    }));

  test('is of the day by the shop’s own calendar', () =>
    inShop(async (world) => {
      await mail(world, { sentAt: new Date('2026-03-10T16:00:00Z') });
      expect((await counted(world)).byDay.map(({ day }) => day)).toEqual(['2026-03-11']);
    }, 'Asia/Tokyo'));

  test('a zone that the database does not know keeps no mail from being counted', () =>
    inShop(async (world) => {
      await mail(world);
      expect((await counted(world)).byDay.map(({ day }) => day)).toEqual(['2026-03-10']);
    }, 'Mars/Olympus'));

  test('is counted once, however often it is told', () =>
    inShop(async (world) => {
      const id = await mail(world);
      for (const kind of ['delivered', 'opened', 'clicked', 'complained'] as const)
        for (const at of [after(2_000), after(1_000)]) await noteEngagement(prisma, world.shopId, id, kind, at);
      expect(await inAll(world)).toMatchObject({
        ...NOTHING,
        sent: 1,
        delivered: 1,
        opened: 1,
        clicked: 1,
        complained: 1,
      });
    }));

  test('is taken back with what was held to be a person’s wrongly', () =>
    inShop(async (world) => {
      const id = await mail(world);
      await noteEngagement(prisma, world.shopId, id, 'opened', after(1_000));
      await noteAnew(prisma, world.shopId, id);
      expect(await inAll(world)).toMatchObject({ sent: 1, opened: 0 });
    }));

  test('a mail that came back for now and then for good came back for good, and not twice', () =>
    inShop(async (world) => {
      const id = await mail(world);
      await noteBounce(prisma, world.shopId, id, 'soft', after(1_000));
      expect(await inAll(world)).toMatchObject({ softBounced: 1, hardBounced: 0 });
      await noteBounce(prisma, world.shopId, id, 'hard', after(2_000));
      await noteBounce(prisma, world.shopId, id, 'soft', after(3_000));
      expect(await inAll(world)).toMatchObject({ softBounced: 0, hardBounced: 1 });
    }));

  test('stays when its person is given to another, or loses their address', () =>
    inShop(async (world) => {
      const id = await mail(world);
      const before = await rows(world);
      const { profileId } = await makePerson(app, world.shopId, { email: 'bo@example.com' });
      await prisma.message.updateMany({ where: { shopId: world.shopId, id }, data: { profileId, addressId: null } });
      expect([await inAll(world), await rows(world)]).toMatchObject([{ sent: 1 }, before]);
    }));
});

describe('a no to all mail', () => {
  const no = ({ shopId, addressId }: World, at: Date, messageId: string | null = null) =>
    noteUnsubscribed(prisma, shopId, { addressId, messageId, at });
  const ofWhich = async ({ shopId }: World) =>
    (await prisma.message.findMany({ where: { shopId, unsubscribedAt: { not: null } } })).map(({ id }) => id);
  const day = (count: number) => after(count * 86_400_000);

  test('is noted of the mail whose link was used, however old', () =>
    inShop(async (world) => {
      const old = await mail(world);
      await mail(world, { sentAt: day(30) });
      await no(world, day(31), old);
      expect(await ofWhich(world)).toEqual([old]);
      expect(await inAll(world)).toMatchObject({ sent: 2, unsubscribed: 1 });
    }));

  test('else of the newest of a week before', () =>
    inShop(async (world) => {
      await mail(world);
      const newest = await mail(world, { sentAt: day(2) });
      await mail(world, { sentAt: day(3), sourceKind: 'confirmation' });
      await no(world, day(5), app.ids.next());
      expect(await ofWhich(world)).toEqual([newest]);
    }));

  test('is of no mail where none went there within a week', () =>
    inShop(async (world) => {
      await mail(world);
      await no(world, day(7));
      expect(await ofWhich(world)).toEqual([]);
    }));
});

describe('what was added', () => {
  test('is made one row again, and says the same, whatever is told in whatever order', () =>
    inShop(async (world) => {
      const ids = await Promise.all(Array.from({ length: 40 }, () => mail(world)));
      const telling = fc.record({
        id: fc.constantFrom(...ids),
        kind: fc.constantFrom('delivered', 'opened', 'clicked', 'complained'),
        second: fc.nat({ max: 900 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(telling, { minLength: 200, maxLength: 200 }), async (tellings) => {
          for (const { id, kind, second } of tellings)
            await noteEngagement(prisma, world.shopId, id, kind, after(second * 1_000));
          const before = await counted(world);
          await prisma.$executeRaw`UPDATE mail_counts SET "isFresh" = true WHERE "shopId" = ${world.shopId}::uuid`;
          await sumMailCounts(prisma, world.shopId);
          expect(await counted(world)).toEqual(before);
          const all = await prisma.message.findMany({ where: { shopId: world.shopId } });
          const many = (column: 'deliveredAt' | 'openedAt' | 'clickedAt' | 'complainedAt') =>
            all.filter((each) => each[column] !== null).length;
          expect(before.byMailbox).toMatchObject([
            { sent: 40, delivered: many('deliveredAt'), opened: many('openedAt'), clicked: many('clickedAt') },
          ]);
        }),
        { numRuns: 3 },
      );
    }));

  const addOneByOne = ({ shopId }: World, times: number) => prisma.$executeRaw`
    INSERT INTO mail_counts ("shopId", "day", "mailbox", "source", "sent", "delivered", "hardBounced", "softBounced", "complained", "unsubscribed",
      "opened", "clicked")
    SELECT ${shopId}::uuid, '2026-03-10', 'gmail', 'flow:cart', 1, 1, 0, 0, 0, 0, 0, 0 FROM generate_series(1, ${times}::int)`;

  test('leaves a row for each day, mailbox and source', () =>
    inShop(async (world) => {
      await addOneByOne(world, 3_000);
      await sumMailCounts(prisma, world.shopId);
      await addOneByOne(world, 1_000);
      await sumMailCounts(prisma, world.shopId);
      expect([await inAll(world), await rows(world)]).toMatchObject([{ sent: 4_000, delivered: 4_000 }, 1]);
    }));

  test('nothing is lost or counted twice where many sum at once, and where more is added meanwhile', () =>
    inShop(async (world) => {
      await addOneByOne(world, 3_000);
      const sum = () => withShop(world.shopId, () => sumMailCounts(prisma, world.shopId));
      const add = () => withShop(world.shopId, async () => addOneByOne(world, 500).then());
      await Promise.all([sum(), add(), sum(), add(), sum(), sum()]);
      expect(await inAll(world)).toMatchObject({ sent: 4_000, delivered: 4_000 });
    }));
});

test('a page of ninety days reads the counts of those days by their index, however many mails and days there are', () =>
  inShop(async (world) => {
    await prisma.$executeRaw`
      INSERT INTO mail_counts ("shopId", "day", "mailbox", "source", "sent", "delivered", "hardBounced", "softBounced", "complained", "unsubscribed",
        "opened", "clicked", "isFresh")
      SELECT ${world.shopId}::uuid, '2026-03-10'::date - d, 'gmail', 'flow:' || f, 100, 99, 0, 1, 0, 0, 30, 5, false
      FROM generate_series(0, 1500) d, generate_series(1, 20) f`;
    const plan = await prisma.$queryRaw<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT c."mailbox", sum(c."sent") FROM mail_counts c
      WHERE c."shopId" = ${world.shopId}::uuid AND c."day" >= '2025-12-11'::date GROUP BY 1`;
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('mail_counts_shopId_day_idx');
  }));
