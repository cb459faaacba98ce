import { Worker } from 'node:worker_threads';
import type { ThreadAnswer, ThreadRequest } from './liquid-thread.server';
import type { MailData, MailTemplates, RenderOutcome } from './mail-data';

export interface MailRenderer {
  /** Renders one mail for many people; outcomes stand in the order of `data`. A template that runs wild fails, and takes nobody along. */
  render(templates: MailTemplates, data: MailData[]): Promise<RenderOutcome[]>;
  close(): Promise<void>;
}

/** Milliseconds a batch of one may take before its thread is killed, and each further mail adds. */
const BASE_TIMEOUT_MS = 3_000;
const TIMEOUT_PER_MAIL_MS = 250;
const HEAP_MB = 256;

/** From source Node runs the thread's TypeScript as it is; a build has it as a file beside the worker's. */
const threadFile = import.meta.url.endsWith('.ts')
  ? new URL('./liquid-thread.server.ts', import.meta.url)
  : new URL('../worker/liquid-thread.js', import.meta.url);

interface Waiting {
  request: ThreadRequest;
  timer: NodeJS.Timeout;
  resolve: (outcomes: RenderOutcome[]) => void;
}

/** Renders in a thread of its own that can be killed: LiquidJS's limits are cooperative. */
export function createMailRenderer(): MailRenderer {
  let thread: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(threadFile, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    started.on('message', ({ id, outcomes }: ThreadAnswer) => settle(id, outcomes));
    started.on('error', (error: Error) => fail(started, error.message));
    started.on('exit', () => fail(started, 'the rendering thread ended'));
    started.unref();
    return started;
  }

  function settle(id: number, outcomes: RenderOutcome[]): void {
    const entry = waiting.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    waiting.delete(id);
    entry.resolve(outcomes);
  }

  /** The thread is gone: whoever waits for it is told, and the next call starts another. */
  function fail(dead: Worker, problem: string): void {
    if (thread !== dead) return;
    thread = undefined;
    for (const [id, { request }] of waiting)
      settle(
        id,
        request.data.map(() => ({ kind: 'failed', problem })),
      );
  }

  return {
    render(templates, data) {
      thread ??= start();
      const current = thread;
      const request: ThreadRequest = { id: ++lastId, templates, data };
      return new Promise((resolve) => {
        const timer = setTimeout(
          () => {
            void current.terminate();
            fail(current, 'the template took too long and was stopped');
          },
          BASE_TIMEOUT_MS + TIMEOUT_PER_MAIL_MS * data.length,
        );
        waiting.set(request.id, { request, timer, resolve });
        current.postMessage(request);
      });
    },
    async close() {
      await thread?.terminate();
    },
  };
}
