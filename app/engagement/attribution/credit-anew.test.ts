import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { wakeupOf } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { attributeOrders } from './attribute-orders.server';
import { askForCredit, creditAnew } from './credit-anew.server';
import type { CreditWindows } from './windows';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const app = testApp(await testDatabase());
const { prisma } = app.db;
const deps = { ...app, creditableSince: () => Promise.resolve(new Date(0)) };

type Kind = 'email_clicked' | 'email_opened';

async function touch(shopId: string, profileId: string, [type, at, mail]: [Kind, Date, string]): Promise<void> {
  const about = { occurredAt: at, recordedAt: at, source: 'kindred', dedupeKey: app.ids.next() };
  const properties = { messageId: mail, url: 'https://shop.example' };
  await prisma.event.create({ data: { shopId, id: app.ids.next(), profileId, type, ...about, properties } });
}
const credit = (shopId: string, profileId: string, since = new Date(0)) =>
  app.db.transaction((tx) => attributeOrders(tx, shopId, profileId, since));
const shownIn = async (shopId: string) =>
  (await prisma.attribution.findMany({ where: { shopId } }))
    .map(({ orderId, model, messageId, touchKind, revenueMinor }) =>
      [orderId, model, messageId, touchKind, revenueMinor].join(' '),
    )
    .sort();
async function rebuild(shopId: string, windows: CreditWindows): Promise<void> {
  expect(await askForCredit(deps, shopId, windows)).toBe(true);
  while (await creditAnew(deps, shopId));
}

/** A shop in which one person clicked three weeks and two days before they ordered. */
async function withCredit(work: (shopId: string, profileId: string, mails: [string, string]) => Promise<void>) {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    const { profileId } = await makePerson(app, shopId);
    const mails: [string, string] = [app.ids.next(), app.ids.next()];
    const now = app.clock.now();
    await touch(shopId, profileId, ['email_clicked', after(-21 * DAY, now), mails[0]]);
    await touch(shopId, profileId, ['email_clicked', after(-2 * DAY, now), mails[1]]);
    await placeOrders(app, shopId, [newOrder(app, { profileId, placedAt: now, totalMinor: 5_000 })]);
    await credit(shopId, profileId);
    await work(shopId, profileId, mails);
  });
}
const modelsOf = async (shopId: string) =>
  Object.fromEntries(
    (await prisma.attribution.findMany({ where: { shopId } })).map(({ messageId, model }) => [messageId, model]),
  );

describe('other windows', () => {
  test('change what is shown when all is done, and not before', () =>
    withCredit(async (shopId, _profileId, [early, late]) => {
      expect(await modelsOf(shopId)).toEqual({ [late]: 'last-touch' });
      expect(await askForCredit(deps, shopId, { clickDays: 30, openDays: 0 })).toBe(true);
      expect(await wakeupOf(app, shopId, 'credit-anew')).toEqual(app.systemClock.now());
      expect(await modelsOf(shopId)).toEqual({ [late]: 'last-touch' });
      expect(await creditAnew(deps, shopId)).toBeNull();
      expect(await modelsOf(shopId)).toEqual({ [late]: 'last-touch', [early]: 'assisted' });
      expect(await prisma.attributionSettings.findUnique({ where: { shopId } })).toMatchObject({ clickDays: 30 });
      expect(await prisma.attributionDraft.count()).toBe(0);
    }));

  test('that are those in use ask for nothing, and going back stops what is under way', () =>
    withCredit(async (shopId, _profileId, [, late]) => {
      expect(await askForCredit(deps, shopId, { clickDays: 5, openDays: 0 })).toBe(false);
      await askForCredit(deps, shopId, { clickDays: 30, openDays: 0 });
      expect(await askForCredit(deps, shopId, { clickDays: 30, openDays: 0 })).toBe(false);
      expect(await askForCredit(deps, shopId, { clickDays: 5, openDays: 0 })).toBe(true);
      expect(await creditAnew(deps, shopId)).toBeNull();
      expect(await modelsOf(shopId)).toEqual({ [late]: 'last-touch' });
    }));

  test('are held to by what is told while all is credited anew, also of people who are done', () =>
    withCredit(async (shopId, profileId, [early, late]) => {
      await askForCredit(deps, shopId, { clickDays: 30, openDays: 1 });
      const opened = app.ids.next();
      await prisma.attributionRebuild.update({ where: { shopId }, data: { cursor: profileId, done: 1 } });
      await touch(shopId, profileId, ['email_opened', after(-HOUR, app.clock.now()), opened]);
      await credit(shopId, profileId);
      expect(await modelsOf(shopId)).toEqual({ [late]: 'last-touch' });
      await creditAnew(deps, shopId);
      expect(await modelsOf(shopId)).toEqual({ [opened]: 'last-touch', [late]: 'assisted', [early]: 'assisted' });
    }));

  test('leave credit as it is where its clicks are gone', () =>
    withCredit(async (shopId, profileId, [, late]) => {
      await prisma.event.deleteMany({ where: { shopId, profileId, type: 'email_clicked' } });
      const creditableSince = () => Promise.resolve(after(DAY, app.clock.now()));
      await askForCredit({ ...deps, creditableSince }, shopId, { clickDays: 30, openDays: 0 });
      await creditAnew({ ...deps, creditableSince }, shopId);
      expect(await modelsOf(shopId)).toEqual({ [late]: 'last-touch' });
    }));

  test('are worked out by several workers at once to the same end', async () => {
    const { id: shopId } = await createShop(app);
    await withShop(shopId, async () => {
      for (let each = 0; each < 12; each += 1) {
        const { profileId } = await makePerson(app, shopId);
        await touch(shopId, profileId, ['email_clicked', after(-10 * DAY, app.clock.now()), app.ids.next()]);
        await placeOrders(app, shopId, [newOrder(app, { profileId })]);
        await credit(shopId, profileId);
      }
      expect(await shownIn(shopId)).toEqual([]);
      await askForCredit(deps, shopId, { clickDays: 14, openDays: 0 });
      await Promise.all([1, 2, 3].map(() => creditAnew(deps, shopId)));
      while (await creditAnew(deps, shopId));
      expect(await shownIn(shopId)).toHaveLength(12);
    });
  });
});

const happening = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom<Kind | 'order' | 'cancelled' | 'refunded' | 'test'>(
    ...(['email_clicked', 'email_opened', 'order', 'order', 'cancelled', 'refunded', 'test'] as const),
  ),
  hours: fc.integer({ min: 0, max: 40 * 24 }),
  mail: fc.nat(3),
});
const windows = fc.record({ clickDays: fc.integer({ min: 1, max: 30 }), openDays: fc.constantFrom(0, 1) });

test('what is credited anew is what would have been credited from the start', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), windows, windows, async (happenings, first, then) => {
      const mails = [0, 1, 2, 3].map(() => app.ids.next());
      const orders = happenings.map(() => app.ids.next());
      const live = async (windowsFromStart: CreditWindows, change?: CreditWindows) => {
        const { id: shopId } = await createShop(app);
        return withShop(shopId, async () => {
          const people = await Promise.all([0, 1, 2].map(async () => (await makePerson(app, shopId)).profileId));
          await prisma.attributionSettings.create({
            data: { shopId, ...windowsFromStart, changedAt: app.clock.now() },
          });
          for (const [index, { who, what, hours, mail }] of happenings.entries()) {
            const profileId = people[who] ?? '';
            const at = after(hours * HOUR);
            if (what === 'email_clicked' || what === 'email_opened')
              await touch(shopId, profileId, [what, at, mails[mail] ?? '']);
            else {
              const fate = {
                ...(what === 'cancelled' ? { cancelledAt: after(HOUR, at) } : {}),
                ...(what === 'refunded' ? { refundedMinor: 700 } : {}),
                isTest: what === 'test',
              };
              const order = { profileId, id: orders[index] ?? '', placedAt: at, totalMinor: 5_000, ...fate };
              await placeOrders(app, shopId, [newOrder(app, order)]);
            }
            await credit(shopId, profileId, after(-1_000, at));
          }
          if (change && JSON.stringify(change) !== JSON.stringify(windowsFromStart)) await rebuild(shopId, change);
          return shownIn(shopId);
        });
      };
      expect(await live(first, then)).toEqual(await live(then));
    }),
    { numRuns: 12 },
  );
});
