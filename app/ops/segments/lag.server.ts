import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { MOST_WAITING, type Freshness } from './freshness';

/** A worker has a moment to begin: what is due for less is not late. */
const IN_TIME_MINUTES = 1;

/** How far a shop's segments are behind what happened. */
export async function lagOf(db: Db, clock: Clock, shopId: string): Promise<Pick<Freshness, 'waiting' | 'lateMinutes'>> {
  const now = clock.now();
  const [due] = await db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS "waiting" FROM (SELECT DISTINCT "profileId" FROM segment_dues
      WHERE "shopId" = ${shopId}::uuid AND "dueAt" <= ${now} LIMIT ${MOST_WAITING + 1}) AS waiting`;
  const kind = 'advance-segments';
  const wakeup = await db.shopWakeup.findUnique({ where: { shopId_kind: { shopId, kind } } });
  // The beginning of time stands for “at once”, and does not say since when.
  const since = wakeup?.nextDueAt?.getTime() ?? 0;
  const overdueMs = since > 0 ? now.getTime() - since : 0;
  const late = Math.trunc(overdueMs / 60_000);
  return { waiting: due?.waiting ?? 0, lateMinutes: late > IN_TIME_MINUTES ? late : 0 };
}
