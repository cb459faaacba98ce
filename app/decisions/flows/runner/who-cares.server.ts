import { Prisma } from '@prisma/client';
import { IS_A_PERSON } from '~/customers/rules/sql/compile.server';
import type { Db } from '~/platform/db/db.server';
import { NOT_AGAIN_HOURS } from './tellings';

/** Who is looked for: people after one of them, by their ids. */
export interface CaringSearch {
  productId: string;
  /** They looked at it, or put it into their cart, after this. */
  since: Date;
  now: Date;
  afterId: string | null;
  most: number;
}

/**
 * People with an address who looked at a product, or in whose cart it lies, and who have not bought it since. By persons and not by events: each is
 * asked for once, however often they looked.
 */
export async function whoCares(
  db: Db,
  shopId: string,
  whom: 'viewed' | 'in-cart',
  search: CaringSearch,
): Promise<string[]> {
  const { productId, since, afterId, most } = search;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p."id"::text AS "id" FROM profiles p
    WHERE p."shopId" = ${shopId}::uuid AND ${IS_A_PERSON} AND p."primaryAddressId" IS NOT NULL
      AND (${afterId}::uuid IS NULL OR p."id" > ${afterId}::uuid)
      AND ${whom === 'viewed' ? hasViewed(search) : hasInCart(search)}
      AND NOT EXISTS (SELECT FROM orders o JOIN order_lines l ON l."shopId" = o."shopId" AND l."orderId" = o."id"
        WHERE o."shopId" = p."shopId" AND o."profileId" = p."id" AND o."placedAt" > ${since}::timestamptz
          AND o."cancelledAt" IS NULL AND l."productId" = ${productId})
    ORDER BY p."id" LIMIT ${most}`;
  return rows.map(({ id }) => id);
}

const hasViewed = ({ productId, since, now }: CaringSearch): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM events e WHERE e."shopId" = p."shopId" AND e."profileId" = p."id" AND e."type" = 'product_viewed'
    AND e."occurredAt" > ${since}::timestamptz AND e."occurredAt" <= ${now}::timestamptz AND e."properties"->>'productId' = ${productId})`;

const hasInCart = ({ productId, since }: CaringSearch): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM carts k CROSS JOIN LATERAL jsonb_array_elements(k."lines") line
  WHERE k."shopId" = p."shopId" AND k."profileId" = p."id" AND k."completedAt" IS NULL AND k."linesChangedAt" > ${since}::timestamptz
    AND line->>'productId' = ${productId} AND (line->>'quantity')::float8 > 0)`;

/** Those of some people whom a flow has told of a product lately. */
export async function toldLately(
  db: Db,
  shopId: string,
  profileIds: readonly string[],
  told: { flowKey: string; productId: string; variantId: string | null; now: Date },
): Promise<Set<string>> {
  const { flowKey, productId, variantId, now } = told;
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    SELECT DISTINCT r."profileId"::text AS "profileId" FROM flow_runs r
    WHERE r."shopId" = ${shopId}::uuid AND r."profileId" = ANY(${[...profileIds]}::uuid[]) AND r."flowKey" = ${flowKey}
      AND r."startedAt" > ${now}::timestamptz - make_interval(hours => ${NOT_AGAIN_HOURS}::int)
      AND r."subject"->'about'->>'productId' = ${productId}
      AND (${variantId}::text IS NULL OR r."subject"->'about'->>'variantId' = ${variantId})`;
  return new Set(rows.map(({ profileId }) => profileId));
}
