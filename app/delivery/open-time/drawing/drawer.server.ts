import { Worker } from 'node:worker_threads';
import type { DrawAnswer, DrawRequest } from './drawing-thread.server';

export interface Drawer {
  /** An SVG as PNG, twice as wide and high. Null: it cannot be drawn, took too long, or too many wait before it. */
  draw(svg: string): Promise<Buffer | null>;
  close(): Promise<void>;
}

export interface DrawerLimits {
  /** For one picture, once the thread is there. */
  timeoutMs: number;
  /** Pictures that wait; more are not taken. */
  mostWaiting: number;
  heapMb: number;
}
/** A picture takes some ten milliseconds: whoever is the thirtieth waits as long as a reader does. */
const LIMITS: DrawerLimits = { timeoutMs: 1_000, mostWaiting: 30, heapMb: 128 };

/** From source Node runs the thread's TypeScript as it is; a build has it as a file beside the worker's. */
const threadFile = import.meta.url.endsWith('.ts')
  ? new URL('./drawing-thread.server.ts', import.meta.url)
  : new URL('../worker/drawing-thread.js', import.meta.url);

interface Waiting {
  request: DrawRequest;
  resolve: (png: Buffer | null) => void;
}

interface Thread {
  worker: Worker;
  isReady: boolean;
}

/** Draws in a thread of its own, one picture at a time: webhooks that the process takes beside it do not wait for pixels, and what hangs can be killed. */
export function createDrawer(limits: DrawerLimits = LIMITS): Drawer {
  const queue: Waiting[] = [];
  let inHand: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let thread: Thread | undefined;
  let lastId = 0;

  function start(): Thread {
    const worker = new Worker(threadFile, { resourceLimits: { maxOldGenerationSizeMb: limits.heapMb } });
    const started: Thread = { worker, isReady: false };
    worker.on('message', (answer: DrawAnswer) => {
      if (answer !== 'ready') return finish(answer.id, answer.png && Buffer.from(answer.png));
      started.isReady = true;
      work();
    });
    worker.on('error', () => lose(started));
    worker.on('exit', () => lose(started));
    return started;
  }

  /** An idle thread keeps no process alive. */
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
      lose(current);
    }, limits.timeoutMs);
    current.worker.postMessage(next.request);
  }

  function finish(id: number, png: Buffer | null): void {
    if (inHand?.request.id !== id) return;
    clearTimeout(timer);
    inHand.resolve(png);
    inHand = undefined;
    work();
  }

  /** What it had in hand, or could not even begin with, is not drawn; the next picture starts another. */
  function lose(dead: Thread): void {
    if (thread !== dead) return;
    thread = undefined;
    inHand ??= queue.shift();
    if (inHand) finish(inHand.request.id, null);
  }

  return {
    draw(svg) {
      if (queue.length >= limits.mostWaiting) return Promise.resolve(null);
      return new Promise((resolve) => {
        queue.push({ request: { id: ++lastId, svg }, resolve });
        work();
      });
    },
    async close() {
      for (const { resolve } of queue.splice(0)) resolve(null);
      await thread?.worker.terminate();
    },
  };
}
