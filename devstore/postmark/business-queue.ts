import type { WorldClock } from '../clock';

/** `delivery`: a mail reaches its recipients' servers. `report`: a webhook is posted, for the first time or again. */
export type BusinessJobKind = 'delivery' | 'report';

/** Jobs that fall due in business time: deliveries, webhooks and their retries. */
export interface BusinessQueue {
  /** Adds a job; it runs after the caller has gone on, never within this call. `dueAtMs` is business time. */
  add(dueAtMs: number, job: () => Promise<void>, what?: BusinessJobKind): void;
  /** The job that falls due next, or null; what is due already runs or is about to. */
  next(): { dueAtMs: number; what: BusinessJobKind } | null;
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
  what: BusinessJobKind;
}

const longestTimerMs = 2_147_483_647;

/**
 * Runs due jobs in the order of their due times, at most `concurrency` at once. When the clock is moved, the move waits until everything
 * that has thereby fallen due (and whatever those jobs made fall due) has run. Jobs handle their own failures; one that rejects all the
 * same is a bug, and `settle` rejects with it.
 */
class TimedQueue implements BusinessQueue {
  private readonly waiting: Waiting[] = [];
  private readonly bugs: unknown[] = [];
  private readonly quiet: (() => void)[] = [];
  private running = 0;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly stopListening: () => void;

  constructor(
    private readonly clock: WorldClock,
    private readonly concurrency: number,
  ) {
    this.stopListening = clock.onMove(() => this.settle());
  }

  get size(): number {
    return this.waiting.length + this.running;
  }

  add(dueAtMs: number, job: () => Promise<void>, what: BusinessJobKind = 'report'): void {
    if (this.isStopped) return;
    insertByDueTime(this.waiting, { dueAtMs, job, what });
    setImmediate(() => this.pump());
  }

  next(): { dueAtMs: number; what: BusinessJobKind } | null {
    const [next] = this.waiting;
    return next ? { dueAtMs: next.dueAtMs, what: next.what } : null;
  }

  async settle(): Promise<void> {
    while (this.running > 0 || this.hasDue()) {
      await new Promise<void>((resolve) => {
        this.quiet.push(resolve);
        this.pump();
      });
    }
    if (this.bugs.length > 0) throw new AggregateError(this.bugs.splice(0), 'A job of the business queue failed');
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.stopListening();
    this.waiting.length = 0;
    clearTimeout(this.timer);
    await this.settle();
  }

  private hasDue(): boolean {
    const [next] = this.waiting;
    return next !== undefined && next.dueAtMs <= this.clock.now().getTime();
  }

  private pump(): void {
    while (this.running < this.concurrency && this.hasDue()) void this.run(this.waiting.shift() as Waiting);
    if (this.running === 0 && !this.hasDue()) {
      for (const tell of this.quiet.splice(0)) tell();
    }
    this.arm();
  }

  private async run({ job }: Waiting): Promise<void> {
    this.running += 1;
    try {
      await job();
    } catch (error) {
      this.bugs.push(error);
    }
    this.running -= 1;
    this.pump();
  }

  /** A timer for the next due job: business time also passes by itself. A full house pumps again when a job ends. */
  private arm(): void {
    clearTimeout(this.timer);
    const [next] = this.waiting;
    if (!next || this.isStopped || this.running >= this.concurrency) return;
    const delayMs = Math.min(Math.max(next.dueAtMs - this.clock.now().getTime(), 1), longestTimerMs);
    this.timer = setTimeout(() => this.pump(), delayMs);
    this.timer.unref();
  }
}

export function createBusinessQueue(options: { clock: WorldClock; concurrency: number }): BusinessQueue {
  return new TimedQueue(options.clock, options.concurrency);
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
