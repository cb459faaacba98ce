import vm from 'node:vm';

/** A request that left the sandbox: by `fetch`, or by the page's beacon. */
export interface SentRequest {
  by: 'fetch' | 'beacon';
  url: string;
  body: string;
}

export interface SandboxConsent {
  analyticsProcessingAllowed: boolean;
  marketingAllowed: boolean;
  preferencesProcessingAllowed: boolean;
  saleOfDataAllowed: boolean;
}

export const ALL_ALLOWED: SandboxConsent = {
  analyticsProcessingAllowed: true,
  marketingAllowed: true,
  preferencesProcessingAllowed: true,
  saleOfDataAllowed: true,
};

export interface SandboxOptions {
  bundle: string;
  settings?: Record<string, unknown>;
  consent?: SandboxConsent;
  cartId?: string | null;
  /** What the page's storage holds; absent: a browser that refuses storage. */
  storage?: Map<string, string> | 'refused';
  /** Makes `fetch` fail as an unreachable host does. */
  isOffline?: boolean;
}

type Listener = (payload: unknown) => void;

/**
 * Runs the built pixel in a bare context that has what a web worker has: no window, no document, storage only through asynchronous
 * calls. Timers wait until `settle`, which runs all that is due and all that follows from it.
 */
export function runPixel(options: SandboxOptions) {
  const listeners = new Map<string, Listener[]>();
  const sent: SentRequest[] = [];
  const warnings: string[] = [];
  const due: (() => void)[] = [];
  const storage = options.storage ?? new Map<string, string>();
  const subscribe = (name: string, listener: Listener) => {
    listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    return () => true;
  };
  const api = {
    settings: options.settings ?? { endpoint: 'https://app.example/ingest/storefront' },
    init: {
      data: {
        shop: { myshopifyDomain: 'demo.myshopify.com' },
        cart: options.cartId ? { id: options.cartId } : null,
      },
      customerPrivacy: options.consent ?? ALL_ALLOWED,
    },
    analytics: { subscribe },
    customerPrivacy: { subscribe },
    browser: {
      localStorage: asyncStorage(storage),
      sendBeacon: async (url: string, body: string) => sent.push({ by: 'beacon', url, body }) > 0,
    },
  };
  const fetch = async (url: string, init: { body: string }) => {
    if (options.isOffline) throw new TypeError('Failed to fetch');
    sent.push({ by: 'fetch', url, body: init.body });
    return { type: 'opaque', status: 0 };
  };
  const context = vm.createContext({
    shopify: { extend: (_point: string, start: (given: typeof api) => void) => start(api) },
    console: { warn: (text: string) => warnings.push(text) },
    setTimeout: (work: () => void) => due.push(work),
    fetch,
    crypto: globalThis.crypto,
    btoa,
    URL,
    TextEncoder,
  });
  vm.runInContext(options.bundle, context);
  return {
    sent,
    warnings,
    storage,
    publish: (name: string, payload: unknown) => listeners.get(name)?.forEach((listener) => listener(payload)),
    subscribedTo: () => [...listeners.keys()],
    settle: () => settle(due),
  };
}

async function settle(due: (() => void)[]): Promise<void> {
  do {
    due.splice(0).forEach((work) => work());
    await new Promise((resolve) => setImmediate(resolve));
  } while (due.length > 0);
}

function asyncStorage(storage: Map<string, string> | 'refused') {
  const open = (): Map<string, string> => {
    if (storage === 'refused') throw new Error('SecurityError: access is denied for this document');
    return storage;
  };
  return {
    getItem: async (key: string) => open().get(key) ?? null,
    setItem: async (key: string, value: string) => void open().set(key, value),
    removeItem: async (key: string) => void open().delete(key),
  };
}
