import { inspect } from 'node:util';
import { JSDOM, VirtualConsole, requestInterceptor, type DOMWindow } from 'jsdom';
import type { Activity } from './activity';
import type { Network } from './network';
import { createWorkerClass } from './page-worker';
import { createResourceObservers } from './resource-observers';
import { installSandboxedFrames } from './sandboxed-frame';
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
  const surroundings = createSurroundings(parts, loaded.url);
  const { window } = new JSDOM(loaded.html, {
    url: loaded.url,
    ...(loaded.referrer ? { referrer: loaded.referrer } : {}),
    contentType: 'text/html',
    runScripts: 'dangerously',
    pretendToBeVisual: true,
    cookieJar: parts.network.jar,
    virtualConsole: listeningConsole(parts.report, loaded.url),
    resources: { userAgent: parts.network.userAgent, interceptors: [scriptsOf(parts, loaded.url)] },
    beforeParse: surroundings.installIn,
  });
  await loadOf(window, parts.activity);

  const setVisible = (isVisible: boolean) => {
    if (!surroundings.setVisible(isVisible)) return;
    window.document.dispatchEvent(new window.Event('visibilitychange', { bubbles: true }));
  };
  return {
    window,
    url: loaded.url,
    status: loaded.status,
    setVisible,
    leave() {
      window.dispatchEvent(new window.Event('pagehide'));
      setVisible(false);
      surroundings.end();
      window.close();
    },
  };
}

/** What a page finds in its browser beyond what jsdom gives. All of it ends with the page. */
function createSurroundings(parts: BrowserParts, url: string) {
  const { network, time } = parts;
  const ending = new AbortController();
  const owner = {};
  const origin = { url, signal: ending.signal };
  const openedMs = time.now();
  let isVisible = true;
  const timers = time.functionsFor(owner);
  const observers = createResourceObservers(network.fetchFor(origin), url);
  const load = async (address: string) => (await network.loadResource(address, url)).body;
  const around = { ...parts, pageUrl: url, userAgent: network.userAgent, timers, loadScript: load };
  const workers = createWorkerClass({ ...around, fetch: network.fetchFor(origin) });
  const framed = createWorkerClass({ ...around, fetch: network.fetchFor({ ...origin, isSandboxed: true }) });

  return {
    installIn(window: DOMWindow): void {
      const { localStorage, sessionStorage, crypto } = parts;
      define(window, { ...timers, localStorage, sessionStorage, crypto, Headers, Request, Response });
      define(window, { ...observers, Worker: workers.PageWorker });
      installSandboxedFrames(window, { ...around, Worker: framed.PageWorker, loadDocument: load });
      define(window.navigator, { sendBeacon: network.beaconFor(origin) });
      define(window.performance, { now: () => time.now() - openedMs });
      Object.defineProperty(window.document, 'visibilityState', { get: () => (isVisible ? 'visible' : 'hidden') });
      Object.defineProperty(window.document, 'hidden', { get: () => !isVisible });
    },
    /** False when it was so already. */
    setVisible(wanted: boolean): boolean {
      if (isVisible === wanted) return false;
      isVisible = wanted;
      return true;
    },
    end(): void {
      workers.endAll();
      framed.endAll();
      time.dropTimersOf(owner);
      ending.abort();
    },
  };
}

function define(target: object, values: object): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}

function loadOf(window: DOMWindow, activity: Activity): Promise<unknown> {
  if (window.document.readyState === 'complete') return Promise.resolve();
  const load = new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  return activity.track(`load of ${window.location.href}`, load);
}

/** Scripts come from the network; style sheets are not looked at. */
function scriptsOf(parts: BrowserParts, pageUrl: string) {
  return requestInterceptor(async (request) => {
    if (/\.css(\?|$)/.test(request.url)) return new Response('', { headers: { 'content-type': 'text/css' } });
    const { body, type } = await parts.network.loadResource(request.url, pageUrl);
    return new Response(body, { headers: { 'content-type': type } });
  });
}

/** What a page threw, in a line: an error, or anything else. */
function describeThrown(thrown: unknown): string {
  return isError(thrown) ? String(thrown) : inspect(thrown, { breakLength: Infinity });
}

/** Each page has an `Error` of its own, so that `instanceof` does not tell. */
function isError(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown;
}

function listeningConsole(report: (problem: string) => void, url: string): VirtualConsole {
  const listening = new VirtualConsole();
  listening.on('jsdomError', (error: Error & { cause?: unknown }) =>
    report(`${url}: ${error.message}${error.cause ? `: ${describeThrown(error.cause)}` : ''}`),
  );
  listening.on('error', (...given: unknown[]) => report(`${url}: console.error: ${given.map(String).join(' ')}`));
  return listening;
}
