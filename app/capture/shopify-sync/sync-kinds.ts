import type { PersonReport } from '../events/person-report';
import type {
  CollectionReport,
  ConsentReport,
  CustomerRecordReport,
  InventoryLevelReport,
  OrderReport,
  PastCheckout,
  ProductReport,
} from '../events/reports';

/** What a sync brings, in this order: orders and checkouts need products and customers. Five are as many as Shopify prepares at once. */
export const syncKinds = ['products', 'collections', 'customers', 'orders', 'checkouts'] as const;
export type SyncKind = (typeof syncKinds)[number];

/**
 * Which facts of a kind are asked for. Raise a number when its query asks for more: shops that were read before are then read once more, by
 * the sweep.
 */
export const factsAsked: Record<SyncKind, number> = {
  products: 2,
  collections: 1,
  customers: 2,
  orders: 2,
  checkouts: 1,
};

/** `first`: the whole past; `changes`: what changed since it was last sure; `census`: the ids of all there are, to find what is gone. */
export const syncPurposes = ['first', 'changes', 'census'] as const;

/** Checkouts are never deleted by anybody but Shopify, which drops old ones. */
export const censusKinds = ['products', 'collections', 'customers', 'orders'] as const satisfies readonly SyncKind[];
export type CensusKind = (typeof censusKinds)[number];

export interface SyncedProduct {
  product: ProductReport;
  levels: InventoryLevelReport[];
}

export interface SyncedCustomer {
  person: PersonReport & { customerId: string };
  record: CustomerRecordReport;
  consent: ConsentReport | null;
}

export interface SyncPages {
  products: SyncedProduct[];
  collections: CollectionReport[];
  customers: SyncedCustomer[];
  orders: OrderReport[];
  checkouts: PastCheckout[];
}
