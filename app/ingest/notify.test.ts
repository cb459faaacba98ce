import { beforeEach, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { wakeupOf } from '../../tests/factories/wakeups';
import { createTestDatabase, testDatabase } from '../../tests/setup/database';
import { createJobQueue, type QueueJob } from '~/platform/queue/job-queue.server';
import { jobNames } from '~/platform/queue/catalog';
import { runJob, type JobHandlers } from '~/platform/queue/run-job.server';
import { dueJobs } from '~/platform/queue/wakeups.server';
import { createNotifier } from './notify.server';

const database = await testDatabase();
const app = testApp(database);

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const due = async () => (await dueJobs(app.db.pool, app)).filter(({ payload }) => payload.shopId === shop.id);

const handlers = Object.fromEntries(
  jobNames.map((name) => [name, () => Promise.resolve({ nextDueAt: null })]),
) as unknown as JobHandlers;

describe('waking the workers for a shop’s inbox', () => {
  it('makes its job due and hands it to them, once for all that comes within a moment', async () => {
    const queue = createJobQueue({ databaseUrl: database.appUrl, onError: () => undefined });
    const ran: QueueJob[] = [];
    const stop = queue.work('quick', 1, async (job) => {
      ran.push(job);
      await runJob(app, handlers, job);
    });
    const { notify, waiting } = createNotifier({ ...app, queue });
    const job = { name: 'process-inbox', payload: { shopId: shop.id } };
    for (let delivery = 0; delivery < 100; delivery++) notify(shop.id);
    expect(waiting()).toBe(1);
    await expect.poll(() => ran, { timeout: 10_000 }).toEqual([job]);
    await expect.poll(due, { timeout: 10_000 }).toEqual([]);
    expect(waiting()).toBe(0);
    // A job that is just ending is still one of its shop: told until it is taken as another.
    await expect.poll(() => (notify(shop.id), ran.length), { timeout: 10_000 }).toBeGreaterThan(1);
    await stop();
    await queue.close();
  });

  it('leaves the entry to the sweep when the queue is gone: its job is due all the same', async () => {
    const other = await createTestDatabase();
    const queue = createJobQueue({ databaseUrl: other.appUrl, onError: () => undefined });
    await queue.enqueue([{ name: 'process-inbox', payload: { shopId: shop.id } }]);
    await other.drop();
    createNotifier({ ...app, queue }).notify(shop.id);
    await expect.poll(() => wakeupOf(app, shop.id, 'process-inbox')).not.toBeNull();
    await expect.poll(() => app.logged).toContainEqual(expect.objectContaining({ level: 40, shopId: shop.id }));
    expect(await due()).toHaveLength(1);
    await queue.close();
  });
});
