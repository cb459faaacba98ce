import type { SyncKind, SyncPages } from './sync-kinds';

/** How far back checkouts are asked for. */
export const PAST_CHECKOUT_DAYS = 60;

/** How far back Shopify shows orders to an app without the scope `read_all_orders` (https://shopify.dev/docs/api/usage/access-scopes). */
export const ORDER_WINDOW_DAYS = 60;

export interface ShopDetails {
  name: string;
  email: string;
  currency: string;
  timezone: string;
  storefrontUrl: string;
  /** What the app may see, in Shopify's words. */
  scopes: string[];
}

/** What a bulk operation is to give: all of a kind, what changed since an instant, or the ids of all there are. */
export type BulkScope = { kind: 'everything' } | { kind: 'changes'; since: Date } | { kind: 'ids' };

export type BulkStart =
  | { kind: 'started'; operationId: string }
  /** As many run for this shop as Shopify runs at once: later. */
  | { kind: 'busy'; problem: string };

/** Where a finished answer lies. `url` is null where there is nothing to tell. */
export interface BulkAnswer {
  url: string | null;
  /** How long it is; null where Shopify does not say. */
  bytes: number | null;
  /** Written until the operation failed: its end is missing. */
  isPartial: boolean;
}

export type BulkState =
  | { kind: 'running'; objects: number }
  | { kind: 'ready'; answer: BulkAnswer; objects: number }
  /** Nothing more will come of it; begun anew it may succeed. */
  | { kind: 'failed'; why: FailedWhy; problem: string; partial: BulkAnswer | null }
  /** Shopify will not tell, however often it is asked. */
  | { kind: 'refused'; problem: string };

/** `gone`: its answer was kept for its seven days, or Shopify no longer knows it. */
export type FailedWhy = 'failed' | 'canceled' | 'gone';

/** A page of whole objects read from a bulk answer, and how many bytes of it are read when they are stored. */
export interface SyncPage<K extends SyncKind> {
  objects: SyncPages[K];
  /** Reading may go on from here; unchanged until all objects before it are complete. */
  bytesRead: number;
}

export interface Reading {
  fromByte: number;
  currency: string;
  /** Objects of a page. */
  atOnce: number;
}

export interface IdPage {
  objects: string[];
  bytesRead: number;
}

/** Thrown while reading an answer that is no longer where it was. */
export class AnswerGone extends Error {}

/**
 * Objects that changed and are stored in one transaction. A past goes in by the hundred, in a few statements; what changed goes its own way through all
 * stages, object by object, and in a shop that lost many webhooks hundreds of them would outlast any transaction, however often it was begun anew.
 */
export const CHANGES_AT_ONCE = 25;

/** Where a store's past, and what has changed in it, is read from. `now` is business time, from which what has a past of some days is reckoned. */
export interface StoreSource {
  shopDetails(shopDomain: string): Promise<ShopDetails>;
  startBulk(shopDomain: string, kind: SyncKind, scope: BulkScope, now: Date): Promise<BulkStart>;
  bulkState(shopDomain: string, operationId: string): Promise<BulkState>;
  /** Reads a finished answer from a byte on, page by page, in constant memory. Throws `AnswerGone` where it is not there any more. */
  read<K extends SyncKind>(kind: K, answer: BulkAnswer, reading: Reading): AsyncIterable<SyncPage<K>>;
  readIds(answer: BulkAnswer, fromByte: number): AsyncIterable<IdPage>;
  /** How many of a kind have changed since an instant; at most 10,000 are counted. */
  countChanges(shopDomain: string, kind: SyncKind, since: Date): Promise<number>;
  /** What has changed of one kind, without a bulk operation: for few. Null where one of them is larger than such a question can carry. */
  readChanges<K extends SyncKind>(
    shopDomain: string,
    kind: K,
    since: Date,
    currency: string,
  ): Promise<SyncPages[K] | null>;
}
