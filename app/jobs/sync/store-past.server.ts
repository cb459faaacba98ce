import { storeCollections } from '~/capture/catalog/store-collections.server';
import { storeProducts } from '~/capture/catalog/store-products.server';
import { storeInventoryLevels } from '~/capture/catalog/store-stock.server';
import { storeCustomers as storeRecords } from '~/capture/shopify-customers/store-customers.server';
import type { OrderReport } from '~/capture/events/reports';
import { storeOrders } from '~/capture/orders/store-orders.server';
import type { SyncedCustomer, SyncedProduct, SyncKind } from '~/capture/shopify-sync/sync-kinds';
import type { StorePage } from '~/capture/shopify-sync/sync-stores';
import { recordConsents } from '~/customers/consent/record-consents.server';
import { recomputeAllNumbers } from '~/customers/numbers/recompute-all-numbers.server';
import { storeAsTold } from '~/customers/profiles/told-of.server';
import { noteUsed } from '~/decisions/offers/note-used.server';
import type { Db } from '~/platform/db/db.server';
import { appendOrderHistory } from '../reports/order-history.server';
import { recordCustomerRefusals } from '../reports/record-customer-refusals.server';
import { weakIdentifiers } from '../reports/record-order.server';
import { identifyPage, type SyncServices } from './identify-page.server';
import { storeCheckouts } from './store-checkouts.server';

/** Stores pages of a shop's past, many at once, from left to right through the stages. It is old news: no flow hears of it. */
export const storePast = (services: SyncServices, shopId: string): StorePage => ({
  products: (tx, products) => storeCatalogue(tx, shopId, products),
  collections: (tx, collections) => storeCollections(tx, shopId, collections),
  customers: (tx, customers) => storeCustomers(services, tx, shopId, customers),
  orders: (tx, orders) => storePastOrders(services, tx, shopId, orders),
  async checkouts(tx, checkouts) {
    await storeCheckouts(services, tx, shopId, checkouts);
  },
});

/** What is worked out once all of a kind is here. */
export async function endPast({ db }: SyncServices, shopId: string, kind: SyncKind): Promise<void> {
  if (kind === 'orders') await recomputeAllNumbers(db, shopId);
}

export async function storeCatalogue(tx: Db, shopId: string, synced: SyncedProduct[]): Promise<void> {
  await storeProducts(
    tx,
    shopId,
    synced.map(({ product }) => product),
  );
  await storeInventoryLevels(
    tx,
    shopId,
    synced.flatMap(({ levels }) => levels),
  );
}

async function storeCustomers(
  services: SyncServices,
  tx: Db,
  shopId: string,
  customers: SyncedCustomer[],
): Promise<void> {
  await identifyPage(
    services,
    tx,
    shopId,
    customers.map(({ person }) => person),
  );
  await storeRecords(
    tx,
    shopId,
    customers.map(({ record }) => record),
  );
  await recordConsents(
    services,
    tx,
    shopId,
    customers.flatMap(({ consent }) => consent ?? []),
  );
  const context = { services, shopId, dedupeKey: 'first-sync' };
  await recordCustomerRefusals(context, tx, refusingIn(customers));
}

/** Those of whom this is told, so that nothing is asked of the database for all the others. */
export const refusingIn = (customers: SyncedCustomer[]): string[] =>
  customers.flatMap(({ record }) => (record.dataSale?.isOptedOut ? record.customerId : []));

async function storePastOrders(services: SyncServices, tx: Db, shopId: string, orders: OrderReport[]): Promise<void> {
  const persons = orders.map((order) => ({ ...order.person, otherwise: weakIdentifiers(order) }));
  const told = await identifyPage(services, tx, shopId, persons);
  const known = orders.map((order, index) => ({ ...order, profileId: told[index]?.profileId ?? '' }));
  await storeAsTold(tx, told, known, async (rows) => {
    await storeOrders(tx, shopId, rows);
    await noteUsed(tx, shopId, rows);
    await appendOrderHistory(services, tx, shopId, rows);
  });
}
