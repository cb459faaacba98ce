import { PAST_CHECKOUT_DAYS, type BulkScope } from '~/capture/shopify-sync/store-source';
import type { SyncKind } from '~/capture/shopify-sync/sync-kinds';
import { idsOnly, withSearch } from './query-texts';
import { bulkQueries } from './bulk-queries';

const DAY_MS = 86_400_000;

/** The text of a kind's bulk query as Shopify is to run it at an instant. */
export function bulkQuery(kind: SyncKind, scope: BulkScope, now: Date): string {
  const query = bulkQueries[kind];
  switch (scope.kind) {
    case 'ids':
      return idsOnly(query);
    case 'changes':
      return withSearch(query, changedSince(scope.since));
    case 'everything':
      return kind === 'checkouts' ? withSearch(query, begunSince(now)) : query;
  }
}

/** Quoted, since an unquoted time would end at its first colon (https://shopify.dev/docs/api/usage/search-syntax). */
export const changedSince = (since: Date): string => `updated_at:>='${since.toISOString()}'`;

const begunSince = (now: Date): string =>
  `created_at:>='${new Date(now.getTime() - PAST_CHECKOUT_DAYS * DAY_MS).toISOString()}'`;
