import { PAST_CHECKOUT_DAYS, type SyncKind } from '~/capture/shopify-sync/store-source';
import { bulkQueries } from './operations';

const DAY_MS = 86_400_000;

/** The text of a kind's bulk query as Shopify is to run it at an instant. */
export function bulkQuery(kind: SyncKind, now: Date): string {
  if (kind !== 'checkouts') return bulkQueries[kind];
  const since = new Date(now.getTime() - PAST_CHECKOUT_DAYS * DAY_MS);
  // Quoted, since an unquoted time would end at its first colon (https://shopify.dev/docs/api/usage/search-syntax).
  return withValue(bulkQueries.checkouts, 'search', `created_at:>='${since.toISOString()}'`);
}

/** A query of one variable with its value in the variable's place. */
function withValue(query: string, variable: string, value: string): string {
  return query.replace(`($${variable}: String!)`, '').replace(`$${variable}`, () => JSON.stringify(value));
}
