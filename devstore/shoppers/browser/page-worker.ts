import vm from 'node:vm';
import type { Activity } from './activity';
import type { TimerFunctions } from './virtual-time';

/** What a page gives its workers. */
export interface WorkerSurroundings {
  pageUrl: string;
  userAgent: string;
  activity: Activity;
  timers: TimerFunctions;
  crypto: Pick<Crypto, 'getRandomValues' | 'randomUUID'>;
  fetch: (input: unknown, init?: RequestInit) => Promise<Response>;
  loadScript: (url: string) => Promise<string>;
  report: (problem: string) => void;
}

/** How much of a worker's address problems name: one may hold its whole script. */
const MOST_OF_NAME = 200;

interface Message {
  data: unknown;
}

/**
 * The class `Worker` of a page: each worker is a bare JavaScript context with what web workers have and nothing of the page.
 * Messages are copied, as between threads, and arrive in order.
 */
export function createWorkerClass(around: WorkerSurroundings) {
  const all: PageWorker[] = [];

  class PageWorker {
    onmessage: ((message: Message) => void) | null = null;
    private isEnded = false;
    private readonly scope: vm.Context;
    private readonly started: Promise<void>;

    constructor(script: string | URL) {
      all.push(this);
      const url = new URL(String(script), around.pageUrl).href;
      this.scope = vm.createContext(scopeOf(around, (data) => this.deliver(data, () => this.onmessage)));
      vm.runInContext('globalThis.self = globalThis', this.scope);
      const loading = url.startsWith('data:') ? readDataUrl(url) : around.loadScript(url);
      this.started = loading.then((text) => this.run(text, url.slice(0, MOST_OF_NAME)));
      this.started.catch((error: unknown) => around.report(`worker ${url.slice(0, MOST_OF_NAME)}: ${String(error)}`));
    }

    postMessage(data: unknown): void {
      this.deliver(data, () => this.scope.onmessage as PageWorker['onmessage']);
    }

    terminate(): void {
      this.isEnded = true;
    }

    private run(text: string, url: string): void {
      if (!this.isEnded) vm.runInContext(text, this.scope, { filename: url });
    }

    private deliver(data: unknown, listener: () => PageWorker['onmessage']): void {
      const copy: unknown = structuredClone(data);
      const arrival = this.started
        .then(() => new Promise((resolve) => setImmediate(resolve)))
        .then(() => (this.isEnded ? undefined : listener()?.({ data: copy })))
        .catch((error: unknown) => around.report(`worker message: ${String(error)}`));
      void around.activity.track('worker message', arrival);
    }
  }

  return { PageWorker, endAll: () => all.forEach((worker) => worker.terminate()) };
}

const readDataUrl = async (url: string): Promise<string> => decodeURIComponent(url.slice(url.indexOf(',') + 1));

function scopeOf(around: WorkerSurroundings, postMessage: (data: unknown) => void) {
  return {
    onmessage: null,
    postMessage,
    fetch: around.fetch,
    crypto: around.crypto,
    ...around.timers,
    navigator: { userAgent: around.userAgent, language: 'en' },
    location: new URL(around.pageUrl),
    console: {
      ...console,
      error: (...given: unknown[]) => around.report(`worker console.error: ${given.map(String).join(' ')}`),
    },
    ...{ URL, URLSearchParams, TextEncoder, TextDecoder, btoa, atob, Headers, Request, Response },
  };
}
