import type { CustomerMergeReport } from '~/capture/events/reports';
import { noteCustomerMerge } from '~/capture/shopify-customers/note-merge.server';
import { mergeCustomers } from '~/customers/profiles/customer-merges.server';
import type { Db } from '~/platform/db/db.server';
import { takeOver, type ReportContext } from './report-context.server';

/** Shopify made one customer of two: so do we, with all that any stage holds of them. */
export async function recordCustomerMerge(
  { services, shopId, dedupeKey: evidence }: ReportContext,
  tx: Db,
  merge: CustomerMergeReport,
): Promise<void> {
  await noteCustomerMerge(tx, shopId, merge);
  const identified = await mergeCustomers(services, tx, shopId, { ...merge, evidence });
  if (identified) await takeOver(tx, shopId, identified);
}
