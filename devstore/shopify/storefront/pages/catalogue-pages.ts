import express, { type RequestHandler, type Router } from 'express';
import type { StoreProduct } from '../../../store';
import { findCollection, findProduct, isListed, productsOf, searchProducts } from '../catalogue/find-products';
import { numericId } from '../catalogue/storefront-ids';
import { collectionObject, productObject } from '../liquid/product-object';
import type { StorefrontOptions } from '../options';
import { collectionPayload, searchPayload, variantPayload } from '../pixel/catalogue-payloads';
import type { PageEvent } from '../pixel/page-setup';
import { catching } from './catching';
import type { PageRenderer } from './page-renderer';
import { queryText } from './query-text';

const PAGE_LENGTH = 24;
const SHELF_LENGTH = 8;
const RELATED_LENGTH = 4;

/** Home, collections, products and search. What is not there is left to the next handler. */
export function createCataloguePages(options: StorefrontOptions, renderer: PageRenderer): Router {
  const router = express.Router();
  router.get('/', homePage(options, renderer));
  router.get('/collections/:handle', collectionPage(options, renderer));
  router.get(['/products/:handle', '/collections/:collection/products/:handle'], productPage(options, renderer));
  router.get('/search', searchPage(options, renderer));
  return router;
}

function homePage({ store }: StorefrontOptions, { render }: PageRenderer): RequestHandler {
  return catching(async (request, response) => {
    const { shop, products } = store.data;
    const newest = products.filter(isListed).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    const shown = newest.slice(0, SHELF_LENGTH).map((product) => productObject(product, shop.currency));
    await render(request, response, {
      template: 'home',
      pageType: 'index',
      title: shop.name,
      objects: { newest: shown },
    });
  });
}

function collectionPage({ store }: StorefrontOptions, { render }: PageRenderer): RequestHandler {
  return catching(async (request, response, next) => {
    const { currency } = store.data.shop;
    const handle = request.params.handle ?? '';
    const collection = handle === 'all' ? 'all' : findCollection(store.data, handle);
    if (!collection) return next();
    const products = productsOf(store.data, collection);
    const { page, shown, pages } = paginate(products, request.query.page);
    const object = { ...collectionObject(collection, shown, currency), products_count: products.length };
    await render(request, response, {
      template: 'collection',
      pageType: 'collection',
      title: object.title,
      objects: { collection: object, pagination: { page, pages, base: object.url } },
      events: [{ name: 'collection_viewed', data: { collection: collectionPayload(collection, shown, currency) } }],
    });
  });
}

function productPage({ store }: StorefrontOptions, { render }: PageRenderer): RequestHandler {
  return catching(async (request, response, next) => {
    const { currency } = store.data.shop;
    const product = findProduct(store.data, request.params.handle ?? '');
    if (!product) return next();
    const object = productObject(product, currency, queryText(request, 'variant'));
    const related = relatedTo(product, store.data.products).map((each) => productObject(each, currency));
    await render(request, response, {
      template: 'product',
      pageType: 'product',
      title: product.title,
      objects: { product: object, related },
      events: viewOf(product, object.selected_or_first_available_variant?.id, currency),
    });
  });
}

function searchPage({ store }: StorefrontOptions, { render }: PageRenderer): RequestHandler {
  return catching(async (request, response) => {
    const { currency } = store.data.shop;
    const query = queryText(request, 'q').slice(0, 200);
    const found = searchProducts(store.data, query);
    const { page, shown, pages } = paginate(found, request.query.page);
    const results = shown.map((each) => productObject(each, currency));
    await render(request, response, {
      template: 'search',
      pageType: 'search',
      title: query ? `Search: ${query}` : 'Search',
      objects: {
        search: { terms: query, results_count: found.length, results },
        pagination: { page, pages, base: `/search?q=${encodeURIComponent(query)}` },
      },
      events: query
        ? [{ name: 'search_submitted', data: { searchResult: searchPayload(query, shown, currency) } }]
        : [],
    });
  });
}

function viewOf(product: StoreProduct, variantNumber: number | undefined, currency: string): PageEvent[] {
  const variant = product.variants.find((each) => numericId(each.id) === variantNumber);
  return variant
    ? [{ name: 'product_viewed', data: { productVariant: variantPayload(product, variant, currency) } }]
    : [];
}

/** What the theme itself shows beside a product: its shelf mates, no one's taste. */
function relatedTo(product: StoreProduct, products: readonly StoreProduct[]): StoreProduct[] {
  const isMate = (each: StoreProduct) => each.id !== product.id && each.productType === product.productType;
  return products.filter((each) => isListed(each) && isMate(each)).slice(0, RELATED_LENGTH);
}

function paginate<T>(items: T[], asked: unknown): { page: number; pages: number; shown: T[] } {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_LENGTH));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(asked)) || 1));
  return { page, pages, shown: items.slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH) };
}
