import type { Clock } from '../clock/clock';
import type { Database, Db } from '../db/db.server';

/**
 * Notes that Shopify lets the app into a shop no more, and since when by business time, or that it does again. Lost access comes back only when
 * somebody at the shop opens the app.
 */
export async function noteAccess(
  { db, clock }: { db: Database; clock: Clock },
  shopDomain: string,
  isThere: boolean,
): Promise<void> {
  if (isThere)
    await db.pool.query(`UPDATE shops SET "accessLostAt" = NULL WHERE "domain" = $1 AND "accessLostAt" IS NOT NULL`, [
      shopDomain,
    ]);
  else
    await db.pool.query(
      `UPDATE shops SET "accessLostAt" = $2 WHERE "domain" = $1 AND "accessLostAt" IS NULL AND "uninstalledAt" IS NULL`,
      [shopDomain, clock.now()],
    );
}

/** Whether it is known that only somebody at the shop can let the app in again. */
export async function isAccessLost(db: Db, shopId: string): Promise<boolean> {
  const shop = await db.shop.findUnique({ where: { id: shopId }, select: { accessLostAt: true } });
  return Boolean(shop?.accessLostAt);
}
