import type { WorldClock } from '../clock';
import type { AppendOnlyLog } from '../log';
import type { StoreData } from '../store';
import type { AppConfig } from './app-config/app-config';
import type { Keep } from '../kept/keep';
import type { LineOrder } from './bulk/lines';
import type { ShopifyLogEntry } from './log-entry';

export interface ShopifyStandInOptions {
  /** Owned and changed by the stand-in from now on. */
  data: StoreData;
  clock: WorldClock;
  log: AppendOnlyLog<ShopifyLogEntry>;
  app: {
    apiKey: string;
    apiSecret: string;
    /** Where the app answers here and now; the toml's own URLs are those of production. */
    appUrl: string;
    config: AppConfig;
  };
  /** Path of `admin_2026-10.json.gz`. */
  schemaFile: string;
  approvals?: Partial<Approvals>;
  webhooks?: Partial<WebhookBehaviour>;
  /** The leaky bucket of the Admin API: 2,000 points that restore at 100 a second unless told otherwise. */
  bucket?: Partial<BucketSize>;
  unknowns?: Partial<Unknowns>;
  /** Milliseconds since 1970 of the system's clock, by which tokens, signatures and the bucket run. Default: the machine's. */
  systemNow?: () => number;
  /** Seed of tokens, ids and delivery mishaps. Default 1. */
  seed?: number;
  /** Where bulk results are written. Default: a new folder in the system's temporary directory, removed on stop. */
  dataDir?: string;
  /** Where what has happened is kept for the next start. Default: nowhere. */
  keep?: Keep;
}

export interface Approvals {
  /** Shopify's approval of `read_all_orders`; without it orders older than 60 days are hidden. */
  readAllOrders: boolean;
  /** `level1`: customer data without name, address, phone and email; `none`: no customer data at all. */
  protectedData: 'none' | 'level1' | 'level2';
}

export interface WebhookBehaviour {
  /** Share of deliveries (0 to 1) that are sent a second time after they succeeded. */
  duplicateRate: number;
  /** Sends what is due at one time in random order. */
  shuffle: boolean;
  /** Share of deliveries (0 to 1) that are never sent. */
  dropRate: number;
  /** Business time between an event and its first delivery. */
  delayMs: number;
}

export interface BucketSize {
  maximumAvailable: number;
  /** Points a second. */
  restoreRate: number;
}

/** What is not known of the real service: stories run it both ways. */
export interface Unknowns {
  /** Whether a cart's webhook names the customer whose address the cart's checkout has. */
  cartPayloadNamesCustomer: boolean;
  /** `contact`: `checkouts/create` comes once the contact is known; `start`: as soon as checkout is entered, without an address. */
  checkoutCreateFires: 'contact' | 'start';
  /** Of bulk results that are not grouped: any order at all, or each parent somewhere before its children. */
  bulkLineOrder: LineOrder;
  /** Minutes of business time without a change after which a checkout counts as abandoned. */
  abandonedAfterMinutes: number;
  /** How Flow's lifecycle callbacks call a trigger: by its handle, its name, or a number of Shopify's own. */
  flowTriggerCalled: 'handle' | 'name' | 'number';
}

export const defaultApprovals: Approvals = { readAllOrders: true, protectedData: 'level2' };
export const defaultWebhooks: WebhookBehaviour = { duplicateRate: 0, shuffle: false, dropRate: 0, delayMs: 0 };
export const defaultBucket: BucketSize = { maximumAvailable: 2000, restoreRate: 100 };
export const defaultUnknowns: Unknowns = {
  cartPayloadNamesCustomer: false,
  checkoutCreateFires: 'contact',
  bulkLineOrder: 'any',
  abandonedAfterMinutes: 10,
  flowTriggerCalled: 'handle',
};
