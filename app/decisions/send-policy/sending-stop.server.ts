import type { SendingStop } from '@prisma/client';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { STOP_WINDOW, stopLoss, type Outcomes, type StopReason } from './stop-loss';

/** A shop whose marketing mail has stopped by itself, with the figures of that moment. */
export interface Stop extends Outcomes {
  why: StopReason;
  stoppedAt: Date;
}

export async function loadStop(db: Db, shopId: string): Promise<Stop | null> {
  const row = await db.sendingStop.findUnique({ where: { shopId } });
  return row?.stoppedAt ? { ...row, stoppedAt: row.stoppedAt, why: row.why as StopReason } : null;
}

/**
 * Looks at what became of the newest mails, and stops the shop's marketing mail where that is too bad. Mails from before somebody let it go on count no more:
 * it does not stop again for the same ones. Returns the stop that has just begun, or null.
 */
export async function stopWhereNeeded(deps: ActivityDeps, db: Db, shopId: string): Promise<Stop | null> {
  const held = await db.sendingStop.findUnique({ where: { shopId } });
  if (held?.stoppedAt) return null;
  const outcomes = await outcomesOf(db, shopId, held);
  const why = stopLoss(outcomes);
  if (!why) return null;
  const stop = { ...outcomes, why, stoppedAt: deps.clock.now() };
  if (!(await begin(db, shopId, stop))) return null;
  await recordActivity(deps, db, shopId, { kind: 'marketing-stopped', subject: why, details: { ...outcomes } });
  return stop;
}

/** What the next look judges by: what became of the newest mails, and since when they count; null: of all there are. */
export async function newestOutcomes(db: Db, shopId: string): Promise<Outcomes & { countsFrom: Date | null }> {
  const held = await db.sendingStop.findUnique({ where: { shopId } });
  return { ...(await outcomesOf(db, shopId, held)), countsFrom: held?.countsFrom ?? null };
}

async function outcomesOf(db: Db, shopId: string, held: SendingStop | null): Promise<Outcomes> {
  const since = held?.countsFrom ?? new Date(0);
  const [outcomes] = await db.$queryRaw<Outcomes[]>`
    SELECT count(*)::int AS "sent", count(*) FILTER (WHERE m."bounce" = 'hard')::int AS "bounced", count(m."complainedAt")::int AS "complained"
    FROM (SELECT "bounce", "complainedAt" FROM messages
      WHERE "shopId" = ${shopId}::uuid AND "sentAt" IS NOT NULL AND "sentAt" > ${since}::timestamptz AND "sourceKind" <> 'confirmation'
      ORDER BY "sentAt" DESC LIMIT ${STOP_WINDOW}) m`;
  return outcomes ?? { sent: 0, bounced: 0, complained: 0 };
}

/** One of many who saw it at once begins it. */
async function begin(db: Db, shopId: string, stop: Stop): Promise<boolean> {
  await db.sendingStop.createMany({ data: [{ shopId }], skipDuplicates: true });
  const { count } = await db.sendingStop.updateMany({
    where: { shopId, stoppedAt: null },
    data: { ...stop, toldAt: null },
  });
  return count === 1;
}

/** Lets the shop's marketing mail go on. False where it had not stopped. */
export async function goOnSending(
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  actor: string | undefined,
): Promise<boolean> {
  const now = deps.clock.now();
  const { count } = await db.sendingStop.updateMany({
    where: { shopId, stoppedAt: { not: null } },
    data: { stoppedAt: null, countsFrom: now },
  });
  if (count === 0) return false;
  await recordActivity(deps, db, shopId, { kind: 'marketing-went-on', actor });
  await wake(db, shopId, 'send-messages', now);
  return true;
}
