import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { gate, type Gate } from '../../../tests/factories/gate';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { wakeupOf } from '../../../tests/factories/wakeups';
import { testDatabase } from '../../../tests/setup/database';
import { jobCatalog, jobNames, type JobName } from './catalog';
import { beginWakeup, dueJobs, finishWakeup, postponeWakeup, wake, wakeNow } from './wakeups.server';

/** System time a year ahead of business time: whatever is judged by the wrong clock comes at the wrong time. */
const YEAR_MS = 365 * 86_400_000;
const app = testApp(await testDatabase(), { systemAheadMs: YEAR_MS });
const { db, clock, systemClock } = app;
const { pool, prisma } = db;

const DAY_MS = 86_400_000;
const KIND: JobName = 'process-inbox';

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const due = async (): Promise<string[]> =>
  (await dueJobs(pool, app, 10_000)).filter(({ payload }) => payload.shopId === shop.id).map(({ name }) => name);

describe('a wake-up', () => {
  it('stands at the earliest of all times asked for, whatever their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -DAY_MS, max: DAY_MS }), { minLength: 1, maxLength: 6 }),
        async (times) => {
          const { id } = await createShop(app);
          for (const ms of times) await wake(prisma, id, KIND, after(ms));
          expect((await wakeupOf(app, id, KIND))?.nextDueAt).toEqual(after(Math.min(...times)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('asked for by many at once is one, at the earliest time', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => wake(prisma, shop.id, KIND, after((index * 17) % 40))));
    expect((await wakeupOf(app, shop.id, KIND))?.nextDueAt).toEqual(after(0));
  });

  it('does not exist when the transaction that made the work did not end well', async () => {
    const failing = db.transaction(async (tx) => {
      await wake(tx, shop.id, KIND, TEST_START);
      throw new Error('no work after all');
    });
    await expect(failing).rejects.toThrow('no work after all');
    expect(await wakeupOf(app, shop.id, KIND)).toBeNull();
  });

  it('of a transaction is written at its end, once, for the earliest time', async () => {
    await db.transaction(async (tx) => {
      for (const ms of [5, 2, 9]) await wake(tx, shop.id, KIND, after(ms));
      expect(await wakeupOf(app, shop.id, KIND)).toBeNull();
    });
    expect(await wakeupOf(app, shop.id, KIND)).toMatchObject({ nextDueAt: after(2) });
    expect(await beginWakeup(pool, shop.id, KIND)).toEqual({ version: '1' });
  });

  it('keeps no transaction waiting for another, whatever the order in which both wake', async () => {
    const [one, other] = [gate(), gate()];
    const waking = (first: JobName, second: JobName, mine: Gate, theirs: Gate) =>
      db.transaction(async (tx) => {
        await wake(tx, shop.id, first, TEST_START);
        mine.open();
        await theirs.passed;
        await wake(tx, shop.id, second, TEST_START);
      });
    await Promise.all([
      waking('send-messages', 'advance-runs', one, other),
      waking('advance-runs', 'send-messages', other, one),
    ]);
    expect((await due()).sort()).toEqual(['advance-runs', 'send-messages']);
  });

  it('is forgotten where the shop is gone at the end of the transaction', async () => {
    await db.transaction(async (tx) => {
      await wake(tx, shop.id, KIND, TEST_START);
      await tx.shop.delete({ where: { id: shop.id } });
    });
    expect(await wakeupOf(app, shop.id, KIND)).toBeNull();
  });

  it('for a shop that does not exist is refused', async () => {
    await expect(wake(prisma, app.ids.next(), KIND, TEST_START)).rejects.toThrow(/foreign key/);
  });
});

describe('a wake-up for now', () => {
  const wakeIt = () => wakeNow(pool, shop.id, KIND, systemClock.now());

  it('makes the shop due, and tells whether it was due anyway', async () => {
    expect(await wakeIt()).toBe(false);
    expect(await due()).toEqual([KIND]);
    expect(await wakeIt()).toBe(true);
    expect(await due()).toEqual([KIND]);
  });

  it('comes before one that is due later', async () => {
    await wake(prisma, shop.id, KIND, after(1, systemClock.now()));
    expect(await wakeIt()).toBe(false);
    expect((await wakeupOf(app, shop.id, KIND))?.nextDueAt).toEqual(systemClock.now());
  });

  it('does not put off one that was due before', async () => {
    await wake(prisma, shop.id, KIND, after(-5_000, systemClock.now()));
    expect(await wakeIt()).toBe(true);
    expect((await wakeupOf(app, shop.id, KIND))?.nextDueAt).toEqual(after(-5_000, systemClock.now()));
  });

  it('is not lost on a job that runs: it is due again when that ends', async () => {
    await wakeIt();
    const seen = await beginWakeup(pool, shop.id, KIND);
    expect(await wakeIt()).toBe(true);
    await finishWakeup(pool, shop.id, KIND, seen, null);
    expect(await due()).toEqual([KIND]);
  });

  it('by many at once leaves the shop due, and one of them is told that it was not', async () => {
    const told = await Promise.all(Array.from({ length: 30 }, wakeIt));
    expect(await due()).toEqual([KIND]);
    expect(told).toContain(false);
  });
});

describe('what is due', () => {
  it.each(jobNames)('%s is judged by its own clock, to the millisecond', async (name) => {
    const now = (jobCatalog[name].clock === 'business' ? clock : systemClock).now();
    await wake(prisma, shop.id, name, after(1, now));
    expect(await due()).toEqual([]);
    await wake(prisma, shop.id, name, now);
    expect(await due()).toEqual([name]);
  });

  it('comes in the order in which it became due, over all shops, at most so many', async () => {
    const others = [await createShop(app), await createShop(app)] as const;
    await wake(prisma, shop.id, KIND, after(-3 * DAY_MS));
    await wake(prisma, others[0].id, KIND, after(-5 * DAY_MS));
    await wake(prisma, others[1].id, KIND, after(-4 * DAY_MS));
    const first = await dueJobs(pool, app, 2);
    expect(first.map(({ payload }) => payload.shopId)).toEqual([others[0].id, others[1].id]);
  });

  it('waits while the shop has uninstalled the app, and is not forgotten; only its inbox is still read', async () => {
    for (const kind of jobNames) await wake(prisma, shop.id, kind, TEST_START);
    await prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: TEST_START } });
    expect(await due()).toEqual(['process-inbox']);
    await prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: null } });
    expect((await due()).sort()).toEqual([...jobNames].sort());
  });
});

describe('a job that is done', () => {
  it('is due again when it said, or never', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    const seen = await beginWakeup(pool, shop.id, KIND);
    await finishWakeup(pool, shop.id, KIND, seen, after(YEAR_MS + 5_000));
    expect((await wakeupOf(app, shop.id, KIND))?.nextDueAt).toEqual(after(YEAR_MS + 5_000));
    await finishWakeup(pool, shop.id, KIND, seen, null);
    expect(await due()).toEqual([]);
  });

  it('does not wipe out what came while it ran', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    const seen = await beginWakeup(pool, shop.id, KIND);
    await wake(prisma, shop.id, KIND, after(2_000));
    await finishWakeup(pool, shop.id, KIND, seen, null);
    expect(await due()).toEqual([KIND]);
  });

  it('does not wipe it out either when two workers ran it', async () => {
    const first = await beginWakeup(pool, shop.id, KIND);
    await wake(prisma, shop.id, KIND, TEST_START);
    const second = await beginWakeup(pool, shop.id, KIND);
    await finishWakeup(pool, shop.id, KIND, first, null);
    expect(await due(), 'the slower one saw the work, the quicker one did not').toEqual([KIND]);
    await finishWakeup(pool, shop.id, KIND, second, null);
    expect(await due()).toEqual([]);
  });

  it('may run without ever having been asked for', async () => {
    const seen = await beginWakeup(pool, shop.id, KIND);
    await finishWakeup(pool, shop.id, KIND, seen, after(YEAR_MS));
    expect(await due()).toEqual([KIND]);
  });
});

describe('a job that fails', () => {
  const waitMs = async () => {
    await postponeWakeup(pool, shop.id, KIND, systemClock);
    const blockedUntil = (await wakeupOf(app, shop.id, KIND))?.blockedUntil;
    return (blockedUntil?.getTime() ?? 0) - systemClock.now().getTime();
  };

  it('is put off twice as long each time, up to a minute, however often it fails', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    const waits: number[] = [];
    for (let failure = 0; failure < 10; failure++) waits.push(await waitMs());
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    await prisma.shopWakeup.updateMany({ where: { shopId: shop.id }, data: { failures: 5_000 } });
    expect(await waitMs()).toBe(60_000);
  });

  it('stays due: it is put off by system time, whatever clock its work goes by', async () => {
    await wake(prisma, shop.id, 'send-messages', TEST_START);
    await postponeWakeup(pool, shop.id, 'send-messages', systemClock);
    app.advanceBusiness(10_000);
    expect(await due()).toEqual([]);
    app.advanceSystem(500);
    expect(await due()).toEqual(['send-messages']);
  });

  it('is not let in early by new work', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    await waitMs();
    await wake(prisma, shop.id, KIND, TEST_START);
    expect(await due()).toEqual([]);
  });

  it('begins with short waits again once it succeeded', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    await waitMs();
    await waitMs();
    await finishWakeup(pool, shop.id, KIND, await beginWakeup(pool, shop.id, KIND), TEST_START);
    expect(await due()).toEqual([KIND]);
    expect(await waitMs()).toBe(500);
  });
});
