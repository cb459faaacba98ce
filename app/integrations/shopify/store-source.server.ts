import { z } from 'zod';
import type { StoreSource, SyncKind, SyncPage, SyncPages } from '~/capture/shopify-sync/store-source';
import type { AdminClient } from './admin-client.server';
import { toCheckout } from './bulk-checkouts';
import { readBulkObjects, type BulkObject } from './bulk-lines';
import { toCustomer, toOrder, toProduct } from './bulk-objects';
import { bulkQuery } from './bulk-query';
import * as operations from './operations';
import type { Fetch } from './shopify-fetch.server';

const PAGE_OBJECTS = 500;

const assemble: { [K in SyncKind]: (object: BulkObject, currency: string) => SyncPages[K][number] } = {
  products: toProduct,
  customers: toCustomer,
  orders: toOrder,
  checkouts: toCheckout,
};

/** Reads a store's past through the Admin API's bulk operations. */
export function createStoreSource(admin: AdminClient, fetch: Fetch): StoreSource {
  return {
    async shopDetails(shopDomain) {
      const { shop } = await admin.run(shopDomain, operations.shopDetails, {});
      return {
        name: shop.name,
        email: shop.email,
        currency: shop.currencyCode,
        timezone: shop.ianaTimezone,
        storefrontUrl: z.string().parse(shop.primaryDomain.url).replace(/\/$/, ''),
      };
    },
    async startBulk(shopDomain, kind, now) {
      const query = bulkQuery(kind, now);
      const { bulkOperationRunQuery: run } = await admin.run(shopDomain, operations.startBulk, { query });
      if (!run?.bulkOperation) {
        const problems = run?.userErrors.map((error) => error.message).join('; ');
        throw new Error(`Shopify did not start the bulk operation for ${kind}: ${problems}`);
      }
      return { operationId: run.bulkOperation.id };
    },
    async bulkState(shopDomain, operationId) {
      const { bulkOperation } = await admin.run(shopDomain, operations.bulkState, { id: operationId });
      if (!bulkOperation) return { kind: 'failed', problem: 'Shopify no longer knows the bulk operation' };
      const objects = Number(bulkOperation.objectCount);
      switch (bulkOperation.status) {
        case 'CREATED':
        case 'RUNNING':
          return { kind: 'running', objects };
        case 'COMPLETED':
          return { kind: 'ready', url: z.string().nullable().parse(bulkOperation.url), objects };
        default: {
          const kind = bulkOperation.errorCode === 'ACCESS_DENIED' ? 'refused' : 'failed';
          return { kind, problem: `${bulkOperation.status} ${bulkOperation.errorCode ?? ''}`.trim() };
        }
      }
    },
    read: (kind, url, fromByte, currency) => readPages(fetch, kind, url, fromByte, currency),
  };
}

async function* readPages<K extends SyncKind>(
  fetch: Fetch,
  kind: K,
  url: string,
  fromByte: number,
  currency: string,
): AsyncGenerator<SyncPage<K>> {
  const headers: Record<string, string> = fromByte ? { range: `bytes=${fromByte}-` } : {};
  const response = await fetch(url, { headers });
  if (response.status === 416) return;
  if (!response.ok || !response.body) throw new Error(`the bulk answer could not be read: HTTP ${response.status}`);
  if (fromByte && response.status !== 206) throw new Error('the bulk answer cannot be read from the middle: no 206');
  const chunks = response.body as unknown as AsyncIterable<Uint8Array>;
  for await (const { objects, bytesRead } of readBulkObjects(chunks, fromByte, PAGE_OBJECTS))
    yield { objects: objects.map((object) => assemble[kind](object, currency)) as SyncPages[K], bytesRead };
}
