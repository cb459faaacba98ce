import { z } from 'zod';
import type { Report } from '~/capture/events/reports';

const customerGid = z.string().regex(/^gid:\/\/shopify\/Customer\/\d+$/);

const merge = z.object({
  admin_graphql_api_customer_kept_id: customerGid,
  admin_graphql_api_customer_deleted_id: customerGid,
  status: z.string(),
});

/** Merges are jobs at Shopify: only one that is done makes two customers one. A failed one is told under the same topic. */
export function customerMergeReport(payload: unknown, triggeredAt: Date): Report {
  const told = merge.parse(payload);
  if (told.status.toLowerCase() !== 'completed') return { kind: 'not-needed' };
  return {
    kind: 'customer-merge',
    merge: {
      keptCustomerId: told.admin_graphql_api_customer_kept_id,
      absorbedCustomerId: told.admin_graphql_api_customer_deleted_id,
      occurredAt: triggeredAt,
    },
  };
}
