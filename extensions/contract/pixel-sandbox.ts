import vm from 'node:vm';

/** A request that reached the app. */
export interface SentRequest {
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
  /** Who is logged in. */
  customer?: { id: string } | null;
  /** What the page's storage holds; absent: a browser that refuses storage. */
  storage?: Map<string, string> | 'refused';
  /** What the app answers to each request; null: it cannot be reached. */
  answer?: (request: SentRequest) => AppAnswer | null;
  /** Milliseconds since 1970; the machine's own where it is left out. */
  now?: () => number;
}

export interface AppAnswer {
  status: number;
  retryAfter?: string;
}

const TAKEN: AppAnswer = { status: 202 };

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
        customer: options.customer ?? null,
      },
      customerPrivacy: options.consent ?? ALL_ALLOWED,
    },
    analytics: { subscribe },
    customerPrivacy: { subscribe },
    browser: { localStorage: asyncStorage(storage) },
  };
  const fetch = async (url: string, init: { body: string; mode: string; keepalive: boolean; credentials: string }) => {
    const answer = options.answer ? options.answer({ url, body: init.body }) : TAKEN;
    if (!answer) throw new TypeError('Failed to fetch');
    if (init.mode !== 'cors' || !init.keepalive || init.credentials !== 'omit')
      throw new Error(`a request whose answer cannot be read, or that ends with its page: ${JSON.stringify(init)}`);
    sent.push({ url, body: init.body });
    return new Response(null, {
      status: answer.status,
      headers: answer.retryAfter ? { 'Retry-After': answer.retryAfter } : {},
    });
  };
  const now = options.now ?? (() => Date.now());
  const context = vm.createContext({
    shopify: { extend: (_point: string, start: (given: typeof api) => void) => start(api) },
    console: { warn: (text: string) => warnings.push(text) },
    setTimeout: (work: () => void) => due.push(work),
    fetch,
    crypto: globalThis.crypto,
    btoa,
    URL,
    URLSearchParams,
    TextEncoder,
  });
  const setClock = vm.runInContext('(now) => { Date.now = now; }', context) as (now: () => number) => void;
  setClock(now);
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
    key: async (index: number) => [...open().keys()][index] ?? null,
    length: async () => open().size,
  };
}
