import type { Request, Response } from 'express';
import { bundleScripts } from '../browser/bundle-scripts';
import { describeCart, type CartJson } from '../cart/cart-json';
import { readCookies, type CartSessions } from '../cart/cart-session';
import { createBlockRenderer } from '../extension/render-embeds';
import { createPageEngine } from '../liquid/page-engine';
import type { StorefrontOptions } from '../options';
import { versionOf } from './asset-versions';
import { globalsOf, setupOf, type Page } from './page';

const CLIENT_COOKIE = '_shopify_client';
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Where the page's worker with the pixel is served. */
export const PIXEL_SCRIPT = '/web-pixels/pixel.js';

export type PageRenderer = ReturnType<typeof createPageRenderer>;

/** Renders pages: the template in its layout, Shopify's set-up and scripts in the head, the app's embeds before `</body>`. */
export function createPageRenderer(options: StorefrontOptions, carts: CartSessions) {
  const { store } = options;
  const engine = createPageEngine(
    () => store.data.shop.currency,
    () => store.data.shop.primaryLocale,
  );
  const renderEmbeds = createEmbeds(options);
  const version = versionOf(...Object.values(bundleScripts()), options.extensions.pixel.bundle);
  const pixelScript = `${PIXEL_SCRIPT}?v=${version}`;

  function cartOf(request: Request): CartJson | null {
    const session = carts.find(request);
    return session ? describeCart(store.data, session.cart, session.key) : null;
  }

  async function render(request: Request, response: Response, page: Page): Promise<void> {
    const cart = cartOf(request);
    const globals = globalsOf(options, request, { page, cart });
    const visitor = { cart, clientId: clientIdOf(options, request, response) };
    const setup = setupOf(options, request, { page, visitor, pixelScript });
    const html = (await engine.renderFile(page.template, {
      ...globals,
      page_title: page.title,
      setup: JSON.stringify(setup).replace(/</g, '\\u003c'),
      embeds: await renderEmbeds(page, globals),
      version,
    })) as string;
    send(response.status(page.status ?? 200), html);
  }

  /** A part of a page by itself, as the theme's script asks for after a change. */
  async function renderPart(request: Request, response: Response, snippet: string): Promise<void> {
    const page: Page = { template: snippet, pageType: 'cart', title: '' };
    const globals = globalsOf(options, request, { page, cart: cartOf(request) });
    send(response, (await engine.renderFile(`snippets/${snippet}`, globals)) as string);
  }

  return { render, renderPart };
}

/** The app's embeds of a page, by where they go. */
function createEmbeds({ extensions, appEmbedEnabled }: StorefrontOptions) {
  const renderBlock = createBlockRenderer(extensions.theme);
  return async (page: Page, globals: object): Promise<{ head: string; body: string }> => {
    // App embeds are the theme's; checkout has no theme.
    const blocks = page.pageType !== 'checkout' && appEmbedEnabled() ? extensions.theme.blocks : [];
    const render = async (target: string) => {
      const chosen = blocks.filter((block) => block.target === target);
      return (await Promise.all(chosen.map((block) => renderBlock(block, globals)))).join('');
    };
    return { head: await render('head'), body: await render('body') };
  };
}

/** Shopify's id of this browser, made at its first page. */
function clientIdOf({ random }: StorefrontOptions, request: Request, response: Response): string {
  const known = readCookies(request.headers.cookie)[CLIENT_COOKIE];
  if (known) return known;
  const hex = random.hex(32);
  const clientId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  response.cookie(CLIENT_COOKIE, clientId, { maxAge: YEAR_MS, httpOnly: true, sameSite: 'lax' });
  return clientId;
}

function send(response: Response, html: string): void {
  response.set('Cache-Control', 'no-store').type('html').send(html);
}
