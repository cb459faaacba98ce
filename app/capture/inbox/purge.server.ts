import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** What was read is kept for a few days, so that a mistake in reading it can be mended; how many, a shop may say. */
export const PAYLOADS_KEPT_DAYS = 7;
/** What could not be read waits for somebody to look at it, but not for ever. */
export const PARKED_KEPT_DAYS = 30;

/** A sweep comes every few seconds: who shortens the time does not hold up everybody else. */
const AT_ONCE = 10_000;

const daysBefore = (now: Date, days: number): Date => addMs(now, -minutes(days * 1_440));

/**
 * Lets go of payloads that were read long enough ago, at most so many at once, and of parked entries that nobody looked at. `now` is system time.
 */
export async function purgeInbox(db: Db, shopId: string, now: Date, keptDays = PAYLOADS_KEPT_DAYS): Promise<void> {
  await db.$executeRaw`
    UPDATE inbox SET "payload" = NULL, "subjects" = '{}' WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT "id" FROM inbox WHERE "shopId" = ${shopId}::uuid AND "payload" IS NOT NULL
        AND "processedAt" < ${daysBefore(now, keptDays)} LIMIT ${AT_ONCE})`;
  await db.inboxItem.updateMany({
    where: { shopId, state: 'parked', receivedAt: { lt: daysBefore(now, PARKED_KEPT_DAYS) } },
    data: {
      ...{ state: 'discarded', payload: null, subjects: [], processedAt: now, discardedAt: now },
      discardNote: `Nobody looked at it for ${PARKED_KEPT_DAYS} days.`,
    },
  });
}
