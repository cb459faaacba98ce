import type { Db } from '~/platform/db/db.server';
import type { CustomerMergeReport } from '../events/reports';

/** Notes into whom a customer of Shopify's went, also where nothing was told of that customer before. */
export async function noteCustomerMerge(
  db: Db,
  shopId: string,
  { absorbedCustomerId, keptCustomerId }: CustomerMergeReport,
): Promise<void> {
  await db.shopifyCustomer.upsert({
    where: { shopId_customerId: { shopId, customerId: absorbedCustomerId } },
    create: { shopId, customerId: absorbedCustomerId, mergedIntoCustomerId: keptCustomerId },
    update: { mergedIntoCustomerId: keptCustomerId },
  });
}
