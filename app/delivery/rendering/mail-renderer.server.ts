import { Worker } from 'node:worker_threads';
import type { ThreadAnswer, ThreadRequest } from './liquid-thread.server';
import type { MailData, MailTemplates, RenderOutcome } from './mail-data';

export interface MailRenderer {
  /** Renders one mail for many people; outcomes stand in the order of `data`. A template that runs wild fails, and takes nobody along. */
  render(templates: MailTemplates, data: MailData[]): Promise<RenderOutcome[]>;
  close(): Promise<void>;
}

export interface RendererLimits {
  /** Milliseconds a batch may take before its thread is killed, and what each of its mails adds. */
  baseTimeoutMs: number;
  timeoutPerMailMs: number;
  heapMb: number;
}
const LIMITS: RendererLimits = { baseTimeoutMs: 3_000, timeoutPerMailMs: 250, heapMb: 256 };

/** From source Node runs the thread's TypeScript as it is; a build has it as a file beside the worker's. */
const threadFile = import.meta.url.endsWith('.ts')
  ? new URL('./liquid-thread.server.ts', import.meta.url)
  : new URL('../worker/liquid-thread.js', import.meta.url);

interface Batch {
  request: ThreadRequest;
  resolve: (outcomes: RenderOutcome[]) => void;
}

interface Thread {
  worker: Worker;
  isReady: boolean;
}

/**
 * Renders in a thread of its own that can be killed: LiquidJS's limits are cooperative. The thread has one batch in hand at a time, so that
 * the time it takes is that batch's own, and those behind a killed one go to the next thread.
 */
export function createMailRenderer(limits: RendererLimits = LIMITS): MailRenderer {
  const queue: Batch[] = [];
  let inHand: Batch | undefined;
  let timer: NodeJS.Timeout | undefined;
  let thread: Thread | undefined;
  let lastId = 0;

  function start(): Thread {
    const worker = new Worker(threadFile, { resourceLimits: { maxOldGenerationSizeMb: limits.heapMb } });
    const started: Thread = { worker, isReady: false };
    worker.on('message', (answer: ThreadAnswer) => {
      if (answer !== 'ready') return finish(answer.id, answer.outcomes);
      started.isReady = true;
      work();
    });
    worker.on('error', (error: Error) => lose(started, error.message));
    worker.on('exit', () => lose(started, 'the rendering thread ended'));
    return started;
  }

  /** Hands the next batch to the thread, when both are there. An idle thread keeps no process alive. */
  function work(): void {
    if (inHand) return;
    if (!queue.length) return thread?.worker.unref();
    const current = (thread ??= start());
    current.worker.ref();
    const next = current.isReady && queue.shift();
    if (!next) return;
    inHand = next;
    const timeoutMs = limits.baseTimeoutMs + limits.timeoutPerMailMs * next.request.data.length;
    timer = setTimeout(() => {
      void current.worker.terminate();
      lose(current, 'the template took too long and was stopped');
    }, timeoutMs);
    current.worker.postMessage(next.request);
  }

  function finish(id: number, outcomes: RenderOutcome[]): void {
    if (inHand?.request.id !== id) return;
    clearTimeout(timer);
    inHand.resolve(outcomes);
    inHand = undefined;
    work();
  }

  /** The thread is gone: what it had in hand, or could not even begin with, fails, and the next batch starts another. */
  function lose(dead: Thread, problem: string): void {
    if (thread !== dead) return;
    thread = undefined;
    inHand ??= queue.shift();
    if (inHand) finish(inHand.request.id, failed(inHand, problem));
  }

  return {
    render(templates, data) {
      return new Promise((resolve) => {
        queue.push({ request: { id: ++lastId, templates, data }, resolve });
        work();
      });
    },
    async close() {
      for (const batch of queue.splice(0)) batch.resolve(failed(batch, 'the renderer was closed'));
      await thread?.worker.terminate();
    },
  };
}

const failed = ({ request }: Batch, problem: string): RenderOutcome[] =>
  request.data.map(() => ({ kind: 'failed', problem }));
