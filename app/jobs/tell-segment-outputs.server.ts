import { tellSegments } from '~/customers/segments/outputs/tell-segments.server';
import type { JobOutcome } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

type TellServices = Pick<Services, 'db' | 'systemClock' | 'customerMarks'>;

/** Shopify hears which of our segments its customers are in. */
export async function tellSegmentOutputsJob(
  services: TellServices,
  { shopId }: { shopId: string },
): Promise<JobOutcome> {
  const shop = await services.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  return { nextDueAt: await tellSegments(services, shop) };
}
