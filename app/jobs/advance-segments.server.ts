import { advanceSegments } from '~/customers/segments/advance-segments.server';
import { countSegments } from '~/customers/segments/segment-counts.server';
import { offerEvents } from '~/decisions/flows/runner/offer-event.server';
import { noteMembership } from '~/integrations/webhooks-out/note-membership.server';
import { earliest } from '~/platform/clock/clock';
import type { JobOutcome } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

type SegmentServices = Pick<Services, 'db' | 'ids' | 'clock' | 'systemClock'>;

/**
 * Keeps a shop's segments true; who enters one or leaves it may start a flow, and programs of the merchant's are told. How many are in each is counted as
 * each day begins.
 */
export async function advanceSegmentsJob(
  services: SegmentServices,
  { shopId }: { shopId: string },
): Promise<JobOutcome> {
  // Before anybody comes or goes: it is counted who was in them as the day began.
  const nextDayAt = await countSegments(services, shopId);
  const nextDueAt = await advanceSegments(services, shopId, async (tx, _, events) => {
    const offered = events.map((each) => ({ shopId, cartToken: null, ...each }));
    await offerEvents(services, tx, shopId, offered);
    await noteMembership(services, tx, shopId, events);
  });
  return { nextDueAt: earliest(nextDueAt, nextDayAt) };
}
