import { customerPayload } from '../account/customer-object';
import { describeCart } from '../cart/cart-json';
import { numericId } from '../catalogue/storefront-ids';
import type { StorefrontOptions } from '../options';
import { cartPayload } from '../pixel/cart-payload';
import { shopPayload } from '../pixel/catalogue-payloads';
import type { PageSetup } from '../pixel/page-setup';
import type { Page } from './page';
import type { PageCall } from './page-call';

/** What Shopify's own scripts find in the page. `pixelFrame` is where the connected pixel is served in its sandbox. */
export function setupOf(
  options: StorefrontOptions,
  call: PageCall,
  { page, pixelFrame }: { page: Page; pixelFrame: string },
): PageSetup {
  const { data } = options.store;
  const { session, customer, clientId, isDesigning } = call.visitor;
  const settings = options.pixelSettings();
  const { privacy } = options.extensions.pixel;
  return {
    clockOffsetMs: options.clock.offsetMs,
    timeZone: data.shop.ianaTimezone,
    isConsentRequired: options.isConsentRequired?.() ?? true,
    clientId,
    shop: shopPayload(data.shop, options.shopDomain, call.url.origin),
    cart: session ? cartPayload(describeCart(data, session.cart, session.key)) : null,
    customer: customer ? customerPayload(customer, data) : null,
    isDesigning,
    // A theme editor's preview is nobody's visit.
    pixel: settings && !isDesigning ? { frame: pixelFrame, settings, privacy } : null,
    events: [{ name: 'page_viewed', data: {} }, ...(page.events ?? [])],
    analytics: analyticsOf(options, call, page),
  };
}

/** What analytics scripts read from `__st` and `ShopifyAnalytics.meta`. */
function analyticsOf(
  { store }: StorefrontOptions,
  { url, visitor: { customer } }: PageCall,
  { resource, pageType }: Page,
): PageSetup['analytics'] {
  const kind = ANALYTICS_NAMES[pageType] ?? 'page';
  const customerId = customer && numericId(customer.id);
  return {
    st: {
      ...{ a: numericId(store.data.shop.id), pageurl: url.host + url.pathname, p: kind },
      ...(resource ? { rtyp: resource.type, rid: resource.id } : {}),
      ...(customerId === undefined ? {} : { cid: customerId }),
    },
    meta: {
      page: {
        pageType: kind,
        ...(resource ? { resourceType: resource.type, resourceId: resource.id } : {}),
        ...(customerId === undefined ? {} : { customerId }),
      },
    },
  };
}

const ANALYTICS_NAMES: Partial<Record<Page['pageType'], string>> = {
  ...{ index: 'home', product: 'product', collection: 'collection', search: 'searchresults', cart: 'cart' },
};
