import { storeProducts } from '~/capture/catalog/store-products.server';
import type { CustomerEvent } from '~/capture/events/event';
import { appendEvents } from '~/capture/events/event-log.server';
import type { PersonReport } from '~/capture/events/person-report';
import type { OrderReport, ProductReport } from '~/capture/events/reports';
import { orderPlace } from '~/capture/data-quality/order-place';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { recomputeAllNumbers } from '~/customers/numbers/recompute-all-numbers.server';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { StoreCustomer, StoreData, StoreOrder, StoreProduct } from '../../devstore/store';

export interface LoadDeps {
  db: Database;
  vault: Vault;
  ids: Ids;
  clock: Clock;
  systemClock: SystemClock;
}

const PAGE = 1_000;

/** Stores a generated shop's people as a first sync does. Gives each customer's profile. To be called inside the shop's wall. */
export async function loadPeople(deps: LoadDeps, shopId: string, data: StoreData): Promise<Map<string, string>> {
  const profiles = new Map<string, string>();
  for (const page of pagesOf(data.customers)) {
    const told = await deps.db.transaction((tx) => identifyMany(deps, tx, shopId, page.map(personOf), 'bench'));
    for (const [index, { profileId }] of told.entries()) profiles.set(page[index]?.id ?? '', profileId);
  }
  return profiles;
}

/** Stores what they bought, and that they looked at something before: a product and a page for every other order. */
export async function loadHistory(
  deps: LoadDeps,
  shopId: string,
  data: StoreData,
  profiles: Map<string, string>,
): Promise<{ orders: number; events: number }> {
  for (const page of pagesOf(data.products))
    await deps.db.transaction((tx) => storeProducts(tx, shopId, page.map(productOf)));
  const counted = { orders: 0, events: 0 };
  for (const page of pagesOf(data.orders)) {
    const known = page.flatMap((order) => {
      const profileId = profiles.get(order.customerId ?? '');
      return profileId ? [{ ...orderOf(order), profileId }] : [];
    });
    const events = known.filter((_, index) => index % 2 === 0).flatMap((order) => looksBefore(order));
    await deps.db.transaction(async (tx) => {
      await storeOrders(tx, shopId, known);
      await appendEvents(deps, tx, shopId, events);
    });
    counted.orders += known.length;
    counted.events += events.length;
  }
  await recomputeAllNumbers(deps.db, shopId);
  return counted;
}

function* pagesOf<T>(all: T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += PAGE) yield all.slice(at, at + PAGE);
}

const personOf = ({
  id,
  email,
  phone,
  firstName,
  lastName,
  locale,
  address,
  updatedAt,
}: StoreCustomer): PersonReport => ({
  ...{ customerId: id, email: email ?? undefined, phone: phone ?? undefined, locale },
  ...{ firstName: firstName ?? undefined, lastName: lastName ?? undefined },
  ...{ countryCode: address?.countryCode, city: address?.city ?? undefined },
  seenAt: new Date(updatedAt),
});

const productOf = (product: StoreProduct): ProductReport => ({
  ...{ id: product.id, handle: product.handle, title: product.title, vendor: product.vendor },
  ...{ productType: product.productType, tags: product.tags, collectionIds: product.collectionIds },
  ...{ status: product.status, isPublished: product.publishedAt !== null, onlineStoreUrl: null },
  ...{ imageUrl: null, imageAlt: null, media: null, variants: [] },
  ...{ createdAt: new Date(product.createdAt), updatedAt: new Date(product.updatedAt) },
});

const orderOf = (order: StoreOrder): OrderReport => ({
  ...{ id: order.id, name: order.name, cartToken: null, checkoutToken: null, currency: 'EUR' },
  ...{ totalMinor: order.totalMinor, refundedMinor: order.refundedMinor, subtotalMinor: order.subtotalMinor },
  ...{ discountMinor: order.discountMinor, shippingMinor: order.shippingMinor, discountCodes: order.discountCodes },
  ...{ financialStatus: order.financialStatus, fulfillmentStatus: order.fulfillmentStatus },
  ...{ sourceName: order.sourceName, attribution: null, shippedTo: orderPlace({ country: order.countryCode }) },
  ...{ isTest: false, placedAt: new Date(order.createdAt), updatedAt: new Date(order.updatedAt) },
  ...{ cancelledAt: order.cancelledAt ? new Date(order.cancelledAt) : null, fulfilledAt: null, refunds: [] },
  lines: order.lines.map(({ id, productId, variantId, title, quantity, priceMinor }) => ({
    ...{ id, productId, variantId, title, quantity, currentQuantity: null, priceMinor },
  })),
  person: { seenAt: new Date(order.createdAt) },
});

function looksBefore(order: OrderReport & { profileId: string }): { profileId: string; event: CustomerEvent }[] {
  const { id, profileId, placedAt, lines } = order;
  const occurredAt = new Date(placedAt.getTime() - 600_000);
  const device = placedAt.getTime() % 3 === 0 ? 'desktop' : 'mobile';
  const told = { occurredAt, source: 'storefront' } as const;
  const page: CustomerEvent = { ...told, type: 'page_viewed', properties: { device }, dedupeKey: `page before ${id}` };
  const productId = lines[0]?.productId;
  if (!productId) return [{ profileId, event: page }];
  const product: CustomerEvent = {
    ...{ ...told, type: 'product_viewed', properties: { productId }, dedupeKey: `product before ${id}` },
  };
  return [page, product].map((event) => ({ profileId, event }));
}
