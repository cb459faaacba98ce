import { advanceSegments } from '~/customers/segments/advance-segments.server';
import { offerEvents } from '~/decisions/flows/runner/offer-event.server';
import type { JobOutcome } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

type SegmentServices = Pick<Services, 'db' | 'ids' | 'clock' | 'systemClock'>;

/** Keeps a shop's segments true; who enters one or leaves it may start a flow. */
export async function advanceSegmentsJob(
  services: SegmentServices,
  { shopId }: { shopId: string },
): Promise<JobOutcome> {
  const nextDueAt = await advanceSegments(services, shopId, (tx, _, events) =>
    offerEvents(
      services,
      tx,
      shopId,
      events.map((each) => ({ shopId, cartToken: null, ...each })),
    ),
  );
  return { nextDueAt };
}
