import { beforeEach, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { wakeupOf } from '../../../tests/factories/wakeups';
import { testDatabase } from '../../../tests/setup/database';
import { currentShopId } from '../db/db.server';
import { jobNames, type JobName, type JobOutcome } from './catalog';
import { runJob, type JobHandlers } from './run-job.server';
import { dueJobs, wake } from './wakeups.server';

const app = testApp(await testDatabase());
const { prisma, pool } = app.db;
const KIND: JobName = 'process-inbox';

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  app.logged.length = 0;
});

type Handle = (payload: { shopId: string }) => Promise<JobOutcome>;

/** One handler, bound to every job there is. */
const handlers = (handle: Handle) =>
  Object.fromEntries(jobNames.map((name) => [name, handle])) as unknown as JobHandlers;
const run = (handle: Handle, name = KIND) => runJob(app, handlers(handle), { name, payload: { shopId: shop.id } });
const due = async () =>
  (await dueJobs(pool, app, 10_000)).filter(({ payload }) => payload.shopId === shop.id).map(({ name }) => name);
const nothingMore: JobOutcome = { nextDueAt: null };

describe('a job', () => {
  it('runs inside its shop’s wall, and nothing of it stays behind', async () => {
    const inside: (string | undefined)[] = [];
    await run(async ({ shopId }) => {
      inside.push(shopId, currentShopId());
      return nothingMore;
    });
    expect(inside).toEqual([shop.id, shop.id]);
    expect(currentShopId()).toBeUndefined();
  });

  it('that did all there was is due no more', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    await run(() => Promise.resolve(nothingMore));
    expect(await due()).toEqual([]);
  });

  it('is due again when it said', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    await run(() => Promise.resolve({ nextDueAt: after(1_000) }));
    expect(await due()).toEqual([]);
    expect((await wakeupOf(app, shop.id, KIND))?.nextDueAt).toEqual(after(1_000));
  });

  it('is handled by the handler of its name', async () => {
    const ran: string[] = [];
    const named = Object.fromEntries(
      jobNames.map((name) => [name, () => Promise.resolve({ nextDueAt: (ran.push(name), null) })]),
    ) as unknown as JobHandlers;
    for (const name of jobNames) await runJob(app, named, { name, payload: { shopId: shop.id } });
    expect(ran).toEqual(jobNames);
  });
});

describe('work that comes while a job runs', () => {
  it('is not lost, whether it is noticed by the job or not', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    await run(async () => {
      await wake(prisma, shop.id, KIND, TEST_START);
      return nothingMore;
    });
    expect(await due()).toEqual([KIND]);
    await run(() => Promise.resolve(nothingMore));
    expect(await due()).toEqual([]);
  });

  it('is not put off to when the job itself wanted to look again', async () => {
    await run(async () => {
      await wake(prisma, shop.id, KIND, TEST_START);
      return { nextDueAt: after(3_600_000) };
    });
    expect(await due()).toEqual([KIND]);
  });

  it('of another kind is left alone', async () => {
    await run(async () => {
      await wake(prisma, shop.id, 'advance-runs', TEST_START);
      return nothingMore;
    });
    expect(await due()).toEqual(['advance-runs']);
  });

  it('is found though a hundred pieces of it come, each while five workers run', async () => {
    const undone = new Set<number>();
    let pieces = 0;
    const come = async () => {
      undone.add(++pieces);
      await wake(prisma, shop.id, KIND, TEST_START);
    };
    const work: Handle = async () => {
      const found = [...undone];
      if (pieces < 100) await come();
      for (const piece of found) undone.delete(piece);
      return nothingMore;
    };
    await come();
    while ((await due()).length > 0) await Promise.all(Array.from({ length: 5 }, () => run(work)));
    expect([...undone], 'pieces that nobody was woken for').toEqual([]);
    expect(pieces).toBeGreaterThanOrEqual(100);
  });
});

describe('a job whose handler fails', () => {
  const failing = () => run(() => Promise.reject(new Error('the shop’s server is on fire')));

  it('stays due, a little later', async () => {
    await wake(prisma, shop.id, KIND, TEST_START);
    await failing();
    expect(await due()).toEqual([]);
    app.advanceSystem(500);
    expect(await due()).toEqual([KIND]);
  });

  it('is told of in the log, once, with the shop and the job', async () => {
    await failing();
    expect(app.logged).toMatchObject([
      {
        level: 50,
        msg: 'job failed; its work stays due',
        job: KIND,
        shopId: shop.id,
        err: { message: 'the shop’s server is on fire' },
      },
    ]);
  });

  it('does not fail for the queue, which would keep trying it in its own way', async () => {
    await expect(failing()).resolves.toBeUndefined();
  });

  it('keeps what came meanwhile due as well', async () => {
    await run(async () => {
      await wake(prisma, shop.id, KIND, TEST_START);
      throw new Error('boom');
    });
    app.advanceSystem(500);
    expect(await due()).toEqual([KIND]);
  });
});
