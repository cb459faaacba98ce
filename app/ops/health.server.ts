import type { Services } from '~/services.server';

export interface Work {
  /** Jobs whose time has come, over all shops, and inbox entries that wait to be read. */
  due: number;
  /** Milliseconds of business time over the system's. */
  clockOffsetMs: number;
}

/**
 * What there is to do right now. Zero means that everything that has happened has had its consequences.
 */
export async function workToDo({ db, clock, systemClock }: Services): Promise<Work> {
  await clock.refresh();
  const { rows } = await db.pool.query<{ due: number }>(
    `SELECT count(*)::int AS due FROM shop_wakeups w JOIN shops s ON s."id" = w."shopId" AND s."uninstalledAt" IS NULL
     WHERE w."nextDueAt" <= CASE WHEN w."kind" IN ('advance-runs', 'send-messages', 'train-recommender') THEN $1::timestamptz ELSE $2::timestamptz END`,
    [clock.now(), systemClock.now()],
  );
  const clockOffsetMs = Math.round(clock.now().getTime() - systemClock.now().getTime());
  return { due: rows[0]?.due ?? 0, clockOffsetMs };
}

/** Throws when the database cannot be asked. */
export async function checkReady({ db }: Services): Promise<void> {
  await db.pool.query('SELECT 1');
}
