import type { Db } from '~/platform/db/db.server';
import { recordSaleOptOut } from './record-sale-opt-out.server';
import type { ReportContext } from './report-context.server';

interface Refusal {
  customerId: string;
  profileId: string;
  at: Date | null;
}

/**
 * Writes down whom of these customers Shopify knows to refuse that their data is sold. Asked of what is stored, after it was: so it does not matter whether
 * the customer or their address is told first. Shopify tells it with a customer's record alone, by no webhook; that somebody does not refuse there takes
 * nothing back that they said elsewhere.
 */
export async function recordCustomerRefusals(context: ReportContext, tx: Db, customerIds: string[]): Promise<void> {
  const { shopId } = context;
  const rows = await tx.$queryRaw<Refusal[]>`
    SELECT s."customerId", i."profileId"::text, s."dataSaleAt" AS "at" FROM shopify_customers s
    JOIN identities i ON i."shopId" = s."shopId" AND i."kind" = 'customer' AND i."value" = s."customerId"
    WHERE s."shopId" = ${shopId}::uuid AND s."customerId" = ANY(${customerIds}) AND s."dataSaleOptOut" ORDER BY s."customerId"`;
  for (const { customerId, profileId, at } of rows) {
    const occurredAt = at ?? context.services.clock.now();
    await recordSaleOptOut(context, tx, { profileId, source: 'shopify-sync', occurredAt, saidBy: customerId });
  }
}
