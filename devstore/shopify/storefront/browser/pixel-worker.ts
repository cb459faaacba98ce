import type { ExtensionApi } from '@shopify/web-pixels-extension';
import { shiftClock } from './shift-clock';
import type { FromWorker, ToWorker } from './worker-protocol';

/**
 * The inside of Shopify's strict sandbox: a worker that gives the pixel's `register` callback its API. The pixel's bundle is served behind this
 * script in one file, and finds the global `shopify.extend`.
 */
type Listener = (payload: unknown) => void;

/** What this script uses of a worker's global scope. */
interface WorkerScope {
  Date: DateConstructor;
  shopify: object;
  onmessage: ((event: { data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as WorkerScope;
const eventListeners = new Map<string, Set<Listener>>();
const consentListeners = new Map<string, Set<Listener>>();
const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
const registered: ((api: ExtensionApi) => void)[] = [];
let calls = 0;
let clockOffsetMs = 0;

scope.shopify = {
  extend(point: string, start: (api: ExtensionApi) => void) {
    if (point !== 'WebPixel::Render') throw new Error(`shopify.extend: unknown extension point "${point}"`);
    registered.push(start);
  },
};

scope.onmessage = ({ data: message }) => {
  if (message.type === 'start') start(message);
  if (message.type === 'clock') clockOffsetMs = message.offsetMs;
  if (message.type === 'event') tellEvent(message.event);
  if (message.type === 'consent') tell(consentListeners.get('visitorConsentCollected'), message);
  if (message.type === 'answer') settle(message);
};

function start(message: Extract<ToWorker, { type: 'start' }>): void {
  clockOffsetMs = message.clockOffsetMs;
  shiftClock(scope, () => clockOffsetMs);
  const api = {
    settings: message.settings,
    init: message.init,
    analytics: { subscribe: subscriber(eventListeners) },
    customerPrivacy: { subscribe: subscriber(consentListeners) },
    browser: browserApi(),
    _pixelInfo: { runtimeContext: 'STRICT', surface: 'storefront-renderer', type: 'APP' },
  };
  registered.forEach((begin) => begin(api as unknown as ExtensionApi));
}

/** Also hears the group names: `all_events`, `all_standard_events`, `all_custom_events`. */
function tellEvent(event: { name: string; type: string }): void {
  for (const name of [event.name, 'all_events', `all_${event.type}_events`]) tell(eventListeners.get(name), event);
}

/** A listener that throws spoils nothing for the others; the sandbox reports it. */
function tell(listeners: Set<Listener> | undefined, payload: unknown): void {
  listeners?.forEach((listener) => {
    try {
      listener(payload);
    } catch (error) {
      console.error('web pixel:', error);
    }
  });
}

function subscriber(listeners: Map<string, Set<Listener>>) {
  return (name: string, listener: Listener) => {
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all.add(listener));
    return () => all.delete(listener);
  };
}

function browserApi() {
  const storage = (target: 'localStorage' | 'sessionStorage') =>
    Object.fromEntries(
      ['getItem', 'setItem', 'removeItem', 'key', 'clear', 'length'].map((method) => [
        method,
        (...given: unknown[]) => ask(target, method, given),
      ]),
    );
  return {
    localStorage: storage('localStorage'),
    sessionStorage: storage('sessionStorage'),
    cookie: {
      get: (...given: unknown[]) => ask('cookie', 'get', given),
      set: (...given: unknown[]) => ask('cookie', 'set', given),
    },
    sendBeacon: (...given: unknown[]) => ask('beacon', 'sendBeacon', given),
  };
}

function ask(target: FromWorker['target'], method: string, given: unknown[]): Promise<unknown> {
  calls += 1;
  const call = calls;
  const answer = new Promise((resolve, reject) => open.set(call, { resolve, reject }));
  scope.postMessage({ type: 'call', call, target, method, given });
  return answer;
}

function settle(message: Extract<ToWorker, { type: 'answer' }>): void {
  const waiting = open.get(message.call);
  open.delete(message.call);
  if (message.error) waiting?.reject(new Error(message.error));
  else waiting?.resolve(message.value);
}
