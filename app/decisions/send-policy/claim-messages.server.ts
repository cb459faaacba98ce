import type { Message } from '@prisma/client';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { LedgerTimes } from './message-ledger.server';
import { stands } from './stands.server';
import { isPlanned, waits } from './waits.server';

/** How long a worker may prepare what it claimed; after that another may. */
export const LEASE_MS = 10_000;

/**
 * Claims due messages for preparing, those that are due the longest. Of one person at most one is being prepared at a time, whoever does it, so that two
 * meet the frequency cap one after the other: the one of the higher priority first, of equals the one that is due longer.
 */
export async function claimMessages(db: Db, times: LedgerTimes, shopId: string, limit: number): Promise<Message[]> {
  const [now, leaseUntil] = [times.clock.now(), addMs(times.systemClock.now(), LEASE_MS)];
  // OFFSET 0: as a join this might be answered by reading all that is in hand, for everybody.
  const claimed = await db.$queryRaw<Message[]>`
    WITH longest AS (
      SELECT m."profileId" FROM messages m
      WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."dueAt" <= ${now} AND ${stands(shopId)}
        AND NOT EXISTS (SELECT FROM messages c WHERE c."shopId" = ${shopId}::uuid AND c."profileId" = m."profileId"
          AND c."state" IN ('planned', 'claimed') AND c."leaseUntil" IS NOT NULL OFFSET 0)
      ORDER BY m."dueAt", m."id" LIMIT ${limit} FOR UPDATE OF m SKIP LOCKED),
    first AS (
      SELECT f."id" FROM (SELECT DISTINCT "profileId" FROM longest) p CROSS JOIN LATERAL (
        SELECT m."id" FROM messages m
        WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = p."profileId" AND ${waits} AND m."dueAt" <= ${now}
          AND ${stands(shopId)}
        ORDER BY m."priority" DESC, m."dueAt", m."id" LIMIT 1) f),
    chosen AS (
      SELECT m."id" FROM messages m JOIN first USING ("id")
      WHERE m."shopId" = ${shopId}::uuid AND ${isPlanned} FOR UPDATE OF m SKIP LOCKED)
    UPDATE messages m SET "state" = 'claimed', "leaseUntil" = ${leaseUntil}
    FROM chosen WHERE m."shopId" = ${shopId}::uuid AND m."id" = chosen."id" AND ${isPlanned}
    RETURNING m.*`;
  // Should this worker die, the claims are looked after when their lease is over. Last, since everybody of the shop waits for this row.
  if (claimed.length) await wake(db, shopId, 'settle-messages', leaseUntil);
  return claimed;
}

/** Claims whose lease ran out go back to planned: their request was never begun. Returns how many. */
export async function releaseExpiredClaims(db: Db, times: LedgerTimes, shopId: string): Promise<number> {
  const { count } = await db.message.updateMany({
    where: { shopId, state: 'claimed', leaseUntil: { lt: times.systemClock.now() } },
    data: { state: 'planned', leaseUntil: null },
  });
  if (count) await wake(db, shopId, 'send-messages', times.clock.now());
  return count;
}
