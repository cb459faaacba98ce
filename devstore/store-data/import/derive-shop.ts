import type { StoreCustomer, StoreOrder, StoreProduct, StoreShop } from '../../store';
import { slugOf } from '../slug';

/** What is known of the shop from its files; the rest is said by the caller or stands for itself. */
export interface ShopClues {
  currency: string;
  ianaTimezone: string;
  primaryLocale: string;
  vendors: Map<string, number>;
  products: StoreProduct[];
  customers: StoreCustomer[];
  orders: StoreOrder[];
}

/**
 * The shop that the files came from: named after its most frequent vendor, in the country of most orders. Its postal address is not in any
 * export; the one given here is plainly a placeholder. `known` overrides what is derived.
 */
export function deriveShop(clues: ShopClues, known: Partial<StoreShop>): StoreShop {
  const name =
    commonest(clues.vendors) ?? commonest(countOf(clues.products.map(({ vendor }) => vendor))) ?? 'Imported Store';
  const countryCode =
    commonest(countOf(clues.orders.map((order) => order.countryCode))) ??
    commonest(countOf(clues.customers.map(({ address }) => address?.countryCode ?? null))) ??
    'US';
  const slug = slugOf(name) || 'imported-store';
  return {
    id: 'gid://shopify/Shop/99000000001',
    domain: `${slug}.myshopify.com`,
    name,
    email: `hello@${slug}.example.com`,
    currency: clues.currency,
    ianaTimezone: clues.ianaTimezone,
    countryCode,
    primaryLocale: clues.primaryLocale,
    address: { address1: '1 Example Street', city: 'Exampleton', zip: '00000', countryCode },
    ...known,
  };
}

function countOf(values: (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The value that occurs most often; the first of those that occur equally often. */
function commonest(counts: Map<string, number>): string | null {
  return [...counts].reduce<[string | null, number]>(
    (best, [value, count]) => (count > best[1] ? [value, count] : best),
    [null, 0],
  )[0];
}
