import { addMs, minutes, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** Two rounds of looking for what webhooks lost: older than that, what is known of orders is not relied on. */
export const OLD_AFTER_MINUTES = 30;
/** So long a report waits when all is well, and many times over. */
export const WAITS_AT_MOST_MINUTES = 5;

/**
 * Whether what is known here of a shop's orders may be older than it says: nobody has looked for a while, or reports that came have not been read. Nothing
 * was read of a shop whose first sync is not done.
 */
export async function isBehind(
  { clock, systemClock }: { clock: Clock; systemClock: SystemClock },
  db: Db,
  shopId: string,
): Promise<boolean> {
  const mark = await db.syncWatermark.findUnique({ where: { shopId_kind: { shopId, kind: 'orders' } } });
  if (!mark || mark.sureUntil < addMs(clock.now(), -minutes(OLD_AFTER_MINUTES))) return true;
  const waiting = await db.inboxItem.findFirst({
    where: {
      ...{ shopId, source: 'shopify', state: 'pending' },
      receivedAt: { lt: addMs(systemClock.now(), -minutes(WAITS_AT_MOST_MINUTES)) },
    },
    select: { id: true },
  });
  return waiting !== null;
}
