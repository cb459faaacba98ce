import { nextLook, reconcile, waitsForReports } from '~/capture/shopify-sync/reconcile.server';
import { noteFailing } from '~/capture/shopify-sync/watermarks.server';
import { AccessLost } from '~/integrations/shopify/access-tokens.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { JobOutcome } from '~/platform/queue/catalog';
import { isAccessLost } from '~/platform/shops/shop-access.server';
import { storeFound } from './sync/store-found.server';
import type { SyncServices } from './sync/identify-page.server';

/** Looks for what has changed in the shop without a webhook's telling. While Shopify does not answer, what is known grows stale and says so. */
export async function reconcileShopJob(services: SyncServices, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const { prisma } = services.db;
  if (await waitsForReports(services, shopId)) return { nextDueAt: addMs(services.clock.now(), minutes(1)) };
  const { domain } = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  try {
    const details = await services.source.shopDetails(domain);
    const shop = await prisma.shop.update({ where: { id: shopId }, data: details });
    return { nextDueAt: await reconcile(services, shop, storeFound(services, shopId)) };
  } catch (error) {
    await noteFailing(prisma, shopId, error, services.clock.now());
    if (error instanceof AccessLost && (await isAccessLost(prisma, shopId)))
      return { nextDueAt: nextLook(shopId, services.clock.now()) };
    throw error;
  }
}
