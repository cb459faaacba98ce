import type { Request, Response } from 'express';
import { createBlockRenderer } from '../extension/render-embeds';
import { describeCart, type CartJson } from '../cart/cart-json';
import { readCookies, type CartSessions } from '../cart/cart-session';
import { createPageEngine } from '../liquid/page-engine';
import type { StorefrontOptions } from '../options';
import { cartPayload } from '../pixel/cart-payload';
import { shopPayload } from '../pixel/catalogue-payloads';
import type { PageEvent, PageSetup } from '../pixel/page-setup';
import { bundleScripts } from '../browser/bundle-scripts';
import { versionOf } from './asset-versions';

/** One page to render. */
export interface Page {
  /** A file of `templates/`, without its ending. */
  template: string;
  /** Liquid's `request.page_type`. */
  pageType: 'index' | 'product' | 'collection' | 'search' | 'cart' | 'customers/login' | '404' | 'checkout';
  title: string;
  status?: number;
  /** Liquid objects of this page, such as `product`. */
  objects?: object;
  /** Standard events besides `page_viewed`, which every page has. */
  events?: PageEvent[];
}

const CLIENT_COOKIE = '_shopify_client';
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Where the page's worker with the pixel is served. */
export const PIXEL_SCRIPT = '/web-pixels/pixel.js';

export type PageRenderer = ReturnType<typeof createPageRenderer>;

/** Renders pages: the template in its layout, Shopify's set-up and scripts in the head, the app's embeds before `</body>`. */
export function createPageRenderer(options: StorefrontOptions, carts: CartSessions) {
  const { store, random } = options;
  const engine = createPageEngine(
    () => store.data.shop.currency,
    () => store.data.shop.primaryLocale,
  );
  const scripts = bundleScripts();
  const version = versionOf(...Object.values(scripts), options.extensions.pixel.bundle);
  const renderBlock = createBlockRenderer(options.extensions.theme);

  async function embedsOf(page: Page, globals: object): Promise<{ head: string; body: string }> {
    // App embeds are the theme's; checkout has no theme.
    const isOn = page.pageType !== 'checkout' && options.appEmbedEnabled();
    const blocks = isOn ? options.extensions.theme.blocks : [];
    const render = async (target: string) =>
      (
        await Promise.all(blocks.filter((block) => block.target === target).map((block) => renderBlock(block, globals)))
      ).join('');
    return { head: await render('head'), body: await render('body') };
  }

  function clientIdOf(request: Request, response: Response): string {
    const known = readCookies(request.headers.cookie)[CLIENT_COOKIE];
    if (known) return known;
    const hex = random.hex(32);
    const clientId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    response.cookie(CLIENT_COOKIE, clientId, { maxAge: YEAR_MS, httpOnly: true, sameSite: 'lax' });
    return clientId;
  }

  function cartOf(request: Request): CartJson | null {
    const session = carts.find(request);
    return session ? describeCart(store.data, session.cart, session.key) : null;
  }

  async function render(request: Request, response: Response, page: Page): Promise<void> {
    const cart = cartOf(request);
    const globals = { ...globalsOf(options, request, page, cart), ...page.objects };
    const setup = setupOf(options, request, { page, cart, version, clientId: clientIdOf(request, response) });
    const embeds = await embedsOf(page, globals);
    const html = (await engine.renderFile(page.template, {
      ...globals,
      page_title: page.title,
      setup: JSON.stringify(setup).replace(/</g, '\\u003c'),
      embeds,
      version,
    })) as string;
    response
      .status(page.status ?? 200)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(html);
  }

  /** A part of a page by itself, as the theme's script asks for after a change. */
  async function renderPart(request: Request, response: Response, snippet: string): Promise<void> {
    const cart = cartOf(request);
    const page: Page = { template: snippet, pageType: 'cart', title: '' };
    const html = (await engine.renderFile(`snippets/${snippet}`, globalsOf(options, request, page, cart))) as string;
    response.set('Cache-Control', 'no-store').type('html').send(html);
  }

  return { render, renderPart };
}

function setupOf(
  options: StorefrontOptions,
  request: Request,
  { page, cart, clientId, version }: { page: Page; cart: CartJson | null; clientId: string; version: string },
): PageSetup {
  const settings = options.pixelSettings();
  const { privacy } = options.extensions.pixel;
  return {
    clockOffsetMs: options.clock.offsetMs,
    isConsentRequired: options.isConsentRequired?.() ?? true,
    clientId,
    shop: shopPayload(options.store.data.shop, options.shopDomain, originOf(request)),
    cart: cart ? cartPayload(cart) : null,
    pixel: settings ? { script: `${PIXEL_SCRIPT}?v=${version}`, settings, privacy } : null,
    events: [{ name: 'page_viewed', data: {} }, ...(page.events ?? [])],
  };
}

/** The objects that Liquid has on every page. */
function globalsOf(
  { store, shopDomain, appMetafields }: StorefrontOptions,
  request: Request,
  page: Page,
  cart: CartJson | null,
) {
  const { shop, collections } = store.data;
  return {
    shop: {
      name: shop.name,
      email: shop.email,
      permanent_domain: shopDomain,
      domain: request.headers.host ?? shopDomain,
      url: originOf(request),
      currency: shop.currency,
    },
    cart: cart ?? { item_count: 0, items: [], attributes: {}, total_price: 0, currency: shop.currency },
    request: {
      design_mode: false,
      page_type: page.pageType,
      path: request.path,
      host: request.headers.host ?? shopDomain,
      locale: { iso_code: shop.primaryLocale, root_url: '/' },
    },
    routes: { root_url: '/', cart_url: '/cart', search_url: '/search', account_login_url: '/account/login' },
    customer: null,
    app: { metafields: appMetafields?.() ?? {} },
    collections: collections.map(({ handle, title }) => ({ handle, title, url: `/collections/${handle}` })),
    newsletter_posted: request.query.customer_posted === 'true',
  };
}

function originOf(request: Request): string {
  return `${request.protocol}://${request.headers.host ?? 'localhost'}`;
}
