import type { Db } from '~/platform/db/db.server';
import { holdTellings } from './claim-tellings.server';

/**
 * Forgets what stands in Shopify of these customers by us: after whoever is just taking some, so that nobody writes them down anew. What stands there is
 * the shop's own record from now on. Last of an erasure: forgetting memberships notes customers.
 */
export async function eraseTellings(tx: Db, shopId: string, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await holdTellings(tx, shopId, 'alone');
  const where = { shopId, customerId: { in: customerIds } };
  await tx.segmentTelling.deleteMany({ where });
  await tx.segmentTellingDue.deleteMany({ where });
}
