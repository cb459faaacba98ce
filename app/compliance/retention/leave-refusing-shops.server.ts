import { leaveShop } from '~/ops/leave-shop.server';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import { withShop, type Database } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { Logger } from '~/platform/logger.server';

/** For so long Shopify must have refused a shop, and so often, an hour apart at least: a fault of theirs passes sooner. */
export const REFUSED_DAYS = 2;
export const FEWEST_REFUSALS = 8;

export interface RefusingDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
  logger: Logger;
}

/**
 * Takes shops that Shopify has refused for days for removed, though nobody told that the app was: a webhook can get lost, and what is kept of their people
 * must not stay for ever. It is as if it had been told when access was lost, so that the time until all is deleted runs from then. Nothing was sent since.
 */
export async function leaveRefusingShops(deps: RefusingDeps): Promise<void> {
  const { db, clock, logger } = deps;
  const refusing = {
    accessLostAt: { lte: addMs(clock.now(), -minutes(REFUSED_DAYS * 1_440)) },
    accessRefusals: { gte: FEWEST_REFUSALS },
    uninstalledAt: null,
  };
  const shops = await db.prisma.shop.findMany({ where: refusing, select: { id: true } });
  for (const { id } of shops)
    await withShop(id, () =>
      db.transaction(async (tx) => {
        // Looked at again under its lock: whoever just opens the app stays.
        await tx.$queryRaw`SELECT 1 FROM shops WHERE "id" = ${id}::uuid FOR UPDATE`;
        const shop = await tx.shop.findFirst({ where: { id, ...refusing } });
        if (!shop?.accessLostAt) return;
        await leaveShop(deps, tx, id, shop.accessLostAt);
        const { accessLostAt: since, accessRefusals: refusals } = shop;
        logger.warn({ shopId: id, since, refusals }, 'Shopify lets the app into a shop no more: taken for removed');
      }),
    );
}
