import { addMs, minutes, type Clock } from '../clock/clock';
import type { Database, Db } from '../db/db.server';

/** `refused`: Shopify said so. `expired`: nobody asked for so long that asking is of no use. */
export type Access = 'there' | 'refused' | 'expired';

/** Several refusals within this are one: what asks at the same time hears the same. */
const ONE_REFUSAL_MINUTES = 60;

/**
 * Notes that Shopify lets the app into a shop no more, since when by business time and how often it said so, or that it does again. Lost access comes back
 * only when somebody at the shop opens the app.
 */
export async function noteAccess(
  { db, clock }: { db: Database; clock: Clock },
  shopDomain: string,
  access: Access,
): Promise<void> {
  const now = clock.now();
  if (access === 'there') {
    await db.pool.query(
      `UPDATE shops SET "accessLostAt" = NULL, "accessRefusals" = 0, "accessRefusedAt" = NULL WHERE "domain" = $1 AND "accessLostAt" IS NOT NULL`,
      [shopDomain],
    );
    return;
  }
  await db.pool.query(
    `UPDATE shops SET "accessLostAt" = $2 WHERE "domain" = $1 AND "accessLostAt" IS NULL AND "uninstalledAt" IS NULL`,
    [shopDomain, now],
  );
  if (access === 'refused')
    await db.pool.query(
      `UPDATE shops SET "accessRefusals" = "accessRefusals" + 1, "accessRefusedAt" = $2 WHERE "domain" = $1 AND "uninstalledAt" IS NULL
         AND ("accessRefusedAt" IS NULL OR "accessRefusedAt" <= $3)`,
      [shopDomain, now, addMs(now, -minutes(ONE_REFUSAL_MINUTES))],
    );
}

/** Whether it is known that only somebody at the shop can let the app in again. */
export async function isAccessLost(db: Db, shopId: string): Promise<boolean> {
  const shop = await db.shop.findUnique({ where: { id: shopId }, select: { accessLostAt: true } });
  return Boolean(shop?.accessLostAt);
}
