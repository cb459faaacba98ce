import type { SyncKind, SyncPages } from '~/capture/shopify-sync/sync-kinds';
import { toCheckout } from './bulk-checkouts';
import { toCustomer } from './bulk-customers';
import type { BulkObject } from './bulk-lines';
import { toOrder } from './bulk-orders';
import { toCollection, toProduct } from './bulk-products';

type Assemble = { [K in SyncKind]: (object: BulkObject, currency: string) => SyncPages[K][number] };

const assemble: Assemble = {
  products: toProduct,
  collections: toCollection,
  customers: toCustomer,
  orders: toOrder,
  checkouts: toCheckout,
};

/** What is told by objects as Shopify gives them, in bulk or page by page. Throws on one that is not as its query asked for it. */
export const assembleObjects = <K extends SyncKind>(kind: K, objects: BulkObject[], currency: string): SyncPages[K] =>
  objects.map((object) => assemble[kind](object, currency)) as SyncPages[K];
