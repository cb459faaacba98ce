import { z } from 'zod';
import type { PropertyValue } from '~/capture/events/person-report';

const metafield = z.object({ namespace: z.string(), key: z.string(), type: z.string(), value: z.string() });

/** Metafields of one customer that are kept, and how long a value may be: what more there is serves no rule anybody writes. */
const MOST_METAFIELDS = 50;
const LONGEST_VALUE = 500;

/**
 * Custom properties of a customer's metafields, named `namespace.key`: the merchant's own and those of apps that Shopify shows this app, by
 * key, the first fifty. Shopify's own (`shopify--…`) are left out, as are lists, references, files and JSON, which no rule can compare.
 */
export function propertiesOf(rows: Record<string, unknown>[]): Record<string, PropertyValue> {
  const told = rows.map((row) => metafield.parse(row)).filter(({ namespace }) => !namespace.startsWith('shopify--'));
  const named = told.flatMap(({ namespace, key, type, value }) => {
    const property = toValue(type, value);
    return property === undefined ? [] : [[`${namespace}.${key}`, property] as const];
  });
  const first = named.sort(([one], [other]) => (one < other ? -1 : 1)).slice(0, MOST_METAFIELDS);
  return Object.fromEntries(first);
}

/** Undefined where nothing can be compared with it. */
function toValue(type: string, value: string): PropertyValue | undefined {
  switch (type) {
    case 'number_integer':
    case 'number_decimal':
      return Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'boolean':
      return value === 'true';
    case 'single_line_text_field':
    case 'multi_line_text_field':
    case 'date':
    case 'date_time':
    case 'url':
    case 'color':
    case 'id':
      return value.length <= LONGEST_VALUE ? value : undefined;
    default:
      return undefined;
  }
}
