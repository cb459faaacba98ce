import type { WorldClock } from '../clock';

/** Jobs that fall due in business time: deliveries, webhooks and their retries. */
export interface BusinessQueue {
  /** Adds a job; it runs after the caller has gone on, never within this call. `dueAtMs` is business time. */
  add(dueAtMs: number, job: () => Promise<void>): void;
  /** Resolves when nothing is due and nothing runs; jobs due later do not hold it up. */
  settle(): Promise<void>;
  /** How many jobs wait or run. */
  readonly size: number;
  /** Drops what waits and stops listening to the clock. Resolves when what ran has ended. */
  stop(): Promise<void>;
}

interface Waiting {
  dueAtMs: number;
  job: () => Promise<void>;
}

const longestTimerMs = 2_147_483_647;

/**
 * Runs due jobs in the order of their due times, at most `concurrency` at once. When the clock is moved, the move waits until everything
 * that has thereby fallen due (and whatever those jobs made fall due) has run. Jobs handle their own failures; one that rejects all the
 * same is a bug, and `settle` rejects with it.
 */
export function createBusinessQueue(options: { clock: WorldClock; concurrency: number }): BusinessQueue {
  const { clock, concurrency } = options;
  const waiting: Waiting[] = [];
  const bugs: unknown[] = [];
  let running = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let quiet: (() => void)[] = [];

  const isDue = () => waiting[0] !== undefined && waiting[0].dueAtMs <= clock.now().getTime();

  const run = async ({ job }: Waiting) => {
    running += 1;
    try {
      await job();
    } catch (error) {
      bugs.push(error);
    }
    running -= 1;
    pump();
  };

  const pump = () => {
    while (running < concurrency && isDue()) void run(waiting.shift() as Waiting);
    if (running === 0 && !isDue()) {
      for (const tell of quiet.splice(0)) tell();
    }
    arm();
  };

  /** A timer for the next due job: business time also passes by itself. */
  const arm = () => {
    clearTimeout(timer);
    const next = waiting[0];
    // A full house pumps again when a job ends.
    if (!next || isStopped || running >= concurrency) return;
    timer = setTimeout(pump, Math.min(Math.max(next.dueAtMs - clock.now().getTime(), 1), longestTimerMs));
    timer.unref();
  };

  const settle = async () => {
    while (running > 0 || isDue()) {
      await new Promise<void>((resolve) => {
        quiet.push(resolve);
        pump();
      });
    }
    if (bugs.length > 0) throw new AggregateError(bugs.splice(0), 'A job of the business queue failed');
  };

  const stopListening = clock.onMove(settle);

  return {
    add(dueAtMs, job) {
      if (isStopped) return;
      insertByDueTime(waiting, { dueAtMs, job });
      setImmediate(pump);
    },
    settle,
    get size() {
      return waiting.length + running;
    },
    async stop() {
      isStopped = true;
      stopListening();
      waiting.length = 0;
      clearTimeout(timer);
      await settle();
      quiet = [];
    },
  };
}

/** Keeps the list sorted; equal due times keep the order in which they came. */
function insertByDueTime(waiting: Waiting[], job: Waiting): void {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((waiting[middle] as Waiting).dueAtMs <= job.dueAtMs) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, job);
}
