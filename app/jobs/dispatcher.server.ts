import { lanes } from '~/platform/queue/catalog';
import { runJob } from '~/platform/queue/run-job.server';
import { dueJobs } from '~/platform/queue/wakeups.server';
import type { Services } from '~/services.server';
import { createAskedLately } from './asked-lately';
import { createHandlers } from './handlers.server';
import { sweep } from './sweep.server';

export interface Dispatcher {
  stop(): Promise<void>;
}

const CONCURRENCY = { quick: 8, slow: 2, outside: 4 };
const LOOK_EVERY_MS = 200;
const ASKED_AGAIN_AFTER_MS = 2_000;
const SWEEP_EVERY_MS = 15_000;

/** Runs jobs, and keeps looking for wake-ups whose time has come: on a timer, and right after each job, which may have made some. */
export function startDispatcher(services: Services): Dispatcher {
  const handlers = createHandlers(services);
  const background = new Set<Promise<void>>();
  const asked = createAskedLately(ASKED_AGAIN_AFTER_MS);
  let isStopping = false;

  function inBackground(work: () => Promise<void>): void {
    if (isStopping) return;
    const running = work()
      .catch((error: unknown) => services.logger.warn({ err: error }, 'a background task failed'))
      .finally(() => background.delete(running));
    background.add(running);
  }

  async function enqueueDue(): Promise<void> {
    const nowMs = services.systemClock.now().getTime();
    const jobs = asked.notYet(await dueJobs(services.db.pool, services), nowMs);
    if (jobs.length === 0) return;
    await services.queue.enqueue(jobs);
    asked.note(jobs, nowMs);
  }

  const stops = lanes.map((lane) =>
    services.queue.work(lane, CONCURRENCY[lane], async (job) => {
      asked.moved(job);
      await runJob(services, handlers, job);
      // While it ran the queue may have been asked for it in vain.
      asked.moved(job);
      inBackground(enqueueDue);
    }),
  );
  const looking = setInterval(() => inBackground(enqueueDue), LOOK_EVERY_MS);
  const sweeping = setInterval(() => inBackground(() => sweep(services)), SWEEP_EVERY_MS);
  inBackground(() => sweep(services));

  return {
    async stop() {
      clearInterval(looking);
      clearInterval(sweeping);
      isStopping = true;
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all(background);
    },
  };
}
