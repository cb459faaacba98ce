import { Worker } from 'node:worker_threads';

/** What became of a task: what the thread said of it, or why it said nothing. */
export type Outcome<Answer> =
  { kind: 'answered'; answer: Answer } | { kind: 'lost'; why: 'too-long' | 'ended' | 'closed' };

export interface KillableThread<Task, Answer> {
  /** Tasks that wait for the thread. */
  readonly waiting: number;
  /** Gives the thread a task, after those before it. Never rejects. */
  ask(task: Task): Promise<Outcome<Answer>>;
  close(): Promise<void>;
}

export interface ThreadTerms<Task> {
  /** What runs in the thread: it serves by `serveTasks`. */
  file: URL;
  heapMb: number;
  /** Milliseconds a task may take once the thread is there. */
  timeoutMs(task: Task): number;
}

export interface Asked<Task> {
  id: number;
  task: Task;
}

/** What a thread says. The first says that it is there: until then nobody's time is counted. */
export type Said<Answer> = 'ready' | { id: number; answer: Answer };

interface Waiting<Task, Answer> {
  asked: Asked<Task>;
  resolve(outcome: Outcome<Answer>): void;
}

interface Thread {
  worker: Worker;
  isReady: boolean;
}

/**
 * A thread for work that may never end and cannot be asked to. It has one task in hand at a time, so that the time one takes is its own; where one takes too
 * long the thread is killed, and those behind go to the next. It starts with the first task, and while idle keeps no process alive.
 */
export function startKillable<Task, Answer>(terms: ThreadTerms<Task>): KillableThread<Task, Answer> {
  const queue: Waiting<Task, Answer>[] = [];
  let inHand: Waiting<Task, Answer> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let thread: Thread | undefined;
  let lastId = 0;

  function start(): Thread {
    const worker = new Worker(terms.file, { resourceLimits: { maxOldGenerationSizeMb: terms.heapMb } });
    const started: Thread = { worker, isReady: false };
    worker.on('message', (said: Said<Answer>) => {
      if (said !== 'ready') return finish(said.id, { kind: 'answered', answer: said.answer });
      started.isReady = true;
      work();
    });
    worker.on('error', () => lose(started, 'ended'));
    worker.on('exit', () => lose(started, 'ended'));
    return started;
  }

  function work(): void {
    if (inHand) return;
    if (queue.length === 0) return thread?.worker.unref();
    const current = (thread ??= start());
    current.worker.ref();
    const next = current.isReady && queue.shift();
    if (!next) return;
    inHand = next;
    timer = setTimeout(() => {
      void current.worker.terminate();
      lose(current, 'too-long');
    }, terms.timeoutMs(next.asked.task));
    current.worker.postMessage(next.asked);
  }

  function finish(id: number, outcome: Outcome<Answer>): void {
    if (inHand?.asked.id !== id) return;
    clearTimeout(timer);
    inHand.resolve(outcome);
    inHand = undefined;
    work();
  }

  /** What it had in hand, or could not even begin with, is lost; the next task starts another thread. */
  function lose(dead: Thread, why: 'too-long' | 'ended'): void {
    if (thread !== dead) return;
    thread = undefined;
    inHand ??= queue.shift();
    if (inHand) finish(inHand.asked.id, { kind: 'lost', why });
  }

  return {
    get waiting() {
      return queue.length;
    },
    ask(task) {
      return new Promise((resolve) => {
        queue.push({ asked: { id: ++lastId, task }, resolve });
        work();
      });
    },
    async close() {
      for (const { resolve } of queue.splice(0)) resolve({ kind: 'lost', why: 'closed' });
      await thread?.worker.terminate();
    },
  };
}
