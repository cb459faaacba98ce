import type { StoreProduct } from '../../../store';
import { digitsOf, hundredths } from '../catalogue/storefront-ids';
import { passes, type Chosen, type Facet } from './filter-products';

/** More values than this make no filter that anybody reads through. */
const MAX_VALUES = 24;

/** Liquid's `filter`. Amounts are hundredths of the currency's unit, `min` and `max` what the fields say. */
export type FilterObject =
  | {
      type: 'list';
      label: string;
      active_count: number;
      values: { label: string; value: string; param_name: string; count: number; active: boolean }[];
    }
  | { type: 'price_range'; label: string; active_count: number; min: string; max: string; range_max: number };

/** A list, and what was chosen in it. */
export interface Given {
  chosen: Chosen;
  facets: Facet[];
  products: readonly StoreProduct[];
  currency: string;
}

/** Everything by which the list can be narrowed, with how many products each choice would show. */
export function filterObjects(given: Given): FilterObject[] {
  return [...given.facets.flatMap((facet) => listFilter(facet, given)), priceFilter(given)];
}

function listFilter(facet: Facet, given: Given): FilterObject[] {
  const { chosen, facets, products } = given;
  const counts = new Map<string, number>();
  for (const product of products) {
    if (!passes(product, chosen, facets, facet)) continue;
    for (const value of new Set(facet.valuesOf(product))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const wanted = chosen.values[facet.param] ?? [];
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_VALUES);
  if (most.length < 2 && wanted.length === 0) return [];
  const values = most.map(([value, count]) => ({
    ...{ label: facet.names?.[value] ?? value, value, param_name: facet.param, count },
    active: wanted.includes(value),
  }));
  return [{ type: 'list', label: facet.label, active_count: wanted.length, values }];
}

function priceFilter({ chosen: { fromMinor, toMinor }, products, currency }: Given): FilterObject {
  const dearest = Math.max(0, ...products.flatMap((each) => each.variants.map(({ priceMinor }) => priceMinor)));
  const say = (minor: number | null) => (minor === null ? '' : String(minor / 10 ** digitsOf(currency)));
  return {
    type: 'price_range',
    label: 'Price',
    active_count: Number(fromMinor !== null || toMinor !== null),
    min: say(fromMinor),
    max: say(toMinor),
    range_max: hundredths(dearest, currency),
  };
}
