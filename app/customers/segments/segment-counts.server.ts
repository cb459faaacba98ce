import { Temporal } from 'temporal-polyfill';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { dayOf, startOfDay } from '../rules/days';
import { holdSegments } from './live-segments.server';

/** How long counts are kept: two months, and one before them to compare with. */
export const COUNTS_KEPT_DAYS = 90;

interface CountDeps {
  db: Database;
  clock: Clock;
}

/**
 * Notes how many people are in each segment as a day of the shop's calendar begins, once a day, by whichever worker is first. To be called before anything
 * is changed that day: people come and go only when somebody looks, so that who is in a segment before the day's first look was in it as the day began,
 * and on the days before on which nobody looked. What is not yet built, or was saved only that day, is not counted.
 * Gives when the next day begins; null: there is nothing to count.
 */
export async function countSegments({ db, clock }: CountDeps, shopId: string): Promise<Date | null> {
  const shop = await db.prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  const today = dayOf(clock.now(), shop.timezone);
  const isUsed = await db.prisma.segment.count({ where: { shopId, retiredAt: null } });
  if (!isUsed) return null;
  await db.transaction(async (tx) => {
    await holdSegments(tx, shopId);
    await countUpTo(tx, shopId, today, shop.timezone);
  });
  return startOfDay(today.add({ days: 1 }), shop.timezone);
}

async function countUpTo(tx: Db, shopId: string, today: Temporal.PlainDate, timeZone: string): Promise<void> {
  const sweep = await tx.segmentSweep.findUnique({ where: { shopId } });
  // Nobody ever looked: nobody is in anything.
  if (!sweep) return;
  const days = daysToCount(sweep.countedDay, today);
  if (days.length === 0) return;
  const [names, starts] = [days.map(String), days.map((day) => startOfDay(day, timeZone))];
  await tx.$executeRaw`
    WITH sizes AS (SELECT "segmentId", count(*)::int AS "people" FROM segment_members WHERE "shopId" = ${shopId}::uuid GROUP BY 1)
    INSERT INTO segment_counts ("shopId", "segmentId", "day", "version", "people")
    SELECT s."shopId", s."id", d."day"::date, s."version", COALESCE(sizes."people", 0)
    FROM segments s JOIN segment_versions v ON v."shopId" = s."shopId" AND v."segmentId" = s."id" AND v."version" = s."version"
    CROSS JOIN unnest(${names}::text[], ${starts}::timestamptz[]) AS d("day", "startsAt")
    LEFT JOIN sizes ON sizes."segmentId" = s."id"
    WHERE s."shopId" = ${shopId}::uuid AND s."retiredAt" IS NULL AND s."builtVersion" = s."version" AND v."savedAt" < d."startsAt"
    ON CONFLICT DO NOTHING`;
  await tx.segmentSweep.update({ where: { shopId }, data: { countedDay: dateOf(today) } });
}

/** After the last day that was counted up to and with today, no more than are kept; the very first time today alone. */
function daysToCount(countedDay: Date | null, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const last = countedDay
    ? Temporal.PlainDate.from(countedDay.toISOString().slice(0, 10))
    : today.subtract({ days: 1 });
  const count = Math.min(last.until(today).days, COUNTS_KEPT_DAYS);
  return Array.from({ length: Math.max(0, count) }, (_, back) => today.subtract({ days: back }));
}

/** A day as a column of the type `date` is read and written. */
const dateOf = (day: Temporal.PlainDate): Date => new Date(`${day.toString()}T00:00:00.000Z`);

/** How many were in a segment when a day began. */
export interface DayCount {
  /** `2026-11-29` */
  day: string;
  people: number;
}

/** The counts of segments from a day on, the oldest first, of the version that is in force: with another rule others are meant. */
export async function countsSince(db: Db, shopId: string, day: string): Promise<Map<string, DayCount[]>> {
  const rows = await db.$queryRaw<(DayCount & { segmentId: string })[]>`
    SELECT c."segmentId"::text AS "segmentId", c."day"::text AS "day", c."people"
    FROM segment_counts c JOIN segments s ON s."shopId" = c."shopId" AND s."id" = c."segmentId" AND s."version" = c."version"
    WHERE c."shopId" = ${shopId}::uuid AND c."day" >= ${day}::date ORDER BY c."day"`;
  const counts = new Map<string, DayCount[]>();
  for (const { segmentId, ...count } of rows) counts.set(segmentId, [...(counts.get(segmentId) ?? []), count]);
  return counts;
}

/** Lets go of counts that are older than they are kept. */
export async function forgetOldCounts(tx: Db, shopId: string, now: Date): Promise<void> {
  const before = addMs(now, -minutes(COUNTS_KEPT_DAYS * 1_440));
  await tx.segmentCount.deleteMany({ where: { shopId, day: { lt: before } } });
}
