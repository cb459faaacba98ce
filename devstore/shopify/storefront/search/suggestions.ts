import type { LiveStore } from '../../../live-store';
import { productsOf, searchProducts } from '../catalogue/find-products';
import { productObject } from '../liquid/product-object';

type Data = LiveStore['data'];

const MOST_PRODUCTS = 5;
const MOST_COLLECTIONS = 3;

/** Liquid's `predictive_search`: a few products and collections for what has been typed so far. */
export function catalogueSuggestions(data: Data, typed: string) {
  const terms = typed.trim();
  const found = searchProducts(data, terms);
  const products = found.slice(0, MOST_PRODUCTS).map((each) => productObject(each, data.shop.currency));
  const collections = terms ? data.collections.filter((each) => holds(each.title, terms)) : [];
  return {
    terms,
    performed: terms !== '',
    results_count: found.length,
    resources: {
      products,
      collections: collections
        .filter((each) => productsOf(data, each).length > 0)
        .slice(0, MOST_COLLECTIONS)
        .map(({ title, handle }) => ({ title, url: `/collections/${encodeURIComponent(handle)}` })),
    },
  };
}

const holds = (title: string, words: string): boolean => title.toLowerCase().includes(words.toLowerCase());

/** The same as `/search/suggest.json` gives it. Prices are decimals in text, as that endpoint has them. */
export function suggestionsJson(data: Data, typed: string) {
  const { resources } = catalogueSuggestions(data, typed);
  const products = resources.products.map((each) => ({
    ...{ id: each.id, title: each.title, handle: each.handle, url: each.url, type: each.type, vendor: each.vendor },
    ...{ available: each.available, tags: each.tags, body: each.description },
    price: (each.price / 100).toFixed(2),
    price_min: (each.price_min / 100).toFixed(2),
    price_max: (each.price_max / 100).toFixed(2),
    image: each.featured_image.src,
    featured_image: { url: each.featured_image.src, alt: each.featured_image.alt },
  }));
  return {
    resources: { results: { queries: [], collections: resources.collections, products, pages: [], articles: [] } },
  };
}
