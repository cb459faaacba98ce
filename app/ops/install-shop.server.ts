import { requestFirstSync } from '~/capture/shopify-sync/sync-runs.server';
import { addFlow } from '~/decisions/flows/flows.server';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { connectWebPixel } from '~/integrations/shopify/web-pixel.server';
import { withShop } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

/** Sets a shop up when someone there opens the app for the first time, or again after it was gone: its data comes, nothing is sent yet. */
export async function installShop(services: Services, shopDomain: string): Promise<void> {
  services.shops.forget(shopDomain);
  const shopId = await services.shops.findOrCreate(shopDomain);
  const { prisma } = services.db;
  await withShop(shopId, async () => {
    const installedAt = services.clock.now();
    await prisma.shop.update({ where: { id: shopId }, data: { installedAt, uninstalledAt: null } });
    await addFlow(prisma, services.clock, shopId, abandonedCart);
    await requestFirstSync(prisma, shopId, services.systemClock.now());
    await connectWebPixel(services.admin, shopDomain, services.appUrl);
  });
}
