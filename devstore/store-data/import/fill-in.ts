import type { StoreCollection, StoreCustomer, StoreOrder, StoreProduct } from '../../store';
import { slugOf } from '../slug';

const HOUR_MS = 3_600_000;

/** The data's end: the last order's time, rounded up to the whole hour; without orders, the given instant. */
export function endOf(orders: StoreOrder[], without: string): string {
  const last = orders[orders.length - 1];
  return last ? new Date(Math.ceil(Date.parse(last.createdAt) / HOUR_MS) * HOUR_MS).toISOString() : without;
}

/**
 * What exports do not say: when products and customers came. A product is as old as its first sale, a customer as old as the first order;
 * those without either were there from the store's first order on.
 */
export function fillInDates(
  products: StoreProduct[],
  customers: StoreCustomer[],
  orders: StoreOrder[],
  endsAt: string,
): void {
  const beginning = orders[0]?.createdAt ?? endsAt;
  const [firstSale, lastSale] = [new Map<string, string>(), new Map<string, string>()];
  const seen = (id: string | null, at: string): void => {
    if (id === null) return;
    if (!firstSale.has(id)) firstSale.set(id, at);
    lastSale.set(id, at);
  };
  for (const order of orders) {
    seen(order.customerId, order.createdAt);
    for (const { productId } of order.lines) seen(productId, order.createdAt);
  }
  for (const row of [...products, ...customers]) {
    row.createdAt = firstSale.get(row.id) ?? beginning;
    row.updatedAt = lastSale.get(row.id) ?? row.createdAt;
  }
  for (const product of products) if (product.publishedAt !== null) product.publishedAt = product.createdAt;
}

/** Updates after the end happened after the export's last order: the data ends before them. */
export function endUpdatesBy(orders: StoreOrder[], endsAt: string): void {
  for (const order of orders) if (order.updatedAt > endsAt) order.updatedAt = endsAt;
}

/** Collections are not exported: products are gathered by the collection that the file names, else by their type. */
export function gatherCollections(
  products: StoreProduct[],
  named: Map<string, string>,
  updatedAt: string,
): StoreCollection[] {
  const collections = new Map<string, StoreCollection>();
  for (const product of products) {
    const title = named.get(product.id) ?? product.productType;
    const handle = slugOf(title);
    if (!handle) continue;
    const collection = collections.get(handle) ?? {
      id: `gid://shopify/Collection/${FIRST_COLLECTION + collections.size}`,
      handle,
      title,
      updatedAt,
    };
    collections.set(handle, collection);
    product.collectionIds.push(collection.id);
  }
  return [...collections.values()];
}

const FIRST_COLLECTION = 499_000_000_000;
