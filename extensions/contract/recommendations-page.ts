import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';
import { createBlockRenderer } from '../../devstore/shopify/storefront/extension/render-blocks';
import { readThemeExtension } from '../../devstore/shopify/storefront/extension/theme-extension';

const THEME = fileURLToPath(new URL('../kindred-theme', import.meta.url));
const ASSET = readFileSync(new URL('../kindred-theme/assets/kindred-recommendations.js', import.meta.url), 'utf8');

export interface BlockPageOptions {
  settings?: Record<string, unknown>;
  /** Liquid's objects on the page, beside a front page of a shop in English without a cart. */
  globals?: Record<string, unknown>;
  /** Purposes that the visitor allows; null: Shopify's Customer Privacy API cannot be loaded. */
  allowed?: string[] | null;
  storage?: Record<string, string>;
  /** Products that the tracking embed remembers, newest first; left out: there is no embed. */
  viewed?: string[];
  /** What the app answers; a number: a status without an answer. */
  answer?: object[] | number;
  currency?: string;
}

/** The shipped block, rendered as Shopify does, in a page with its script: every question and beacon is kept, and what is in view is said by hand. */
export async function openBlockPage(options: BlockPageOptions = {}) {
  const { allowed = [], answer = [] } = options;
  const html = await renderBlock(options);
  const asked: URL[] = [];
  const told: { url: string; body: unknown }[] = [];
  const observers: ((entries: { isIntersecting: boolean; target: Element }[]) => void)[] = [];
  const privacy = Object.fromEntries(
    ['preferences', 'analytics'].map((name) => [`${name}ProcessingAllowed`, () => allowed?.includes(name)]),
  );
  const shopify: Record<string, unknown> = {
    routes: { root: '/en/' },
    currency: { active: options.currency ?? 'EUR' },
    loadFeatures: (_: unknown, done: (error?: Error) => void) => {
      if (allowed) shopify.customerPrivacy = privacy;
      done(allowed ? undefined : new Error('could not be loaded'));
    },
  };
  const { window } = new JSDOM(html, { url: 'https://shop.example/', runScripts: 'outside-only' });
  const page: Record<string, unknown> = {
    Shopify: shopify,
    IntersectionObserver: class {
      constructor(tell: (typeof observers)[number]) {
        observers.push(tell);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
    fetch: (url: string) => {
      asked.push(new URL(url, window.location.href));
      return typeof answer === 'number'
        ? Promise.resolve({ ok: false })
        : Promise.resolve({ ok: true, json: () => Promise.resolve({ isTrained: true, products: answer }) });
    },
    ...(options.viewed ? { kindred: { viewed: () => options.viewed?.map((productId) => ({ productId })) } } : {}),
  };
  for (const [name, value] of Object.entries(page)) Object.defineProperty(window, name, { value });
  Object.defineProperty(window.navigator, 'sendBeacon', {
    value: (url: string, body: string) => told.push({ url, body: JSON.parse(body) }) > 0,
  });
  for (const [name, value] of Object.entries(options.storage ?? {})) window.localStorage.setItem(name, value);
  window.eval(ASSET);
  const { document } = window;
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    ...{ asked, told, document },
    block: () => document.querySelector('.kindred-recommendations'),
    cards: () => [...document.querySelectorAll('li:not([aria-hidden])')],
    texts: (part: string) =>
      [...document.querySelectorAll(`li:not([aria-hidden]) ${part}`)].map((each) => each.textContent),
    /** The block comes near, and what it asked for is answered. */
    async comeNear() {
      observers[0]?.([{ isIntersecting: true, target: document.body }]);
      await settle();
    },
    /** Half of a card is in view. */
    see: (card: Element | undefined) => card && observers[1]?.([{ isIntersecting: true, target: card }]),
    leave: () => window.dispatchEvent(new window.Event('pagehide')),
    click: (inside: Element | null | undefined) =>
      inside?.dispatchEvent(new window.Event('click', { bubbles: true, cancelable: true })),
  };
}

function renderBlock({ settings = {}, globals = {} }: BlockPageOptions): Promise<string> {
  const extension = readThemeExtension(THEME);
  const block = extension.blocks.find(({ handle }) => handle === 'recommendations');
  if (!block) throw new Error('the theme extension has no block "recommendations"');
  const usual = { request: { page_type: 'index', locale: { iso_code: 'en' } }, cart: { items: [] } };
  return createBlockRenderer(extension)(block, settings, { ...usual, ...globals });
}
