import { advanceSync } from '~/capture/shopify-sync/sync-runs.server';
import { syncKinds } from '~/capture/shopify-sync/sync-kinds';
import { noteCensus, noteWholeness } from '~/capture/shopify-sync/watermarks.server';
import { AccessLost } from '~/integrations/shopify/access-tokens.server';
import { recordActivity } from '~/platform/audit/activity.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { JobOutcome } from '~/platform/queue/catalog';
import { isAccessLost } from '~/platform/shops/shop-access.server';
import { wake } from '~/platform/queue/wakeups.server';
import { endCensus } from './sync/end-census.server';
import { storeFound } from './sync/store-found.server';
import type { SyncServices } from './sync/identify-page.server';
import { endPast, storePast } from './sync/store-past.server';

const WITHOUT_ACCESS_MINUTES = 15;

/** Moves a shop's syncs on; when the first one is complete, the recommender learns from it, and from then on it is looked for what changes. */
export async function syncShopJob(services: SyncServices, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const { prisma } = services.db;
  const { domain } = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  try {
    const details = await services.source.shopDetails(domain);
    const shop = await prisma.shop.update({ where: { id: shopId }, data: details });
    const { lookAgainAt, isComplete } = await advanceSync(services, shop, {
      first: storePast(services, shopId),
      changes: storeFound(services, shopId),
      endFirst: (kind) => endPast(services, shopId, kind),
      endCensus: (kind, askedAt) => endCensus(services, shop, kind, askedAt),
    });
    if (isComplete) {
      await noteWholeness(prisma, shopId, shop.scopes);
      // What was just read was counted with it.
      for (const kind of syncKinds) await noteCensus(prisma, shopId, kind, 0, services.clock.now());
      await recordActivity(services, prisma, shopId, { kind: 'sync-finished' });
      await wake(prisma, shopId, 'train-recommender', services.clock.now());
      await wake(prisma, shopId, 'reconcile-shop', services.clock.now());
    }
    return { nextDueAt: lookAgainAt };
  } catch (error) {
    // Nothing comes of trying: somebody at the shop must open the app, and then this job is woken.
    if (error instanceof AccessLost && (await isAccessLost(prisma, shopId)))
      return { nextDueAt: addMs(services.systemClock.now(), minutes(WITHOUT_ACCESS_MINUTES)) };
    throw error;
  }
}
