import type { Request } from 'express';
import type { CartJson } from '../cart/cart-json';
import type { StorefrontOptions } from '../options';
import { cartPayload } from '../pixel/cart-payload';
import { shopPayload } from '../pixel/catalogue-payloads';
import type { PageEvent, PageSetup } from '../pixel/page-setup';

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

/** Who asks for the page, as far as cookies tell. */
export interface Visitor {
  cart: CartJson | null;
  clientId: string;
}

/** What Shopify's own scripts find in the page. `pixelScript` is where the connected pixel is served. */
export function setupOf(
  options: StorefrontOptions,
  request: Request,
  { page, visitor, pixelScript }: { page: Page; visitor: Visitor; pixelScript: string },
): PageSetup {
  const settings = options.pixelSettings();
  const { privacy } = options.extensions.pixel;
  return {
    clockOffsetMs: options.clock.offsetMs,
    isConsentRequired: options.isConsentRequired?.() ?? true,
    clientId: visitor.clientId,
    shop: shopPayload(options.store.data.shop, options.shopDomain, originOf(request)),
    cart: visitor.cart ? cartPayload(visitor.cart) : null,
    pixel: settings ? { script: pixelScript, settings, privacy } : null,
    events: [{ name: 'page_viewed', data: {} }, ...(page.events ?? [])],
  };
}

/** The objects that Liquid has on every page. */
export function globalsOf(
  { store, shopDomain, appMetafields }: StorefrontOptions,
  request: Request,
  { page, cart }: { page: Page; cart: CartJson | null },
) {
  const { shop, collections } = store.data;
  const host = request.headers.host ?? shopDomain;
  const { name, email, currency } = shop;
  return {
    shop: { name, email, currency, permanent_domain: shopDomain, domain: host, url: originOf(request) },
    cart: cart ?? { item_count: 0, items: [], attributes: {}, total_price: 0, currency },
    request: {
      design_mode: false,
      page_type: page.pageType,
      path: request.path,
      host,
      locale: { iso_code: shop.primaryLocale, root_url: '/' },
    },
    routes: { root_url: '/', cart_url: '/cart', search_url: '/search', account_login_url: '/account/login' },
    customer: null,
    app: { metafields: appMetafields?.() ?? {} },
    collections: collections.map(({ handle, title }) => ({ handle, title, url: `/collections/${handle}` })),
    newsletter_posted: request.query.customer_posted === 'true',
    ...page.objects,
  };
}

function originOf(request: Request): string {
  return `${request.protocol}://${request.headers.host ?? 'localhost'}`;
}
