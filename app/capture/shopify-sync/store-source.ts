import type { ConsentReport, OrderReport, PastCheckout, PersonReport, ProductReport } from '../events/reports';

/** What a first sync brings, in this order: orders and checkouts need products and customers. */
export const syncKinds = ['products', 'customers', 'orders', 'checkouts'] as const;
export type SyncKind = (typeof syncKinds)[number];

/** How far back checkouts are asked for. */
export const PAST_CHECKOUT_DAYS = 60;

export interface SyncedCustomer {
  person: PersonReport & { customerId: string };
  consent: ConsentReport | null;
}

export interface SyncPages {
  products: ProductReport[];
  customers: SyncedCustomer[];
  orders: OrderReport[];
  checkouts: PastCheckout[];
}

export interface ShopDetails {
  name: string;
  email: string;
  currency: string;
  timezone: string;
  storefrontUrl: string;
}

export type BulkState =
  | { kind: 'running'; objects: number }
  | { kind: 'ready'; url: string | null; objects: number }
  | { kind: 'failed'; problem: string }
  /** Shopify will not tell, however often it is asked. */
  | { kind: 'refused'; problem: string };

/** A page of whole objects read from a bulk answer, and how many bytes of it are read when they are stored. */
export interface SyncPage<K extends SyncKind> {
  objects: SyncPages[K];
  /** Reading may go on from here; unchanged until all objects before it are complete. */
  bytesRead: number;
}

/** Where a store's past is read from. */
export interface StoreSource {
  shopDetails(shopDomain: string): Promise<ShopDetails>;
  /** `now`, in business time, is from where what has a past of some days is reckoned. */
  startBulk(shopDomain: string, kind: SyncKind, now: Date): Promise<{ operationId: string }>;
  bulkState(shopDomain: string, operationId: string): Promise<BulkState>;
  /** Reads a finished answer from a byte on, page by page, in constant memory. */
  read<K extends SyncKind>(kind: K, url: string, fromByte: number, currency: string): AsyncIterable<SyncPage<K>>;
}
