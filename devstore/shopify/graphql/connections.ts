import type { GraphQLResolveInfo } from 'graphql';
import { gidTail } from '../gid';
import type { AdminContext } from './context';
import { badRequest } from './errors';
import { describeSearch } from './search/describe';
import { compileSearch, type SearchField } from './search/match';
import { parseSearch } from './search/parse';

export interface ConnectionArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
  sortKey?: string | null;
  query?: string | null;
}

type SortValue = string | number;

export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const maxPageSize = 250;
/** Objects that pagination reaches at most (https://shopify.dev/docs/api/usage/limits). */
const maxPaginatedObjects = 25_000;

/** How a kind of item is searched and sorted. Every kind can be sorted by `ID`. */
export interface Kind<T> {
  /** The root whose `query` argument lists the searchable fields. */
  root: string;
  search?: Record<string, SearchField<T>>;
  defaultSearch?: (item: T) => readonly (string | null)[];
  sort?: Record<string, (item: T) => SortValue>;
}

/**
 * A page of items as Shopify cuts it: searched, sorted by `sortKey` and then by id, with cursors that hold their place while items come and go.
 * Throws Shopify's errors for a missing, doubled or too large page size.
 */
export function connect<T extends { id: string }>(
  items: readonly T[],
  args: ConnectionArgs,
  kind: Kind<T>,
  context: AdminContext,
  info: GraphQLResolveInfo,
): Connection<T> {
  if (!context.bulk) checkPageSize(args);
  const found = args.query ? items.filter(searchFor(kind, args.query, context, info)) : items;
  return page(sorted(found, args, kind), args);
}

/** A page of items that keep the order they have: images of a product, lines of an order. */
export function connectInOrder<T extends { id: string }>(
  items: readonly T[],
  args: ConnectionArgs,
  context: AdminContext,
  mostOnPage = maxPageSize,
): Connection<T> {
  if (!context.bulk) checkPageSize(args, mostOnPage);
  const placed = items.map((item, index) => ({ item, value: index, id: index }));
  return page(args.reverse ? placed.reverse() : placed, args);
}

function checkPageSize({ first, last }: ConnectionArgs, most = maxPageSize): void {
  if (isNothing(first) && isNothing(last)) throw badRequest('you must provide one of first or last');
  if (!isNothing(first) && !isNothing(last)) throw badRequest('providing both first and last is not supported');
  for (const [name, size] of Object.entries({ first, last })) {
    if (isNothing(size)) continue;
    if (size < 0) throw badRequest(`${name} must be a non-negative integer`);
    if (size > most) throw badRequest(`${name} cannot exceed ${most}`);
  }
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** The test for a search; what Shopify would say about it is added to the request's reports. */
export function searchFor<T>(
  kind: Kind<T>,
  query: string,
  context: AdminContext,
  info: GraphQLResolveInfo,
): (item: T) => boolean {
  const node = parseSearch(query);
  const warnings: { field: string; message: string; code: string }[] = [];
  const test = compileSearch(node, {
    listed: context.world.admin.searchFields.get(kind.root) ?? new Set(),
    fields: kind.search ?? {},
    defaultFields: kind.defaultSearch ?? (() => []),
    ianaTimezone: context.world.state.data.shop.ianaTimezone,
    now: context.world.state.clock.now(),
    warn: (field) => warnings.push({ field, message: 'Invalid search field for this query.', code: 'invalid_field' }),
  });
  if (node && warnings.length > 0) {
    context.searches.push({ path: [String(info.path.key)], query, parsed: describeSearch(node), warnings });
  }
  return test;
}

interface Placed<T> {
  item: T;
  value: SortValue;
  id: number;
}

function sorted<T extends { id: string }>(items: readonly T[], args: ConnectionArgs, kind: Kind<T>): Placed<T>[] {
  const valueOf = kind.sort?.[args.sortKey ?? 'ID'];
  const placed = items.map((item) => {
    const id = Number(gidTail(item.id));
    return { item, id, value: valueOf ? valueOf(item) : id };
  });
  const sign = args.reverse ? -1 : 1;
  return placed.sort((a, b) => sign * comparePlaces(a, b));
}

function comparePlaces(a: { value: SortValue; id: number }, b: { value: SortValue; id: number }): number {
  if (a.value < b.value) return -1;
  if (a.value > b.value) return 1;
  return a.id - b.id;
}

function page<T>(placed: Placed<T>[], args: ConnectionArgs): Connection<T> {
  const sign = args.reverse ? -1 : 1;
  const isPast = (cursor: Cursor) => (each: Placed<T>) => sign * comparePlaces(each, cursor) > 0;
  const after = args.after ? readCursor(args.after, 'after') : null;
  const before = args.before ? readCursor(args.before, 'before') : null;
  const start = after ? countUntil(placed, isPast(after)) : 0;
  const end = before ? countUntil(placed, (each) => sign * comparePlaces(each, before) >= 0) : placed.length;
  const from = isNothing(args.last) ? start : Math.max(start, end - args.last);
  const to = isNothing(args.first) ? end : Math.min(end, start + args.first);
  if (from >= maxPaginatedObjects) {
    throw badRequest(
      `Pagination reaches at most ${maxPaginatedObjects} objects; narrow the query or use a bulk operation.`,
    );
  }
  const edges = placed.slice(from, to).map((each) => ({ cursor: writeCursor(each), node: each.item }));
  const pageInfo = {
    hasNextPage: to < placed.length,
    hasPreviousPage: from > 0,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, nodes: edges.map((edge) => edge.node), pageInfo };
}

/** Items before the first one that satisfies the test; the test is false and then true along the list. */
function countUntil<T>(items: T[], test: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && test(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Cursor {
  id: number;
  value: SortValue;
}

/** Shopify's cursors are base64 of the last object's id and sort value. */
function writeCursor({ id, value }: Cursor): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString('base64');
}

function readCursor(text: string, argument: string): Cursor {
  try {
    const parsed = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as {
      last_id?: unknown;
      last_value?: unknown;
    };
    const { last_id: id, last_value: value } = parsed;
    if (typeof id === 'number' && (typeof value === 'number' || typeof value === 'string')) return { id, value };
  } catch {
    // Falls through to the refusal.
  }
  throw badRequest(`Invalid cursor for argument '${argument}'.`);
}
