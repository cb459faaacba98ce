import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { CartLine } from '../events/reports';

/** A cart that somebody left and nobody bought. */
export interface AbandonedCart {
  token: string;
  /** Null: nobody knows whose it is. */
  profileId: string | null;
  valueMinor: number;
  lines: CartLine[];
  linesChangedAt: Date;
  checkoutUrl: string | null;
  /** Whether it is this person's newest one; of nobody's carts each is. */
  isNewest: boolean;
}

export interface CartWindow {
  since: Date;
  until: Date;
}

/** The carts of `abandonedCarts` as a query, for statements that count or add them up where they are. */
export const abandonedCartRows = (shopId: string, { since, until }: CartWindow): Prisma.Sql => Prisma.sql`
  SELECT c."token", c."profileId", c."lines", c."linesChangedAt", c."checkoutUrl", v."valueMinor",
    c."profileId" IS NULL OR row_number() OVER (PARTITION BY c."profileId" ORDER BY c."linesChangedAt" DESC, c."token") = 1 AS "isNewest"
  FROM carts c
  CROSS JOIN LATERAL (
    SELECT sum((line->>'quantity')::float8 * (line->>'priceMinor')::float8) AS "valueMinor", sum((line->>'quantity')::int) AS "items"
    FROM jsonb_array_elements(c."lines") AS line) v
  WHERE c."shopId" = ${shopId}::uuid AND c."completedAt" IS NULL AND v."items" > 0
    AND c."linesChangedAt" >= ${since} AND c."linesChangedAt" < ${until}
    AND NOT EXISTS (SELECT 1 FROM orders o
      WHERE o."shopId" = c."shopId" AND o."profileId" = c."profileId" AND o."placedAt" >= c."linesChangedAt")`;

/**
 * Carts whose contents last changed in [since, until), that hold something, were not bought, and whose person has ordered nothing since. Newest
 * first. A person may have left several.
 */
export function abandonedCarts(db: Db, shopId: string, window: CartWindow): Promise<AbandonedCart[]> {
  return db.$queryRaw<AbandonedCart[]>`
    SELECT r."token", r."profileId"::text AS "profileId", r."lines", r."linesChangedAt", r."checkoutUrl", r."valueMinor", r."isNewest"
    FROM (${abandonedCartRows(shopId, window)}) r ORDER BY r."linesChangedAt" DESC, r."token"`;
}
