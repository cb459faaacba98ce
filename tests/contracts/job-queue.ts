import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobCatalog, jobNames, type JobName } from '~/platform/queue/catalog';
import type { JobQueue, QueueJob } from '~/platform/queue/job-queue.server';
import { gate } from '../factories/gate';
import { holdJob } from './hold-job';

/** A queue's backend for one test, empty at first. */
export interface QueueUnderTest {
  /** Makes what one process has of it; as many as a test wants. */
  make(): JobQueue;
  /** Says to another process where it is. */
  place: { redisUrl?: string; databaseUrl: string };
  /** How many connections there are to it at this moment, besides the one that counts. */
  connections(): Promise<number>;
  dispose(): Promise<void>;
}

const job = (name: JobName = 'process-inbox', shopId: string = randomUUID()): QueueJob => ({
  name,
  payload: { shopId },
});
const quickNames = jobNames.filter((name) => jobCatalog[name].lane === 'quick');

/** What any queue must do, whatever it runs on: workers are woken, each job is in hand once at a time, and nothing holds up the rest. */
export function jobQueueContract(name: string, makeQueue: () => Promise<QueueUnderTest>): void {
  describe(`the job queue on ${name}`, () => {
    let backend: QueueUnderTest;
    let queue: JobQueue;
    let ran: QueueJob[];
    let stops: (() => Promise<void>)[];
    let queues: JobQueue[];

    beforeEach(async () => {
      backend = await makeQueue();
      [ran, stops, queues] = [[], [], []];
      queue = open();
    });
    afterEach(async () => {
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all(queues.map((each) => each.close()));
      await expect.poll(() => backend.connections(), { message: 'connections left over' }).toBe(0);
      await backend.dispose();
    });

    function open(): JobQueue {
      const made = backend.make();
      queues.push(made);
      return made;
    }

    function work(
      run: (job: QueueJob) => Promise<void> | void = () => undefined,
      concurrency = 1,
      by = queue,
    ): () => Promise<void> {
      const stop = by.work('quick', concurrency, async (each) => {
        ran.push(each);
        await run(each);
      });
      stops.push(stop);
      return stop;
    }

    /** Adds a job behind all others and waits until it ran: with one at a time, all before it ran too. */
    async function last(): Promise<void> {
      const sentinel = job();
      await queue.enqueue([sentinel]);
      await expect.poll(() => ran, { timeout: 20_000, interval: 5 }).toContainEqual(sentinel);
      ran = ran.filter((each) => each.payload.shopId !== sentinel.payload.shopId);
    }

    it('runs what was added before there was a worker, and what comes later', async () => {
      const [early, late] = [job(), job()];
      await queue.enqueue([early]);
      work();
      await queue.enqueue([late]);
      await last();
      expect(ran).toEqual([early, late]);
    });

    it('hands every kind of job over as it was', async () => {
      const jobs = quickNames.map((each) => job(each));
      await queue.enqueue(jobs);
      work();
      await last();
      expect(ran).toEqual(jobs);
    });

    it('takes nothing amiss when there is nothing to add', async () => {
      await expect(queue.enqueue([])).resolves.toBeUndefined();
    });

    it('holds a job once, however many processes add it while it waits', async () => {
      const wanted = job();
      const producers = [queue, open(), open()];
      await Promise.all(
        Array.from({ length: 60 }, (_, index) => producers[index % 3]?.enqueue([wanted, wanted]) ?? Promise.resolve()),
      );
      work();
      await last();
      expect(ran).toEqual([wanted]);
    });

    it('takes jobs of other kinds and other shops for other jobs', async () => {
      const { shopId } = job().payload;
      const jobs = [...quickNames.map((each) => job(each, shopId)), job(quickNames[0])];
      await queue.enqueue(jobs);
      work();
      await last();
      expect(ran).toEqual(jobs);
    });

    it('does not run a job beside itself, and runs it again when it is added after its end', async () => {
      const wanted = job();
      const [begun, end] = [gate(), gate()];
      let atOnce = 0;
      let most = 0;
      work(async (each) => {
        if (each.payload.shopId !== wanted.payload.shopId) return;
        most = Math.max(most, ++atOnce);
        begun.open();
        await end.passed;
        atOnce -= 1;
      }, 4);
      await queue.enqueue([wanted]);
      await begun.passed;
      await queue.enqueue([wanted, wanted]);
      await last();
      expect(ran).toEqual([wanted]);
      end.open();
      const addAndCount = async () => (await queue.enqueue([wanted]), ran.length);
      await expect.poll(addAndCount, { timeout: 10_000, interval: 10 }).toBeGreaterThan(1);
      expect(most).toBe(1);
    });

    it('keeps the lanes apart: long work does not stand before short work', async () => {
      const slow = job('train-recommender');
      const short = job();
      await queue.enqueue([slow, short]);
      work();
      await last();
      expect(ran).toEqual([short]);
      const ranSlow = gate<QueueJob>();
      stops.push(queue.work('slow', 1, (each) => Promise.resolve(ranSlow.open(each))));
      expect(await ranSlow.passed).toEqual(slow);
    });

    it('runs as many at once as it may, and no more', async () => {
      const [full, end] = [gate(), gate()];
      let atOnce = 0;
      let most = 0;
      work(async () => {
        most = Math.max(most, ++atOnce);
        if (atOnce === 3) full.open();
        await end.passed;
        atOnce -= 1;
      }, 3);
      const jobs = Array.from({ length: 10 }, () => job());
      await queue.enqueue(jobs);
      await full.passed;
      end.open();
      await expect.poll(() => ran.length, { timeout: 10_000 }).toBe(10);
      expect(most).toBe(3);
    });

    it('shares a thousand jobs out between two processes, each once', async () => {
      const jobs = Array.from({ length: 1_000 }, () => job());
      work(undefined, 8);
      work(undefined, 8, open());
      await queue.enqueue(jobs);
      await expect.poll(() => ran.length, { timeout: 25_000 }).toBeGreaterThanOrEqual(1_000);
      await last();
      expect(ran.map(({ payload }) => payload.shopId).sort()).toEqual(jobs.map(({ payload }) => payload.shopId).sort());
    });

    it('goes on after a job that failed, and runs it again when it is added again', async () => {
      const [bad, good] = [job(), job()];
      work((each) => {
        if (each.payload.shopId === bad.payload.shopId) throw new Error('boom');
      });
      await queue.enqueue([bad, good]);
      await last();
      expect(ran).toEqual([bad, good]);
      await queue.enqueue([bad]);
      await last();
      expect(ran).toEqual([bad, good, bad]);
    });

    it('does not run what is no job of the catalogue, and goes on', async () => {
      const [odd, good] = [job('process-inbox', 'not-a-shop'), job()];
      work();
      await queue.enqueue([odd, good]);
      await last();
      expect(ran).toEqual([good]);
    });

    it('waits for the job in hand when its worker is stopped, and takes no other', async () => {
      const [begun, end] = [gate(), gate()];
      let isDone = false;
      const stop = work(async () => {
        begun.open();
        await end.passed;
        isDone = true;
      });
      const [inHand, next] = [job(), job()];
      await queue.enqueue([inHand, next]);
      await begun.passed;
      const stopped = stop();
      end.open();
      await stopped;
      expect({ isDone, ran }).toEqual({ isDone: true, ran: [inHand] });
      work();
      await last();
      expect(ran, 'another worker takes it').toEqual([inHand, next]);
    });

    it('gives a killed worker’s job to another within seconds', async () => {
      const wanted = job();
      await queue.enqueue([wanted]);
      const holder = await holdJob(backend.place);
      await holder.kill();
      const takenUp = gate<QueueJob>();
      work((each) => takenUp.open(each));
      expect(await takenUp.passed).toEqual(wanted);
    });

    it('lets go of every connection when it is closed, and takes a second closing in good part', async () => {
      const stop = work();
      await last();
      expect(await backend.connections()).toBeGreaterThan(0);
      await stop();
      await queue.close();
      await expect.poll(() => backend.connections()).toBe(0);
    });
  });
}
