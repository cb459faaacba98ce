import type { LiveStore } from '../../../live-store';
import type { StoreProduct } from '../../../store';
import { digitsOf } from '../catalogue/storefront-ids';
import { filterObjects, type FilterObject, type Given } from './filter-objects';
import { facetsOf, passes } from './filter-products';
import { addressUnfiltered, addressWith, addressWithout, readListQuery } from './list-query';
import { linkPages, type PageLinks } from './page-links';
import { SORT_ORDERS, sortProducts } from './sort-products';

const PAGE_LENGTH = 24;

/** A list of products as the address asks for it, with what the page needs to change it. */
export interface ProductList {
  shown: StoreProduct[];
  count: number;
  paginate: PageLinks;
  sort_by: string;
  sort_options: { value: string; name: string }[];
  filters: FilterObject[];
  /** What is chosen, each with the address that takes it back. */
  active: { label: string; url_to_remove: string }[];
  /** The same list without any filter. */
  url_to_clear: string;
}

interface Wanted {
  /** The address the list was asked for by. */
  url: URL;
  data: LiveStore['data'];
  products: readonly StoreProduct[];
  /** The order that counts when none is asked for, with what the theme calls it if it is none of `SORT_ORDERS`. */
  byDefault: { value: string; name?: string };
}

/** Filters, sorts and pages the products as the request's address says. */
export function listProducts({ url, data, products, byDefault }: Wanted): ProductList {
  const { currency } = data.shop;
  const { sortBy, chosen, page } = readListQuery(url, 10 ** digitsOf(currency));
  const facets = facetsOf(products);
  const given: Given = { chosen, facets, products, currency };
  const found = products.filter((product) => passes(product, chosen, facets));
  const order = SORT_ORDERS[sortBy] ? sortBy : byDefault.value;
  const pages = Math.ceil(found.length / PAGE_LENGTH);
  const paginate = linkPages(page, pages, (to) => addressWith(url, to > 1 ? { page: String(to) } : {}));
  const from = (paginate.current_page - 1) * PAGE_LENGTH;
  return {
    shown: sortProducts(found, order, data).slice(from, from + PAGE_LENGTH),
    count: found.length,
    paginate,
    sort_by: order,
    sort_options: sortOptions(byDefault),
    filters: filterObjects(given),
    active: activeOf(url, given),
    url_to_clear: addressUnfiltered(url),
  };
}

function sortOptions({ value, name }: Wanted['byDefault']): ProductList['sort_options'] {
  const known = Object.entries(SORT_ORDERS).map(([each, words]) => ({ value: each, name: words }));
  return name ? [{ value, name }, ...known] : known;
}

function activeOf(url: URL, { chosen, facets }: Given): ProductList['active'] {
  const listed = facets.flatMap((facet) =>
    (chosen.values[facet.param] ?? []).map((value) => ({
      label: facet.names?.[value] ?? value,
      url_to_remove: addressWithout(url, facet.param, value),
    })),
  );
  const isPriced = chosen.fromMinor !== null || chosen.toMinor !== null;
  const without = { 'filter.v.price.gte': undefined, 'filter.v.price.lte': undefined };
  return isPriced ? [...listed, { label: 'Price', url_to_remove: addressWith(url, without) }] : listed;
}
