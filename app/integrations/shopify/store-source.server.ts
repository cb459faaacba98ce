import { z } from 'zod';
import type { BulkAnswer, BulkState, StoreSource } from '~/capture/shopify-sync/store-source';
import type { SyncKind } from '~/capture/shopify-sync/sync-kinds';
import type { AdminClient } from './admin-client.server';
import { bulkQuery, changedSince } from './bulk-query';
import * as operations from './operations';
import type { BulkStateQuery } from './operations.gen';
import { readChanges } from './read-changes.server';
import { readIds, readPages } from './read-bulk.server';
import type { Fetch } from './shopify-fetch.server';

const counts = {
  products: operations.countProducts,
  collections: operations.countCollections,
  customers: operations.countCustomers,
  orders: operations.countOrders,
  checkouts: operations.countCheckouts,
} satisfies Record<SyncKind, string>;

/** Reads a store's past through the Admin API's bulk operations, and few changes of it through its pages. */
export function createStoreSource(admin: AdminClient, fetch: Fetch): StoreSource {
  return {
    async shopDetails(shopDomain) {
      const { shop, currentAppInstallation } = await admin.run(shopDomain, operations.shopDetails, {});
      return {
        name: shop.name,
        email: shop.email,
        currency: shop.currencyCode,
        timezone: shop.ianaTimezone,
        storefrontUrl: z.string().parse(shop.primaryDomain.url).replace(/\/$/, ''),
        scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle),
      };
    },
    async startBulk(shopDomain, kind, scope, now) {
      const query = bulkQuery(kind, scope, now);
      const { bulkOperationRunQuery: run } = await admin.run(shopDomain, operations.startBulk, { query });
      if (run?.bulkOperation) return { kind: 'started', operationId: run.bulkOperation.id };
      const problem = run?.userErrors.map((error) => error.message).join('; ') ?? '';
      if (run?.userErrors.every(({ code }) => code === 'OPERATION_IN_PROGRESS' || code === 'LIMIT_REACHED'))
        return { kind: 'busy', problem };
      throw new Error(`Shopify did not start the bulk operation for ${kind}: ${problem}`);
    },
    async bulkState(shopDomain, operationId) {
      const { bulkOperation } = await admin.run(shopDomain, operations.bulkState, { id: operationId });
      return stateOf(bulkOperation);
    },
    read: (kind, answer, reading) => readPages(fetch, kind, answer, reading),
    readIds: (answer, fromByte) => readIds(fetch, answer, fromByte),
    async countChanges(shopDomain, kind, since) {
      const { counted } = await admin.run(shopDomain, counts[kind], { search: changedSince(since) });
      return counted?.count ?? 0;
    },
    readChanges: (shopDomain, kind, since, currency) => readChanges(admin, shopDomain, kind, since, currency),
  };
}

const address = z.string().nullable();

function stateOf(operation: BulkStateQuery['bulkOperation']): BulkState {
  if (!operation)
    return { kind: 'failed', why: 'gone', problem: 'Shopify no longer knows the operation', partial: null };
  const objects = Number(operation.objectCount);
  const bytes = operation.fileSize ? Number(operation.fileSize) : null;
  const problem = `${operation.status} ${operation.errorCode ?? ''}`.trim();
  switch (operation.status) {
    case 'CREATED':
    case 'RUNNING':
    case 'CANCELING':
      return { kind: 'running', objects };
    case 'COMPLETED':
      return { kind: 'ready', answer: { url: address.parse(operation.url), bytes, isPartial: false }, objects };
    case 'EXPIRED':
      return { kind: 'failed', why: 'gone', problem, partial: null };
    case 'CANCELED':
      return { kind: 'failed', why: 'canceled', problem, partial: null };
    case 'FAILED':
      if (operation.errorCode === 'ACCESS_DENIED') return { kind: 'refused', problem };
      return { kind: 'failed', why: 'failed', problem, partial: partialOf(address.parse(operation.partialDataUrl)) };
  }
}

const partialOf = (url: string | null): BulkAnswer | null =>
  url === null ? null : { url, bytes: null, isPartial: true };
