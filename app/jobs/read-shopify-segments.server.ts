import { readShopifySegments } from '~/customers/segments/read-shopify-segments.server';
import { AccessLost } from '~/integrations/shopify/access-tokens.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { JobOutcome } from '~/platform/queue/catalog';
import { isAccessLost } from '~/platform/shops/shop-access.server';
import type { Services } from '~/services.server';

type ReadServices = Pick<Services, 'db' | 'clock' | 'shopifySegments'>;

const WITHOUT_ACCESS_MINUTES = 60;

/** Who is in those of Shopify's own segments that rules speak of. */
export async function readShopifySegmentsJob(
  services: ReadServices,
  { shopId }: { shopId: string },
): Promise<JobOutcome> {
  const { prisma } = services.db;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  try {
    return { nextDueAt: await readShopifySegments(services, shop) };
  } catch (error) {
    // Nothing comes of trying at once: somebody at the shop must open the app.
    if (error instanceof AccessLost && (await isAccessLost(prisma, shopId)))
      return { nextDueAt: addMs(services.clock.now(), minutes(WITHOUT_ACCESS_MINUTES)) };
    throw error;
  }
}
