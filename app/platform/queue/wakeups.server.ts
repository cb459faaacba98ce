import { Prisma } from '@prisma/client';
import type { Pool } from 'pg';
import type { Clock, SystemClock } from '../clock/clock';
import { addMs } from '../clock/clock';
import { beforeCommit, type Db } from '../db/db.server';
import { jobCatalog, jobNames, type JobName } from './catalog';
import type { QueueJob } from './job-queue.server';

interface Wakeup {
  shopId: string;
  kind: JobName;
  dueAt: Date;
}

/** What transactions under way are to wake, by shop and kind. */
const waking = new WeakMap<Db, Map<string, Wakeup>>();

/**
 * Notes that a shop has something of this kind to do at `dueAt` (the kind's own clock). Written in the transaction that makes the work,
 * so that neither can exist without the other; an earlier wake-up stands. In a transaction it is written last, all of them in one order: everybody who works
 * for a shop writes the same few rows, and would wait for whoever wrote them until that one is done.
 */
export async function wake(db: Db, shopId: string, kind: JobName, dueAt: Date): Promise<void> {
  const ofThis = waking.get(db) ?? wakeLast(db);
  if (!ofThis) return writeOne(db, { shopId, kind, dueAt });
  const key = `${shopId} ${kind}`;
  const known = ofThis.get(key);
  if (!known || dueAt < known.dueAt) ofThis.set(key, { shopId, kind, dueAt });
}

/** Null: this is no transaction. */
function wakeLast(db: Db): Map<string, Wakeup> | null {
  const ofThis = new Map<string, Wakeup>();
  if (!beforeCommit(db, () => writeAll(db, [...ofThis.values()]))) return null;
  waking.set(db, ofThis);
  return ofThis;
}

const earlierStands = Prisma.sql`
  ON CONFLICT ("shopId", "kind") DO UPDATE
  SET "nextDueAt" = LEAST(COALESCE(shop_wakeups."nextDueAt", EXCLUDED."nextDueAt"), EXCLUDED."nextDueAt"), "version" = shop_wakeups."version" + 1`;

async function writeOne(db: Db, { shopId, kind, dueAt }: Wakeup): Promise<void> {
  await db.$executeRaw`
    INSERT INTO shop_wakeups ("shopId", "kind", "nextDueAt", "version") VALUES (${shopId}::uuid, ${kind}, ${dueAt}, 1) ${earlierStands}`;
}

/** A transaction may end with its shop gone. */
async function writeAll(db: Db, wakeups: Wakeup[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO shop_wakeups ("shopId", "kind", "nextDueAt", "version")
    SELECT w."shopId", w."kind", w."dueAt", 1
    FROM jsonb_to_recordset(${JSON.stringify(wakeups)}::jsonb) AS w("shopId" uuid, "kind" text, "dueAt" timestamptz)
    WHERE EXISTS (SELECT FROM shops s WHERE s."id" = w."shopId") ORDER BY w."shopId", w."kind" ${earlierStands}`;
}

/**
 * As `wake`, for this moment and by itself: one prepared statement. Gives whether the shop was due for it anyway: then a job is on its way,
 * or runs and will look again, because this wake-up came after it began.
 */
export async function wakeNow(pool: Pool, shopId: string, kind: JobName, now: Date): Promise<boolean> {
  const { rows } = await pool.query<{ wasDue: boolean }>({
    name: 'wake-now',
    text: `WITH before AS (SELECT "nextDueAt" FROM shop_wakeups WHERE "shopId" = $1 AND "kind" = $2)
           INSERT INTO shop_wakeups ("shopId", "kind", "nextDueAt", "version") VALUES ($1, $2, $3, 1)
           ON CONFLICT ("shopId", "kind") DO UPDATE
           SET "nextDueAt" = LEAST(COALESCE(shop_wakeups."nextDueAt", EXCLUDED."nextDueAt"), EXCLUDED."nextDueAt"),
               "version" = shop_wakeups."version" + 1
           RETURNING COALESCE((SELECT "nextDueAt" <= $3 FROM before), false) AS "wasDue"`,
    values: [shopId, kind, now],
  });
  return rows[0]?.wasDue ?? false;
}

export interface Times {
  clock: Clock;
  systemClock: SystemClock;
}

const kindsOf = (time: 'business' | 'system'): JobName[] => jobNames.filter((name) => jobCatalog[name].clock === time);

/**
 * The jobs whose time has come, over all shops, oldest first, at most `limit`. A shop that uninstalled is still listened to: its erasure
 * comes two days later.
 */
export async function dueJobs(pool: Pool, { clock, systemClock }: Times, limit = 500): Promise<QueueJob[]> {
  const { rows } = await pool.query<{ shopId: string; kind: JobName }>(
    `SELECT w."shopId", w."kind" FROM shop_wakeups w JOIN shops s ON s."id" = w."shopId"
     WHERE (s."uninstalledAt" IS NULL OR w."kind" = 'process-inbox') AND (w."blockedUntil" IS NULL OR w."blockedUntil" <= $1)
       AND ((w."kind" = ANY($2) AND w."nextDueAt" <= $1) OR (w."kind" = ANY($3) AND w."nextDueAt" <= $4))
     ORDER BY w."nextDueAt" LIMIT $5`,
    [systemClock.now(), kindsOf('system'), kindsOf('business'), clock.now(), limit],
  );
  return rows.map(({ shopId, kind }) => ({ name: kind, payload: { shopId } }));
}

export interface WakeupVersion {
  version: string;
}

/** Remembers which wake-ups a job can have seen: read before it looks at any row. */
export async function beginWakeup(pool: Pool, shopId: string, kind: JobName): Promise<WakeupVersion> {
  const { rows } = await pool.query<WakeupVersion>(
    `INSERT INTO shop_wakeups ("shopId", "kind") VALUES ($1, $2)
     ON CONFLICT ("shopId", "kind") DO UPDATE SET "failures" = shop_wakeups."failures" RETURNING "version"`,
    [shopId, kind],
  );
  return rows[0] ?? { version: '0' };
}

/** Stores when the job has work again, unless a newer wake-up came while it ran: then that one stands and the job runs again. */
export async function finishWakeup(
  pool: Pool,
  shopId: string,
  kind: JobName,
  seen: WakeupVersion,
  nextDueAt: Date | null,
): Promise<void> {
  await pool.query(
    `UPDATE shop_wakeups SET "nextDueAt" = CASE WHEN "version" = $3 THEN $4 ELSE "nextDueAt" END, "failures" = 0, "blockedUntil" = NULL
     WHERE "shopId" = $1 AND "kind" = $2`,
    [shopId, kind, seen.version, nextDueAt],
  );
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;

/** Puts a failing job off, longer each time up to a minute; its work stays due. */
export async function postponeWakeup(
  pool: Pool,
  shopId: string,
  kind: JobName,
  systemClock: SystemClock,
): Promise<void> {
  const { rows } = await pool.query<{ failures: number }>(
    `UPDATE shop_wakeups SET "failures" = "failures" + 1 WHERE "shopId" = $1 AND "kind" = $2 RETURNING "failures"`,
    [shopId, kind],
  );
  const failures = rows[0]?.failures ?? 1;
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
  await pool.query(`UPDATE shop_wakeups SET "blockedUntil" = $3 WHERE "shopId" = $1 AND "kind" = $2`, [
    shopId,
    kind,
    addMs(systemClock.now(), waitMs),
  ]);
}
