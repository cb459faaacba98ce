import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const ASSET = readFileSync(new URL('../kindred-theme/assets/kindred-tracking.js', import.meta.url), 'utf8');

export interface ThemePageOptions {
  /** What the Customer Privacy API answers at first. */
  isAllowed?: boolean;
  /** The one purpose that the visitor refuses even so. */
  refuses?: 'analytics' | 'marketing';
  productId?: string;
  cartCount?: number;
  cartVisitor?: string;
  appId?: string;
  body?: string;
  path?: string;
  userAgent?: string;
  /** The page's storage from earlier pages, or a browser that refuses it. */
  storage?: Map<string, string> | 'refused';
  beacon?: 'taken' | 'refused' | 'missing';
  /** Parts of the page taken away, to show that their absence is survived. */
  without?: (
    'Shopify' | 'customerPrivacy' | 'loadFeatures' | 'analytics' | 'crypto' | 'PerformanceObserver' | 'fetch'
  )[];
}

export interface PageRequest {
  by: 'beacon' | 'fetch';
  url: string;
  body: string;
}

/**
 * A storefront page with the shipped asset in it, a clock moved by hand and everything it sends recorded. The asset runs as the
 * page's own deferred script would: after the markup, with its attributes readable through `document.currentScript`.
 */
export function openThemePage(options: ThemePageOptions = {}) {
  const requests: PageRequest[] = [];
  const errors: string[] = [];
  const told: unknown[][] = [];
  const storage = options.storage ?? new Map<string, string>();
  const state = { isAllowed: options.isAllowed ?? true, refuses: options.refuses, nowMs: 1000, visibility: 'visible' };
  const observers: ((list: { getEntries(): { name: string }[] }) => void)[] = [];

  const dom = new JSDOM('<!doctype html><body></body>', {
    url: `https://demo.myshopify.com${options.path ?? '/products/mug?email=ana@example.com#reviews'}`,
    runScripts: 'dangerously',
    beforeParse(window) {
      const define = (target: object, name: string, value: unknown) =>
        Object.defineProperty(target, name, { value, configurable: true, writable: true });
      define(window, 'localStorage', storage === 'refused' ? undefined : pageStorage(storage));
      define(window, 'fetch', (url: string, init: { body: string }) => {
        requests.push({ by: 'fetch', url, body: init.body });
        return Promise.resolve({ ok: true });
      });
      define(window.performance, 'now', () => state.nowMs);
      define(window.document, 'visibilityState', 'visible');
      Object.defineProperty(window.document, 'visibilityState', { get: () => state.visibility });
      if (options.beacon !== 'missing') {
        define(window.navigator, 'sendBeacon', (url: string, body: string) => {
          if (options.beacon === 'refused') return false;
          return requests.push({ by: 'beacon', url, body }) > 0;
        });
      }
      if (options.userAgent) define(window.navigator, 'userAgent', options.userAgent);
      class Observer {
        constructor(listener: (typeof observers)[number]) {
          observers.push(listener);
        }
        observe() {}
      }
      define(window, 'PerformanceObserver', Observer);
      define(window, 'Shopify', shopifyGlobal(state, told, options.without ?? []));
      for (const name of options.without ?? []) if (name in window) define(window, name, undefined);
      window.addEventListener('error', (event) => errors.push(event.message));
      window.addEventListener('unhandledrejection', (event) => errors.push(String(event)));
    },
  });
  const { window } = dom;
  window.document.body.innerHTML = options.body ?? '';
  const script = window.document.createElement('script');
  Object.assign(script.dataset, {
    shop: 'demo.myshopify.com',
    productId: options.productId ?? '',
    cartCount: String(options.cartCount ?? 0),
    cartVisitor: options.cartVisitor ?? '',
    appId: options.appId ?? '',
  });
  const globalsBefore = new Set(Object.getOwnPropertyNames(window));
  script.textContent = ASSET;
  window.document.body.append(script);

  const fire = (target: EventTarget, type: string) => target.dispatchEvent(new window.Event(type, { bubbles: true }));
  return {
    /** Names that the asset has added to the page's global scope. */
    newGlobals: Object.getOwnPropertyNames(window).filter((name) => !globalsBefore.has(name)),
    requests,
    errors,
    storage,
    /** Arguments of each call of Shopify's Visitor API. */
    told,
    pass: (seconds: number) => void (state.nowMs += seconds * 1000),
    consent: (isAllowed: boolean) => {
      state.isAllowed = isAllowed;
      fire(window.document, 'visitorConsentCollected');
    },
    hide: () => {
      state.visibility = 'hidden';
      fire(window.document, 'visibilitychange');
    },
    show: () => {
      state.visibility = 'visible';
      fire(window.document, 'visibilitychange');
    },
    leave: () => fire(window, 'pagehide'),
    comeBack: () => fire(window, 'pageshow'),
    submit: (form: string) => fire(window.document.querySelector(form)!, 'submit'),
    /** The browser notes a finished request, as it does for each fetch of the theme. */
    noteRequest: (name: string) => observers.forEach((listener) => listener({ getEntries: () => [{ name }] })),
  };
}

function shopifyGlobal(state: { isAllowed: boolean; refuses?: string }, told: unknown[][], without: string[]) {
  if (without.includes('Shopify')) return undefined;
  const shopify: Record<string, unknown> = {
    routes: { root: '/en/' },
    analytics: without.includes('analytics') ? {} : { visitor: (...given: unknown[]) => (told.push(given), true) },
  };
  if (!without.includes('loadFeatures')) {
    shopify.loadFeatures = (_features: unknown, done: (error?: Error) => void) => {
      if (without.includes('customerPrivacy')) return done(new Error('consent-tracking-api could not be loaded'));
      shopify.customerPrivacy = {
        analyticsProcessingAllowed: () => state.isAllowed && state.refuses !== 'analytics',
        marketingAllowed: () => state.isAllowed && state.refuses !== 'marketing',
      };
      done();
    };
  }
  return shopify;
}

function pageStorage(storage: Map<string, string>) {
  return {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  };
}
