import type { QueueJob } from '~/platform/queue/job-queue.server';

export interface AskedLately {
  /** Of jobs that are due those that the queue is to be asked for now. */
  notYet(due: readonly QueueJob[], nowMs: number): QueueJob[];
  note(jobs: readonly QueueJob[], nowMs: number): void;
  /** It began or ended here: what is due of it from now on is new. */
  moved(job: QueueJob): void;
}

/**
 * What is due stays due until it is done, and is looked for several times a second: the queue is asked for it once, and again only after a while, as it may
 * have been lost. `againAfterMs` is what a job waits for at most that another process ran in the meantime.
 */
export function createAskedLately(againAfterMs: number): AskedLately {
  const asked = new Map<string, number>();
  return {
    notYet(due, nowMs) {
      const names = new Set(due.map(nameOf));
      for (const [name, atMs] of asked) if (!names.has(name) || nowMs - atMs >= againAfterMs) asked.delete(name);
      return due.filter((job) => !asked.has(nameOf(job)));
    },
    note(jobs, nowMs) {
      for (const job of jobs) asked.set(nameOf(job), nowMs);
    },
    moved: (job) => void asked.delete(nameOf(job)),
  };
}

const nameOf = ({ name, payload }: QueueJob): string => `${name} ${payload.shopId}`;
