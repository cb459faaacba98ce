import type { LiveStore } from '../../../live-store';
import type { StoreProduct } from '../../../store';
import {
  findCollection,
  findProduct,
  isListed,
  isReduced,
  productsOf,
  searchProducts,
} from '../catalogue/find-products';
import { numericId } from '../catalogue/storefront-ids';
import { collectionObject, productObject } from '../liquid/product-object';
import { listProducts } from '../listing/list-products';
import { sortProducts } from '../listing/sort-products';
import { collectionPayload, searchPayload, variantPayload } from '../pixel/catalogue-payloads';
import type { PageEvent } from '../pixel/page-setup';
import type { Page } from './page';
import { queryText } from './page-call';

type Data = LiveStore['data'];

const SHELF_LENGTH = 8;
const RELATED_LENGTH = 4;
const MAX_QUERY_CHARACTERS = 200;

/** Home: what sells best, what is new, what is reduced. */
export function homePage(data: Data): Page {
  const { shop } = data;
  const listed = data.products.filter(isListed);
  const shelf = (products: StoreProduct[]) =>
    products.slice(0, SHELF_LENGTH).map((product) => productObject(product, shop.currency));
  const loved = sortProducts(listed, 'best-selling', data);
  return {
    template: 'index',
    pageType: 'index',
    title: shop.name,
    objects: {
      loved: shelf(loved),
      newest: shelf(sortProducts(listed, 'created-descending', data)),
      reduced: shelf(loved.filter(isReduced)).slice(0, RELATED_LENGTH),
    },
  };
}

/** Every collection with the picture of what sells best in it. */
export function collectionsPage(data: Data): Page {
  const tiles = data.collections.flatMap((collection) => {
    const products = productsOf(data, collection);
    const [first] = sortProducts(products, 'best-selling', data);
    if (!first) return [];
    const { title, url } = collectionObject(collection, [], data.shop.currency);
    const image = productObject(first, data.shop.currency).featured_image;
    return [{ title, url, image, products_count: products.length }];
  });
  return { template: 'list-collections', pageType: 'list-collections', title: 'Collections', objects: { tiles } };
}

export function collectionPage(data: Data, url: URL, handle: string): Page | undefined {
  const { currency } = data.shop;
  const collection = handle === 'all' ? 'all' : findCollection(data, handle);
  if (!collection) return undefined;
  const products = productsOf(data, collection);
  const list = listProducts({ url, data, products, byDefault: { value: 'best-selling' } });
  const object = { ...collectionObject(collection, list.shown, currency), products_count: list.count };
  return {
    template: 'collection',
    pageType: 'collection',
    title: object.title,
    objects: { collection: { ...object, all_products_count: products.length }, list },
    events: [{ name: 'collection_viewed', data: { collection: collectionPayload(collection, list.shown, currency) } }],
    resource: { type: 'collection', id: object.id },
  };
}

export function productPage(data: Data, url: URL, handle: string): Page | undefined {
  const { currency } = data.shop;
  const product = findProduct(data, handle);
  if (!product) return undefined;
  const object = productObject(product, currency, queryText(url, 'variant'));
  const [collection] = data.collections.filter(({ id }) => product.collectionIds.includes(id));
  return {
    template: 'product',
    pageType: 'product',
    title: product.title,
    objects: {
      product: object,
      product_collection: collection ? collectionObject(collection, [], currency) : null,
      related: relatedTo(product, data).map((each) => productObject(each, currency)),
    },
    events: viewOf(product, object.selected_or_first_available_variant?.id, currency),
    resource: { type: 'product', id: object.id },
  };
}

export function searchPage(data: Data, url: URL): Page {
  const { currency } = data.shop;
  const query = queryText(url, 'q').slice(0, MAX_QUERY_CHARACTERS);
  const byDefault = { value: 'relevance', name: 'Most relevant' };
  const list = listProducts({ url, data, products: searchProducts(data, query), byDefault });
  const results = list.shown.map((each) => productObject(each, currency));
  return {
    template: 'search',
    pageType: 'search',
    title: query ? `Search: ${query}` : 'Search',
    objects: { search: { terms: query, performed: query !== '', results_count: list.count, results }, list },
    events: query
      ? [{ name: 'search_submitted', data: { searchResult: searchPayload(query, list.shown, currency) } }]
      : [],
  };
}

function viewOf(product: StoreProduct, variantNumber: number | undefined, currency: string): PageEvent[] {
  const variant = product.variants.find((each) => numericId(each.id) === variantNumber);
  return variant
    ? [{ name: 'product_viewed', data: { productVariant: variantPayload(product, variant, currency) } }]
    : [];
}

/** What the theme itself shows beside a product: its shelf mates, no one's taste. */
function relatedTo(product: StoreProduct, { products }: Data): StoreProduct[] {
  const isMate = (each: StoreProduct) => each.id !== product.id && each.productType === product.productType;
  // From where it stands on, so that not every page of a kind shows the same few.
  const at = products.indexOf(product);
  const others = [...products.slice(at), ...products.slice(0, at)];
  return others.filter((each) => isListed(each) && isMate(each)).slice(0, RELATED_LENGTH);
}
