import type { KnownEvent } from '~/capture/events/event-log.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';

const KINDS: Partial<Record<string, string>> = { segment_entered: 'segment.entered', segment_left: 'segment.left' };

/** Notes whom to tell that people entered or left segments, in the transaction that let them: neither exists without the other. */
export async function noteMembership(
  { ids, systemClock }: { ids: Ids; systemClock: SystemClock },
  tx: Db,
  shopId: string,
  events: readonly KnownEvent[],
): Promise<void> {
  const endpoints = await tx.webhookEndpoint.findMany({
    where: { shopId, channel: 'http' },
    select: { id: true, segmentIds: true },
  });
  if (endpoints.length === 0) return;
  const now = systemClock.now();
  const rows = events.flatMap(({ profileId, event }) => {
    const kind = KINDS[event.type];
    const { segmentId, cause } = event.properties as { segmentId: string; cause: string };
    if (!kind) return [];
    return endpoints
      .filter(({ segmentIds }) => segmentIds.length === 0 || segmentIds.includes(segmentId))
      .map(({ id: endpointId }) => ({
        ...{ shopId, endpointId, id: ids.next(), kind, profileId, segmentId, cause },
        ...{ occurredAt: event.occurredAt, notedAt: now, dueAt: now },
      }));
  });
  if (rows.length === 0) return;
  await tx.webhookMessage.createMany({ data: rows });
  await wake(tx, shopId, 'send-webhooks-out', now);
}
