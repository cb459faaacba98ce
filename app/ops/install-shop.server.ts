import { askRefusedAgain, requestFirstSync } from '~/capture/shopify-sync/request-sync.server';
import { distrustCensus } from '~/capture/shopify-sync/watermarks.server';
import { addFlow } from '~/decisions/flows/flows.server';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { connectWebPixel } from '~/integrations/shopify/web-pixel.server';
import { recordActivity } from '~/platform/audit/activity.server';
import { withShop } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { takeBrandAtFirst } from './brand/found-brand.server';
import type { Services } from '~/services.server';

/** Sets a shop up when someone there opens the app for the first time, or again after it was gone: its data comes, nothing is sent yet. */
export async function installShop(services: Services, shopDomain: string): Promise<void> {
  services.shops.forget(shopDomain);
  const shopId = await services.shops.findOrCreate(shopDomain);
  const { prisma } = services.db;
  await withShop(shopId, async () => {
    const installedAt = services.clock.now();
    const before = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
    const hasGap = before.uninstalledAt !== null || before.accessLostAt !== null;
    const isIn = { uninstalledAt: null, accessLostAt: null, accessRefusals: 0, accessRefusedAt: null };
    await prisma.shop.update({ where: { id: shopId }, data: { installedAt, ...isIn } });
    await addFlow(prisma, services.clock, shopId, abandonedCart);
    await requestFirstSync(prisma, shopId, services.systemClock.now());
    await askRefusedAgain(prisma, shopId, services.systemClock.now());
    await closeGap(services, shopId, hasGap);
    if (before.installedAt === null || before.uninstalledAt !== null)
      await recordActivity(services, prisma, shopId, { kind: 'app-installed' });
    await takeBrandAtFirst(services, prisma, { id: shopId, domain: shopDomain });
    await connectWebPixel(services.admin, shopDomain, services.appUrl);
  });
}

/** What happened while Shopify told nothing is looked for now, and not in a quarter of an hour; what is gone since as well. */
async function closeGap({ db: { prisma }, clock }: Services, shopId: string, hasGap: boolean): Promise<void> {
  if (!hasGap) return;
  await distrustCensus(prisma, shopId);
  await wake(prisma, shopId, 'reconcile-shop', clock.now());
}
