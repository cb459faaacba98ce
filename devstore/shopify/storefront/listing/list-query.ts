import { queryText } from '../pages/page-call';
import type { Chosen } from './filter-products';

const MAX_VALUES = 50;

/** How a list was asked for in the address: order, filters and page. Nothing in it is certain. */
export interface ListQuery {
  sortBy: string;
  chosen: Chosen;
  page: number;
}

/** Reads `sort_by`, `filter.…` and `page`. Prices are whole or decimal amounts of the currency; what is no number counts as not given. */
export function readListQuery(url: URL, minorPerUnit: number): ListQuery {
  const amount = (name: string): number | null => {
    const text = queryText(url, name);
    const value = Number(text);
    return text !== '' && Number.isFinite(value) && value >= 0 ? Math.round(value * minorPerUnit) : null;
  };
  return {
    sortBy: queryText(url, 'sort_by'),
    chosen: {
      values: valuesIn(url),
      fromMinor: amount('filter.v.price.gte'),
      toMinor: amount('filter.v.price.lte'),
    },
    page: Math.max(1, Math.trunc(Number(queryText(url, 'page'))) || 1),
  };
}

function valuesIn({ searchParams }: URL): Chosen['values'] {
  const names = [...new Set(searchParams.keys())].filter(
    (name) => name.startsWith('filter.') && !name.startsWith('filter.v.price.'),
  );
  return Object.fromEntries(
    names.map((name) => [name, searchParams.getAll(name).filter(Boolean).slice(0, MAX_VALUES)]),
  );
}

/** The page's address with some of it changed, on its first page; an undefined value takes the parameter away. */
export function addressWith(asked: URL, change: Record<string, string | undefined>): string {
  const url = firstPageOf(asked);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return pathOf(url);
}

/** The same, with one of several values of a parameter taken away. */
export function addressWithout(asked: URL, name: string, value: string): string {
  const url = firstPageOf(asked);
  url.searchParams.delete(name, value);
  return pathOf(url);
}

/** The list's address without its filters. */
export function addressUnfiltered(asked: URL): string {
  const url = firstPageOf(asked);
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('filter.')) url.searchParams.delete(name);
  return pathOf(url);
}

function firstPageOf(asked: URL): URL {
  const url = new URL(asked);
  for (const name of ['page', 'section_id', 'sections']) url.searchParams.delete(name);
  return url;
}

const pathOf = ({ pathname, search }: URL): string => pathname + search;
