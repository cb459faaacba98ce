import express, { type Router } from 'express';
import { findCollection, findProduct, isListed, productsOf, searchProducts } from '../catalogue/find-products';
import { numericId } from '../catalogue/storefront-ids';
import { collectionObject, productObject } from '../liquid/product-object';
import type { StorefrontOptions } from '../options';
import { collectionPayload, searchPayload, variantPayload } from '../pixel/catalogue-payloads';
import type { StoreProduct } from '../../../store';
import { catching } from './catching';
import type { PageRenderer } from './page-renderer';

const PAGE_LENGTH = 24;
const SHELF_LENGTH = 8;

/** Home, collections, products and search. What is not there answers 404 with a page that leads on. */
export function createCataloguePages({ store }: StorefrontOptions, { render }: PageRenderer): Router {
  const router = express.Router();
  const currencyOf = () => store.data.shop.currency;

  router.get(
    '/',
    catching(async (request, response) => {
      const newest = newestOf(store.data.products).slice(0, SHELF_LENGTH);
      await render(request, response, {
        template: 'home',
        pageType: 'index',
        title: store.data.shop.name,
        objects: { newest: newest.map((product) => productObject(product, currencyOf())) },
      });
    }),
  );

  router.get(
    '/collections/:handle',
    catching(async (request, response, next) => {
      const handle = request.params.handle ?? '';
      const collection = handle === 'all' ? 'all' : findCollection(store.data, handle);
      if (!collection) return next();
      const products = productsOf(store.data, collection);
      const { page, shown, pages } = paginate(products, request.query.page);
      const object = { ...collectionObject(collection, shown, currencyOf()), products_count: products.length };
      await render(request, response, {
        template: 'collection',
        pageType: 'collection',
        title: object.title,
        objects: { collection: object, pagination: { page, pages, base: object.url } },
        events: [
          { name: 'collection_viewed', data: { collection: collectionPayload(collection, shown, currencyOf()) } },
        ],
      });
    }),
  );

  router.get(
    ['/products/:handle', '/collections/:collection/products/:handle'],
    catching(async (request, response, next) => {
      const product = findProduct(store.data, request.params.handle ?? '');
      if (!product) return next();
      const object = productObject(product, currencyOf(), String(request.query.variant ?? ''));
      const selected = object.selected_or_first_available_variant;
      const variant = product.variants.find((each) => numericId(each.id) === selected?.id);
      await render(request, response, {
        template: 'product',
        pageType: 'product',
        title: product.title,
        objects: {
          product: object,
          related: relatedTo(product, store.data.products).map((each) => productObject(each, currencyOf())),
        },
        events: variant
          ? [{ name: 'product_viewed', data: { productVariant: variantPayload(product, variant, currencyOf()) } }]
          : [],
      });
    }),
  );

  router.get(
    '/search',
    catching(async (request, response) => {
      const query = String(request.query.q ?? '').slice(0, 200);
      const found = searchProducts(store.data, query);
      const { page, shown, pages } = paginate(found, request.query.page);
      const base = `/search?q=${encodeURIComponent(query)}`;
      await render(request, response, {
        template: 'search',
        pageType: 'search',
        title: query ? `Search: ${query}` : 'Search',
        objects: {
          search: {
            terms: query,
            results_count: found.length,
            results: shown.map((each) => productObject(each, currencyOf())),
          },
          pagination: { page, pages, base },
        },
        events: query
          ? [{ name: 'search_submitted', data: { searchResult: searchPayload(query, shown, currencyOf()) } }]
          : [],
      });
    }),
  );

  return router;
}

function newestOf(products: readonly StoreProduct[]): StoreProduct[] {
  return products.filter(isListed).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** What the theme itself shows beside a product: its shelf mates, no one's taste. */
function relatedTo(product: StoreProduct, products: readonly StoreProduct[]): StoreProduct[] {
  const isMate = (each: StoreProduct) => each.id !== product.id && each.productType === product.productType;
  return products.filter((each) => isListed(each) && isMate(each)).slice(0, 4);
}

function paginate<T>(items: T[], asked: unknown): { page: number; pages: number; shown: T[] } {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_LENGTH));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(asked)) || 1));
  return { page, pages, shown: items.slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH) };
}
