import type { Database } from '../db/db.server';
import { withShop } from '../db/db.server';
import type { Logger } from '../logger.server';
import type { JobName, JobOutcome, JobPayload } from './catalog';
import type { QueueJob } from './job-queue.server';
import { beginWakeup, finishWakeup, postponeWakeup, type Times } from './wakeups.server';

export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>) => Promise<JobOutcome> };

interface RunJobDeps extends Times {
  db: Database;
  logger: Logger;
}

/**
 * Runs one job inside its shop's wall and keeps its wake-up true: what was due and done is gone, what came meanwhile is still due,
 * what failed is due again a little later. A failure is logged here and nowhere else.
 */
export async function runJob(deps: RunJobDeps, handlers: JobHandlers, job: QueueJob): Promise<void> {
  const { shopId } = job.payload;
  const { pool } = deps.db;
  const seen = await beginWakeup(pool, shopId, job.name);
  try {
    const outcome = await withShop(shopId, () => handlers[job.name](job.payload));
    await finishWakeup(pool, shopId, job.name, seen, outcome.nextDueAt);
  } catch (error) {
    deps.logger.error({ err: error, job: job.name, shopId }, 'job failed; its work stays due');
    await postponeWakeup(pool, shopId, job.name, deps.systemClock);
  }
}
