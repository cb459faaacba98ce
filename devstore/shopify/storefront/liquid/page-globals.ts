import type { LiveStore } from '../../../live-store';
import { sayInstant } from '../../../site/say-time';
import { FREE_SHIPPING_FROM_MINOR } from '../../live-store/shipping';
import { customerObject } from '../account/customer-object';
import { isListed } from '../catalogue/find-products';
import { hundredths } from '../catalogue/storefront-ids';
import type { StorefrontOptions } from '../options';
import type { Page } from '../pages/page';
import type { PageCall } from '../pages/page-call';
import { POLICIES } from '../policies/policies';
import { cartObject, emptyCartObject } from './cart-object';

/** Collections by these handles stand first in the menu. */
const MENU_FIRST = ['new-arrivals', 'sale'];
const MENU_LENGTH = 5;

/** The objects that Liquid has on every page. */
export function globalsOf(options: StorefrontOptions, { url, visitor }: PageCall, page: Page) {
  const { store, clock, appMetafields } = options;
  const { shop } = store.data;
  const { session, customer } = visitor;
  return {
    shop: shopObject(options, url),
    cart: session ? cartObject(store.data, session.cart, session.key) : emptyCartObject(shop.currency),
    customer: customer ? customerObject(customer, store.data) : null,
    request: {
      design_mode: visitor.isDesigning,
      page_type: page.pageType,
      path: url.pathname,
      host: url.host,
      locale: { iso_code: shop.primaryLocale, root_url: '/' },
    },
    localization: { country: { iso_code: shop.countryCode }, language: { iso_code: shop.primaryLocale } },
    routes: ROUTES,
    app: { metafields: appMetafields?.() ?? {} },
    ...collectionLinks(store.data),
    shop_time: sayInstant(clock.now(), shop.ianaTimezone),
    newsletter_posted: url.searchParams.get('customer_posted') === 'true',
    page_title: page.title,
    ...page.objects,
  };
}

const ROUTES = {
  ...{ root_url: '/', cart_url: '/cart', search_url: '/search', predictive_search_url: '/search/suggest' },
  ...{ collections_url: '/collections', all_products_collection_url: '/collections/all' },
  ...{ account_url: '/account', account_login_url: '/account/login', account_logout_url: '/account/logout' },
};

function shopObject({ store, shopDomain }: StorefrontOptions, { origin, host }: URL) {
  const { name, email, currency } = store.data.shop;
  return {
    ...{ name, email, currency, permanent_domain: shopDomain, domain: host, url: origin },
    free_shipping_from: hundredths(FREE_SHIPPING_FROM_MINOR, currency),
    policies: POLICIES.map(({ handle, title }) => ({ title, url: `/policies/${handle}` })),
  };
}

/** Every collection that shows something, and the few that stand in the menu. */
function collectionLinks({ collections, products }: LiveStore['data']) {
  const counts = new Map<string, number>();
  for (const product of products) {
    if (!isListed(product)) continue;
    for (const id of product.collectionIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const links = collections
    .map(({ id, handle, title }) => ({
      ...{ handle, title, url: `/collections/${encodeURIComponent(handle)}` },
      products_count: counts.get(id) ?? 0,
    }))
    .filter((each) => each.products_count > 0);
  const first = links.filter(({ handle }) => MENU_FIRST.includes(handle));
  const others = links.filter(({ handle }) => !MENU_FIRST.includes(handle));
  return { collections: links, main_menu: [...first, ...others].slice(0, MENU_LENGTH) };
}
