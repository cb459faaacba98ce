import type { StoreProduct, StoreVariant } from '../../../store';
import { isAvailable } from '../catalogue/find-products';

/** What a shopper narrows a list down to, by the parameters of Shopify's storefront filtering. Amounts are in minor units. */
export interface Chosen {
  /** Values by parameter: `filter.v.availability`, `filter.p.product_type`, `filter.p.vendor`, `filter.v.option.NAME`. */
  values: Record<string, string[]>;
  fromMinor: number | null;
  toMinor: number | null;
}

/** One thing by which a list can be narrowed: its parameter, and what each product has of it. */
export interface Facet {
  param: string;
  label: string;
  valuesOf(product: StoreProduct): string[];
  /** What a value is called, where that is not the value itself. */
  names?: Record<string, string>;
}

const AVAILABILITY: Facet = {
  param: 'filter.v.availability',
  label: 'Availability',
  valuesOf: (product) => [...new Set(product.variants.map((each) => (isAvailable(each) ? '1' : '0')))],
  names: { 1: 'In stock', 0: 'Sold out' },
};
const TYPE: Facet = {
  param: 'filter.p.product_type',
  label: 'Type',
  valuesOf: ({ productType }) => (productType ? [productType] : []),
};
const VENDOR: Facet = {
  param: 'filter.p.vendor',
  label: 'Brand',
  valuesOf: ({ vendor }) => (vendor ? [vendor] : []),
};

/** The facets that tell these products apart: the fixed ones, and one for each option such as colour or size. */
export function facetsOf(products: readonly StoreProduct[]): Facet[] {
  const names = new Set(products.flatMap((each) => each.variants.flatMap(optionNames)));
  const all = [AVAILABILITY, TYPE, VENDOR, ...[...names].map(optionFacet)];
  return all.filter((facet) => new Set(products.flatMap(facet.valuesOf)).size > 1);
}

const optionNames = ({ title, selectedOptions }: StoreVariant): string[] =>
  title === 'Default Title' ? [] : selectedOptions.map(({ name }) => name);

function optionFacet(name: string): Facet {
  return {
    param: `filter.v.option.${name.toLowerCase()}`,
    label: name,
    valuesOf: ({ variants }) =>
      variants.flatMap(({ selectedOptions }) =>
        selectedOptions.filter((option) => option.name === name).map(({ value }) => value),
      ),
  };
}

/** Whether the product passes everything chosen; `except` leaves one facet out, to count what its other values would show. */
export function passes(product: StoreProduct, chosen: Chosen, facets: readonly Facet[], except?: Facet): boolean {
  const isWithin = product.variants.some(
    ({ priceMinor }) => priceMinor >= (chosen.fromMinor ?? 0) && priceMinor <= (chosen.toMinor ?? Infinity),
  );
  return (
    isWithin &&
    facets.every((facet) => {
      const wanted = facet === except ? [] : (chosen.values[facet.param] ?? []);
      return wanted.length === 0 || facet.valuesOf(product).some((value) => wanted.includes(value));
    })
  );
}
