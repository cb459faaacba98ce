import { z } from 'zod';
import { collectionKind } from '../../../shopify/graphql/resolvers/collections';
import { productKind } from '../../../shopify/graphql/resolvers/products';
import type { Kind } from '../../../shopify/graphql/connections';
import { compileSearch, type Matcher } from '../../../shopify/graphql/search/match';
import { parseSearch } from '../../../shopify/graphql/search/parse';
import type { StoreCollection, StoreProduct } from '../../../store';
import type { Store } from '../pages/store-lists';
import {
  pickerCollection,
  pickerProduct,
  type ImageUrl,
  type PickerCollection,
  type PickerProduct,
} from './picker-resources';

/** What the picker's list asks for; flags are `true` or absent. */
export const resourceQuery = z.object({
  type: z.enum(['product', 'variant', 'collection']),
  /** What the person typed. */
  search: z.string().default(''),
  /** The app's own filter, in Shopify's search syntax. */
  filter: z.string().default(''),
  /** GIDs, separated by commas: these alone, whatever else is asked for. */
  ids: z.string().default(''),
  hidden: z.string().optional(),
  draft: z.string().optional(),
  archived: z.string().optional(),
});

export type ResourceQuery = z.infer<typeof resourceQuery>;

/** As many as one look at a list can take in. */
const MOST = 100;

/** The resources that a picker shows, searched as the Admin API searches. */
export function findResources(
  query: ResourceQuery,
  { store, now, imageUrl }: { store: Store; now: Date; imageUrl: ImageUrl },
): PickerProduct[] | PickerCollection[] {
  const ids = new Set(query.ids.split(',').filter(Boolean));
  const searching = { ianaTimezone: store.shop.ianaTimezone, now };
  if (query.type === 'collection') {
    const isFound =
      ids.size > 0 ? (each: StoreCollection) => ids.has(each.id) : matcher(collectionKind, query, searching);
    return store.collections
      .filter(isFound)
      .slice(0, MOST)
      .map((each) => pickerCollection(each, store));
  }
  const isOneOf = ({ id, variants }: StoreProduct) => ids.has(id) || variants.some((variant) => ids.has(variant.id));
  const isFound = matcher(productKind, query, searching);
  const isWanted = (product: StoreProduct) =>
    ids.size > 0 ? isOneOf(product) : isShown(product, query) && isFound(product);
  return store.products
    .filter(isWanted)
    .slice(0, MOST)
    .map((each) => pickerProduct(each, store, imageUrl));
}

function isShown(product: StoreProduct, { hidden, draft, archived }: ResourceQuery): boolean {
  if (product.status === 'DRAFT' && !draft) return false;
  if (product.status === 'ARCHIVED' && !archived) return false;
  return product.publishedAt !== null || hidden !== undefined;
}

function matcher<T>(
  kind: Kind<T>,
  query: ResourceQuery,
  { ianaTimezone, now }: { ianaTimezone: string; now: Date },
): Matcher<T> {
  const fields = kind.search ?? {};
  const listed = new Set(Object.keys(fields));
  const defaultFields = kind.defaultSearch ?? (() => []);
  const compile = (text: string) =>
    compileSearch(parseSearch(text), { listed, fields, defaultFields, ianaTimezone, now, warn: () => undefined });
  const [typed, filtered] = [compile(asTyped(query.search)), compile(query.filter)];
  return (item) => typed(item) && filtered(item);
}

/** The last word may not be finished yet: its beginning is enough. */
const asTyped = (search: string): string => search.trim().replace(/(^|\s)([\p{L}\p{N}]+)$/u, '$1$2*');
