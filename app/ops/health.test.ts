import { beforeEach, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { wake } from '~/platform/queue/wakeups.server';
import { workToDo } from './health.server';

/** System time a year ahead of business time: whatever is judged by the wrong clock comes at the wrong time. */
const YEAR_MS = 365 * 86_400_000;
const HOUR_MS = 3_600_000;
const app = testApp(await testDatabase(), { systemAheadMs: YEAR_MS });
const { prisma } = app.db;

let isFollowed = false;
const still = { refresh: async () => void (isFollowed = true), follow: () => undefined, stop: () => undefined };
const work = () => workToDo({ ...app, clock: { ...app.clock, ...still } });

let shop: TestShop;
beforeEach(async () => {
  await prisma.shopWakeup.deleteMany();
  shop = await createShop(app);
});

describe('what there is to do', () => {
  it('counts what is due by the clock of its kind', async () => {
    await wake(prisma, shop.id, 'send-messages', after(0));
    await wake(prisma, shop.id, 'process-inbox', after(YEAR_MS));
    await wake(prisma, shop.id, 'advance-runs', after(1));
    await wake(prisma, shop.id, 'sync-shop', after(YEAR_MS + 1));
    expect(await work()).toMatchObject({ due: 2, clockOffsetMs: -YEAR_MS });
    expect(isFollowed, 'business time was read anew').toBe(true);
  });

  it('tells the next of each kind in business time, soonest first, over all shops', async () => {
    const other = await createShop(app);
    await wake(prisma, shop.id, 'train-recommender', after(9 * HOUR_MS));
    await wake(prisma, shop.id, 'advance-runs', after(4 * HOUR_MS));
    await wake(prisma, other.id, 'advance-runs', after(3 * HOUR_MS));
    await wake(prisma, other.id, 'send-messages', after(-1));
    await wake(prisma, other.id, 'process-inbox', after(YEAR_MS + HOUR_MS));
    expect((await work()).upcoming).toEqual([
      { kind: 'advance-runs', dueAt: after(3 * HOUR_MS) },
      { kind: 'train-recommender', dueAt: after(9 * HOUR_MS) },
    ]);
  });

  it('leaves out shops that uninstalled', async () => {
    await wake(prisma, shop.id, 'advance-runs', after(0));
    await wake(prisma, shop.id, 'send-messages', after(HOUR_MS));
    await prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: after(0) } });
    expect(await work()).toMatchObject({ due: 0, upcoming: [] });
  });
});
