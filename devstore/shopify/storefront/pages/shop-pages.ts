import type { LiveStore } from '../../../live-store';
import { describeCart } from '../cart/cart-json';
import { cartPayload } from '../pixel/cart-payload';
import { POLICIES } from '../policies/policies';
import { catalogueSuggestions } from '../search/suggestions';
import { collectionPage, collectionsPage, homePage, productPage, searchPage } from './catalogue-pages';
import type { Page } from './page';
import { queryText, type PageCall } from './page-call';

type MakePage = (call: PageCall, named: string) => Page | undefined;

/** The page at an address of the shop that anybody may look at; undefined when there is none. */
export function createShopPages(store: LiveStore): (call: PageCall) => Page | undefined {
  const routes = routesOf(store);
  return (call) => {
    for (const [pattern, make] of routes) {
      const found = pattern.exec(call.url.pathname);
      const named = found && readName(found[1] ?? '');
      if (named !== null && named !== undefined) return make(call, named);
    }
    return undefined;
  };
}

function routesOf(store: LiveStore): [RegExp, MakePage][] {
  const { data } = store;
  return [
    [/^\/$/, () => homePage(data)],
    [/^\/collections\/?$/, () => collectionsPage(data)],
    [/^\/collections\/([^/]+)\/?$/, ({ url }, handle) => collectionPage(data, url, handle)],
    [/^(?:\/collections\/[^/]+)?\/products\/([^/]+)\/?$/, ({ url }, handle) => productPage(data, url, handle)],
    [/^\/search\/?$/, ({ url }) => searchPage(data, url)],
    [/^\/search\/suggest$/, ({ url }) => suggestPage(data, url)],
    [/^\/cart\/?$/, (call) => cartPage(data, call)],
    [/^\/policies\/([^/]+)\/?$/, (_call, handle) => policyPage(data, handle)],
  ];
}

/** The part of an address as it was meant; null when it is not percent-encoded as addresses are. */
function readName(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function cartPage(data: LiveStore['data'], { url, visitor: { session } }: PageCall): Page {
  const cart = session ? cartPayload(describeCart(data, session.cart, session.key)) : null;
  return {
    template: 'cart',
    pageType: 'cart',
    title: 'Your cart',
    objects: { error: queryText(url, 'error') },
    events: [{ name: 'cart_viewed', data: { cart } }],
  };
}

/** What the search field shows while somebody types; asked for as a section. */
function suggestPage(data: LiveStore['data'], url: URL): Page {
  return { ...searchPage(data, url), objects: { predictive_search: catalogueSuggestions(data, queryText(url, 'q')) } };
}

function policyPage({ shop }: LiveStore['data'], handle: string): Page | undefined {
  const policy = POLICIES.find((each) => each.handle === handle);
  if (!policy) return undefined;
  const { title, text } = policy;
  return { template: 'policy', pageType: 'policy', title, objects: { policy: { title, paragraphs: text(shop) } } };
}

export const notFoundPage: Page = { template: '404', pageType: '404', title: 'Page not found', status: 404 };
