import type { Db } from '~/platform/db/db.server';

/**
 * Those of these present persons who do not want what is known of them sold or shared, wherever they said so: in the ledger for one of their addresses, at
 * Shopify, or by their browser before an address was known. Whatever came first, and whoever was joined since.
 */
export async function refusingSale(db: Db, shopId: string, profileIds: string[]): Promise<Set<string>> {
  if (!profileIds.length) return new Set();
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    SELECT a."profileId"::text FROM addresses a
    JOIN consent_states c ON c."shopId" = a."shopId" AND c."addressId" = a."id" AND c."purpose" = 'data-sale' AND c."state" = 'withdrawn'
    WHERE a."shopId" = ${shopId}::uuid AND a."profileId" = ANY(${profileIds}::uuid[])
    UNION SELECT i."profileId"::text FROM identities i
    JOIN shopify_customers s ON s."shopId" = i."shopId" AND s."customerId" = i."value" AND s."dataSaleOptOut"
    WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' AND i."profileId" = ANY(${profileIds}::uuid[])
    UNION SELECT e."profileId"::text FROM events e
    WHERE e."shopId" = ${shopId}::uuid AND e."profileId" = ANY(${profileIds}::uuid[]) AND e."type" = 'consent_changed'
      AND e."properties" @> '{"purpose": "data-sale", "state": "withdrawn"}'`;
  return new Set(rows.map(({ profileId }) => profileId));
}

/** Whether what is known of a person may be handed to somebody else for their own ends: asked before anything leaves for such. */
export const maySell = async (db: Db, shopId: string, profileId: string): Promise<boolean> =>
  !(await refusingSale(db, shopId, [profileId])).has(profileId);
