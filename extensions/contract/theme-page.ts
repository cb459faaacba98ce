import { readFileSync } from 'node:fs';
import { JSDOM, type DOMWindow } from 'jsdom';
import { shopifyGlobal, type PageRecord } from './theme-shopify';

const ASSET = readFileSync(new URL('../kindred-theme/assets/kindred-tracking.js', import.meta.url), 'utf8');

export interface ThemePageOptions {
  /** What the Customer Privacy API answers at first. */
  isAllowed?: boolean;
  /** The one purpose that the visitor refuses even so. */
  refuses?: 'analytics' | 'marketing';
  /** Global Privacy Control, or an opt-out of data sale. */
  refusesSale?: boolean;
  productId?: string;
  collectionId?: string;
  pageType?: string;
  /** As Liquid says it: false where the merchant wants no time measured, and on pages of an account. */
  isTimed?: boolean;
  isLoggedIn?: boolean;
  cartCount?: number;
  cartVisitor?: string;
  appId?: string;
  body?: string;
  path?: string;
  /** The page's storage from earlier pages, or a browser that refuses it. */
  storage?: Map<string, string> | 'refused';
  /** The same for the visit alone. */
  session?: Map<string, string>;
  /** What the app answers to a `fetch`. */
  answer?: { status: number; retryAfter?: string };
  isOffline?: boolean;
  beacon?: 'taken' | 'refused' | 'missing';
  /** Parts of the page taken away, to show that their absence is survived. */
  without?: Lack[];
}

export type Lack =
  'Shopify' | 'customerPrivacy' | 'loadFeatures' | 'analytics' | 'crypto' | 'PerformanceObserver' | 'fetch';

/**
 * A storefront page with the shipped asset in it, a clock moved by hand and everything it sends recorded. The asset runs as the
 * page's own deferred script would: after the markup, with its attributes readable through `document.currentScript`.
 */
export function openThemePage(options: ThemePageOptions = {}) {
  const record: PageRecord = {
    ...{ isAllowed: options.isAllowed ?? true, refuses: options.refuses, nowMs: 1000, visibility: 'visible' },
    ...{ requests: [], errors: [], told: [], observers: [] },
    storage: options.storage ?? new Map<string, string>(),
    session: options.session ?? new Map<string, string>(),
    refusesSale: options.refusesSale ?? false,
  };
  const { window } = new JSDOM('<!doctype html><body></body>', {
    url: `https://demo.myshopify.com${options.path ?? '/products/mug?email=ana@example.com#reviews'}`,
    runScripts: 'dangerously',
    beforeParse: (view) => furnish(view, record, options),
  });
  window.document.body.innerHTML = options.body ?? '';
  const newGlobals = insertAsset(window, options);
  const { requests, errors, storage, session, told } = record;
  return { newGlobals, requests, errors, storage, session, told, ...controls(window, record) };
}

/** As documented in `extensions/README.md`. */
export interface KindredApi {
  viewed(): { productId: string; at: string; seconds: number }[];
  tell(contact: { email?: string; phone?: string }): boolean;
}

/** What happens to the page, and what the shopper does on it. */
function controls(window: DOMWindow, record: PageRecord) {
  const fire = (target: EventTarget, type: string) => target.dispatchEvent(new window.Event(type, { bubbles: true }));
  const see = (visibility: PageRecord['visibility']) => {
    record.visibility = visibility;
    fire(window.document, 'visibilitychange');
  };
  return {
    pass: (seconds: number) => void (record.nowMs += seconds * 1000),
    consent: (isAllowed: boolean) => {
      record.isAllowed = isAllowed;
      fire(window.document, 'visitorConsentCollected');
    },
    hide: () => see('hidden'),
    show: () => see('visible'),
    leave: () => fire(window, 'pagehide'),
    comeBack: () => fire(window, 'pageshow'),
    submit: (form: string) => fire(window.document.querySelector(form)!, 'submit'),
    /** The browser notes a finished request, as it does for each fetch of the theme. */
    address: () => window.location.href,
    /** What other blocks of the app find in the page. */
    kindred: () => (window as unknown as { kindred?: KindredApi }).kindred,
    noteRequest: (name: string, responseStatus = 200) =>
      record.observers.forEach((listener) => listener({ getEntries: () => [{ name, responseStatus }] })),
  };
}

function furnish(window: DOMWindow, record: PageRecord, options: ThemePageOptions): void {
  const without = options.without ?? [];
  const values: Record<string, unknown> = {
    fetch: (url: string, init: { body: string }) => {
      record.requests.push({ by: 'fetch', url, body: init.body });
      const { status, retryAfter } = options.answer ?? { status: 202 };
      return Promise.resolve({ status, headers: new Map([['Retry-After', retryAfter]]) });
    },
    PerformanceObserver: class {
      constructor(listener: PageRecord['observers'][number]) {
        record.observers.push(listener);
      }
      observe() {}
    },
    Shopify: shopifyGlobal(record, without),
  };
  for (const name of without) if (name in window || name in values) values[name] = undefined;
  for (const [name, value] of Object.entries(values)) define(window, name, () => value);
  define(window, 'localStorage', () => pageStorage(record.storage));
  define(window, 'sessionStorage', () => pageStorage(record.storage === 'refused' ? 'refused' : record.session));
  define(window.navigator, 'onLine', () => !options.isOffline);
  define(window.performance, 'now', () => () => record.nowMs);
  define(window.document, 'visibilityState', () => record.visibility);
  if (options.beacon !== 'missing') define(window.navigator, 'sendBeacon', () => beacon(record, options));
  window.addEventListener('error', (event) => record.errors.push(event.message));
}

function define(target: object, name: string, get: () => unknown): void {
  Object.defineProperty(target, name, { get, configurable: true });
}

function beacon(record: PageRecord, options: ThemePageOptions) {
  return (url: string, body: string): boolean => {
    if (options.beacon === 'refused') return false;
    return record.requests.push({ by: 'beacon', url, body }) > 0;
  };
}

function pageStorage(storage: PageRecord['storage']) {
  if (storage === 'refused') throw new Error('SecurityError: access is denied for this document');
  return {
    length: storage.size,
    key: (nth: number) => [...storage.keys()][nth] ?? null,
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  };
}

/** Runs the asset and gives the names it has added to the page's global scope. */
function insertAsset(window: DOMWindow, options: ThemePageOptions): string[] {
  const script = window.document.createElement('script');
  Object.assign(script.dataset, {
    shop: 'demo.myshopify.com',
    productId: options.productId ?? '',
    collectionId: options.collectionId ?? '',
    pageType: options.pageType ?? (options.productId ? 'product' : 'index'),
    locale: 'en',
    time: (options.isTimed ?? true) ? '1' : '',
    customer: options.isLoggedIn ? '1' : '',
    cartCount: String(options.cartCount ?? 0),
    cartVisitor: options.cartVisitor ?? '',
    appId: options.appId ?? '',
  });
  const before = new Set(Object.getOwnPropertyNames(window));
  script.textContent = ASSET;
  window.document.body.append(script);
  return Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
}
