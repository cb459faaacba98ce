import { expect, test } from 'vitest';
import { loadPeople } from '~/customers/rules/load-people.server';
import { withShop } from '~/platform/db/db.server';
import { turnOn } from '../../../../tests/factories/flows';
import { makePerson } from '../../../../tests/factories/people';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { after } from '../../../../tests/factories/times';
import { testDatabase } from '../../../../tests/setup/database';
import { advanceRuns } from '../runner/advance-runs.server';
import { replenishment } from './replenishment';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A shop in Auckland, where the twelfth of April begins while it is still the eleventh in Greenwich. */
async function inShop(work: (world: Awaited<ReturnType<typeof worldOf>>) => Promise<void>): Promise<void> {
  const app = testApp(await testDatabase());
  const { id } = await createShop(app);
  await withShop(id, async () => work(await worldOf(app, id)));
}

async function worldOf(app: ReturnType<typeof testApp>, id: string) {
  const { prisma } = app.db;
  await prisma.shop.update({ where: { id }, data: { timezone: 'Pacific/Auckland' } });
  /** Somebody who ordered last at the start, and usually does after so many days. */
  const orders = async (medianDaysBetweenOrders: number | null): Promise<string> => {
    const { profileId } = await makePerson(app, id);
    const counted = {
      shopId: id,
      profileId,
      orderCount: 3,
      itemCount: 3,
      grossMinor: 3_000,
      netMinor: 3_000,
      refundedMinor: 0,
    };
    await prisma.profileNumbers.create({
      data: { ...counted, averageMinor: 1_000, firstOrderAt: after(-60 * DAY), lastOrderAt: after(0) },
    });
    const own = { shopId: id, profileId, medianDaysBetweenOrders, favourites: {}, countedAt: after(0) };
    await prisma.profileTraits.create({ data: own });
    return profileId;
  };
  const expectedOf = async (profileId: string) => {
    const ask = [{ kind: 'fact', fact: 'orders.nextExpectedOn' }] as const;
    const [person] = await loadPeople(prisma, id, [profileId], ask, { at: app.clock.now(), timeZone: 'UTC' });
    return person?.facts['orders.nextExpectedOn'];
  };
  return { app, id, prisma, orders, expectedOf };
}

test('the next order is expected after as many days as there usually are, by the shop’s calendar; of others nothing is', () =>
  inShop(async ({ orders, expectedOf }) => {
    // From noon of the tenth of March in Greenwich, which is the eleventh in Auckland.
    expect(await expectedOf(await orders(30))).toBe('2026-04-10');
    expect(await expectedOf(await orders(30.5))).toBe('2026-04-10');
    expect(await expectedOf(await orders(null))).toBeNull();
    expect(await expectedOf(await orders(0.4))).toBeNull();
  }));

test('the reminder begins three days before, in the morning, and not again', () =>
  inShop(async ({ app, id, prisma, orders }) => {
    const monthly = await orders(30);
    await orders(60);
    await orders(null);
    await turnOn(app, id, replenishment.definition);
    const begun = async () => (await prisma.flowRun.findMany({ where: { shopId: id } })).map((run) => run.profileId);
    const days: number[] = [];
    app.advance(10 * HOUR);
    for (let day = 0; day < 40; day++) {
      const before = (await begun()).length;
      await advanceRuns(app, id);
      if ((await begun()).length > before) days.push(day);
      app.advance(DAY);
    }
    expect(await begun()).toEqual([monthly]);
    expect(days).toHaveLength(1);
    const run = await prisma.flowRun.findFirst({ where: { shopId: id } });
    expect(run?.startedAt).toEqual(new Date('2026-04-06T21:00:00.000Z'));
  }));
