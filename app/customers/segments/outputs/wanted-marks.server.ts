import type { Db } from '~/platform/db/db.server';
import type { Marks } from './output';

/** What should stand on each of these customers, as memberships are now. Who is in nothing that is told, and who is gone in Shopify, has no entry. */
export async function wantedMarks(db: Db, shopId: string, customerIds: string[]): Promise<Map<string, Marks>> {
  const rows = await db.$queryRaw<{ customerId: string; tags: string[]; handles: string[] }[]>`
    SELECT i."value" AS "customerId",
      COALESCE(array_agg(DISTINCT o."tag") FILTER (WHERE o."tag" IS NOT NULL), '{}') AS "tags",
      COALESCE(array_agg(DISTINCT o."handle") FILTER (WHERE o."handle" IS NOT NULL), '{}') AS "handles"
    FROM identities i
    JOIN segment_members m ON m."shopId" = i."shopId" AND m."profileId" = i."profileId"
    JOIN segment_outputs o ON o."shopId" = m."shopId" AND o."segmentId" = m."segmentId"
    WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' AND i."value" = ANY(${customerIds}::text[])
      AND NOT EXISTS (SELECT FROM shopify_customers c WHERE c."shopId" = i."shopId" AND c."customerId" = i."value"
        AND (c."deletedAt" IS NOT NULL OR c."mergedIntoCustomerId" IS NOT NULL))
    GROUP BY 1`;
  return new Map(rows.map(({ customerId, tags, handles }) => [customerId, { tags, handles: [...handles].sort() }]));
}
