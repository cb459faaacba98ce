import { JSDOM, VirtualConsole, requestInterceptor, type DOMWindow } from 'jsdom';
import type { Activity } from './activity';
import type { Network } from './network';
import { createWorkerClass } from './page-worker';
import type { VirtualTime } from './virtual-time';

/** What all pages of one browser share. */
export interface BrowserParts {
  network: Network;
  activity: Activity;
  time: VirtualTime;
  localStorage: Storage;
  sessionStorage: Storage;
  crypto: Pick<Crypto, 'getRandomValues' | 'randomUUID'>;
  /** Is told of each uncaught error, `console.error` and missing piece of a page. */
  report: (problem: string) => void;
}

export interface Page {
  readonly window: DOMWindow;
  readonly url: string;
  readonly status: number;
  /** Another tab comes to the front, or this one again. */
  setVisible(isVisible: boolean): void;
  /** The page goes away: it is told, and what does not outlive it ends. */
  leave(): void;
}

export interface LoadedDocument {
  url: string;
  status: number;
  html: string;
  referrer: string;
}

/** Opens a document as a browser does and resolves when it has loaded with its scripts. */
export async function openPage(parts: BrowserParts, loaded: LoadedDocument): Promise<Page> {
  const ending = new AbortController();
  const origin = { url: loaded.url, signal: ending.signal };
  const owner = {};
  const view = { visibility: 'visible', openedMs: parts.time.now() };
  const timers = parts.time.functionsFor(owner);
  const observers = createResourceObservers();
  const fetch = parts.network.fetchFor(origin);
  const workers = createWorkerClass({
    ...{ pageUrl: loaded.url, userAgent: parts.network.userAgent, timers, fetch },
    ...{ activity: parts.activity, crypto: parts.crypto, report: parts.report },
    loadScript: async (url) => (await parts.network.loadResource(url, loaded.url)).body,
  });

  const dom = new JSDOM(loaded.html, {
    url: loaded.url,
    ...(loaded.referrer ? { referrer: loaded.referrer } : {}),
    contentType: 'text/html',
    runScripts: 'dangerously',
    pretendToBeVisual: true,
    cookieJar: parts.network.jar,
    virtualConsole: listeningConsole(parts.report, loaded.url),
    resources: { userAgent: parts.network.userAgent, interceptors: [resourcesOf(parts, loaded.url)] },
    beforeParse(window) {
      const give = (target: object, values: object) => {
        for (const [name, value] of Object.entries(values)) {
          Object.defineProperty(target, name, { value, configurable: true, writable: true });
        }
      };
      give(window, {
        ...timers,
        localStorage: parts.localStorage,
        sessionStorage: parts.sessionStorage,
        crypto: parts.crypto,
      });
      give(window, {
        fetch: observers.around(fetch, loaded.url),
        Worker: workers.PageWorker,
        Headers,
        Request,
        Response,
      });
      give(window, { PerformanceObserver: observers.PerformanceObserver });
      give(window.navigator, { sendBeacon: parts.network.beaconFor(origin) });
      give(window.performance, { now: () => parts.time.now() - view.openedMs });
      Object.defineProperty(window.document, 'visibilityState', { get: () => view.visibility });
      Object.defineProperty(window.document, 'hidden', { get: () => view.visibility === 'hidden' });
    },
  });
  await loadOf(dom.window, parts.activity);

  const { window } = dom;
  const setVisibility = (visibility: 'visible' | 'hidden') => {
    if (view.visibility === visibility) return;
    view.visibility = visibility;
    window.document.dispatchEvent(new window.Event('visibilitychange', { bubbles: true }));
  };
  return {
    window,
    url: loaded.url,
    status: loaded.status,
    setVisible: (isVisible) => setVisibility(isVisible ? 'visible' : 'hidden'),
    leave() {
      window.dispatchEvent(new window.Event('pagehide'));
      setVisibility('hidden');
      workers.endAll();
      parts.time.dropTimersOf(owner);
      ending.abort();
      window.close();
    },
  };
}

function loadOf(window: DOMWindow, activity: Activity): Promise<unknown> {
  if (window.document.readyState === 'complete') return Promise.resolve();
  const load = new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  return activity.track(`load of ${window.location.href}`, load);
}

/** Scripts come from the network; style sheets are not looked at. */
function resourcesOf(parts: BrowserParts, pageUrl: string) {
  return requestInterceptor(async (request) => {
    if (/\.css(\?|$)/.test(request.url)) return new Response('', { headers: { 'content-type': 'text/css' } });
    const { body, type } = await parts.network.loadResource(request.url, pageUrl);
    return new Response(body, { headers: { 'content-type': type } });
  });
}

function listeningConsole(report: (problem: string) => void, url: string): VirtualConsole {
  const listening = new VirtualConsole();
  listening.on('jsdomError', (error: Error & { cause?: unknown }) =>
    report(`${url}: ${error.message}${error.cause ? `: ${String(error.cause)}` : ''}`),
  );
  listening.on('error', (...given: unknown[]) => report(`${url}: console.error: ${given.map(String).join(' ')}`));
  return listening;
}

/** `PerformanceObserver` for finished requests of the page's scripts, which jsdom has not. */
function createResourceObservers() {
  type Listener = (list: { getEntries(): { name: string; entryType: string }[] }) => void;
  const listeners = new Set<Listener>();

  class PerformanceObserver {
    constructor(private readonly listener: Listener) {}
    observe(options: { type?: string; entryTypes?: string[] }): void {
      if (options.type === 'resource' || options.entryTypes?.includes('resource')) listeners.add(this.listener);
    }
    disconnect(): void {
      listeners.delete(this.listener);
    }
  }

  return {
    PerformanceObserver,
    around(fetch: (input: unknown, init?: RequestInit) => Promise<Response>, pageUrl: string) {
      return async (input: unknown, init?: RequestInit): Promise<Response> => {
        const response = await fetch(input, init);
        const entry = { name: new URL(String(input), pageUrl).href, entryType: 'resource' };
        listeners.forEach((listener) => listener({ getEntries: () => [entry] }));
        return response;
      };
    },
  };
}
