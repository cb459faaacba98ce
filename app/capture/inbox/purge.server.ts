import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** What was read is kept for a few days, so that a mistake in reading it can be mended. */
export const PAYLOADS_KEPT_DAYS = 7;
/** What could not be read waits for somebody to look at it, but not for ever. */
export const PARKED_KEPT_DAYS = 30;

const daysBefore = (now: Date, days: number): Date => addMs(now, -minutes(days * 1_440));

/** Lets go of payloads that were read long enough ago, and of parked entries that nobody looked at. `now` is system time. */
export async function purgeInbox(db: Db, shopId: string, now: Date): Promise<void> {
  await db.inboxItem.updateMany({
    where: { shopId, payload: { not: null }, processedAt: { lt: daysBefore(now, PAYLOADS_KEPT_DAYS) } },
    data: { payload: null, subjects: [] },
  });
  await db.inboxItem.updateMany({
    where: { shopId, state: 'parked', receivedAt: { lt: daysBefore(now, PARKED_KEPT_DAYS) } },
    data: {
      ...{ state: 'discarded', payload: null, subjects: [], processedAt: now, discardedAt: now },
      discardNote: `Nobody looked at it for ${PARKED_KEPT_DAYS} days.`,
    },
  });
}
