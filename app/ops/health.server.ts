import type { Pool } from 'pg';
import { jobCatalog, jobNames, type JobName } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

type FollowedTimes = Pick<Services, 'db' | 'clock' | 'systemClock'>;

export interface Work {
  /** Jobs whose time has come, over all shops. */
  due: number;
  /** Milliseconds of business time over the system's. */
  clockOffsetMs: number;
  /** What falls due later in business time: the earliest of each kind over all shops, soonest first. */
  upcoming: { kind: JobName; dueAt: Date }[];
}

const BUSINESS_KINDS = jobNames.filter((name) => jobCatalog[name].clock === 'business');

/**
 * What there is to do right now. Zero means that everything that has happened has had its consequences.
 */
export async function workToDo({ db, clock, systemClock }: FollowedTimes): Promise<Work> {
  await clock.refresh();
  const now = clock.now();
  const { rows } = await db.pool.query<{ due: number }>(
    `SELECT count(*)::int AS due FROM shop_wakeups w JOIN shops s ON s."id" = w."shopId" AND s."uninstalledAt" IS NULL
     WHERE w."nextDueAt" <= CASE WHEN w."kind" = ANY($3) THEN $1::timestamptz ELSE $2::timestamptz END`,
    [now, systemClock.now(), BUSINESS_KINDS],
  );
  const clockOffsetMs = Math.round(clock.now().getTime() - systemClock.now().getTime());
  return { due: rows[0]?.due ?? 0, clockOffsetMs, upcoming: await upcomingWork(db.pool, now) };
}

async function upcomingWork(pool: Pool, now: Date): Promise<Work['upcoming']> {
  const { rows } = await pool.query<Work['upcoming'][number]>(
    `SELECT w."kind", min(w."nextDueAt") AS "dueAt" FROM shop_wakeups w
     JOIN shops s ON s."id" = w."shopId" AND s."uninstalledAt" IS NULL
     WHERE w."kind" = ANY($1) AND w."nextDueAt" > $2 GROUP BY w."kind" ORDER BY 2`,
    [BUSINESS_KINDS, now],
  );
  return rows;
}

/** Throws when the database cannot be asked. */
export async function checkReady({ db }: Services): Promise<void> {
  await db.pool.query('SELECT 1');
}
