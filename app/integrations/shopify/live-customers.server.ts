import type { LiveCustomer, LiveCustomers } from '~/capture/freshness/live-customers';
import type { AdminClient } from './admin-client.server';
import { consentStateOf } from './consent-state';
import * as operations from './operations';

/** Shopify takes at most 250 ids at once; each of these costs some points, so that fewer are asked for together. */
const AT_ONCE = 100;

export function createLiveCustomers(admin: AdminClient): LiveCustomers {
  return {
    async customers(shopDomain, customerIds) {
      const found = new Map<string, LiveCustomer>();
      const ids = [...new Set(customerIds)];
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const { nodes } = await admin.run(shopDomain, operations.liveCustomers, { ids: ids.slice(at, at + AT_ONCE) });
        for (const node of nodes) {
          if (node?.__typename !== 'Customer') continue;
          const { lastOrder, defaultEmailAddress: email } = node;
          const isNo = email !== null && consentStateOf(email.marketingState) === 'withdrawn';
          const refusedAt = isNo && email.marketingUpdatedAt ? new Date(email.marketingUpdatedAt as string) : null;
          found.set(node.id, { lastOrderId: lastOrder?.id ?? null, refusedAt });
        }
      }
      return found;
    },
  };
}
