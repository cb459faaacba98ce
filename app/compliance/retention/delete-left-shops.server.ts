import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import { withShop, type Database } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import type { ShopDirectory } from '~/platform/shops/shop-directory.server';

/** Shopify asks for a shop's erasure two days after it left, and gives thirty days for it. Two of them are left for a machine that is down. */
export const LEFT_SHOPS_KEPT_DAYS = 28;

export interface LeftShopsDeps {
  db: Database;
  clock: Clock;
  logger: Logger;
  shops: Pick<ShopDirectory, 'forget'>;
}

/**
 * Deletes shops that left so long ago, with all they have, also where nobody asked for it. One statement a shop, which looks again as it deletes: a
 * shop that has just come back stays.
 */
export async function deleteLeftShops({ db, clock, logger, shops }: LeftShopsDeps): Promise<void> {
  const before = addMs(clock.now(), -minutes(LEFT_SHOPS_KEPT_DAYS * 1_440));
  const left = await db.prisma.shop.findMany({ where: { uninstalledAt: { lt: before } }, select: { id: true } });
  for (const { id } of left) {
    const { rows } = await withShop(id, () =>
      db.pool.query<{ domain: string }>(
        `WITH gone AS (DELETE FROM shops WHERE "id" = $1 AND "uninstalledAt" < $2 RETURNING "domain"),
           tokens AS (DELETE FROM sessions WHERE "shop" IN (SELECT "domain" FROM gone))
         SELECT "domain" FROM gone`,
        [id, before],
      ),
    );
    for (const { domain } of rows) {
      shops.forget(domain);
      logger.info({ shopId: id }, 'a shop that left four weeks ago was deleted');
    }
  }
}
