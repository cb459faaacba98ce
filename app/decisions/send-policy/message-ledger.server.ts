import { Prisma, type Message } from '@prisma/client';
import { addMs, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';
import { wake } from '~/platform/queue/wakeups.server';
import type { RuleAnswer } from './arbiter/decide-send';
import { keepAnswers } from './keep-answers.server';
import type { SendDecision, SendResult } from './message';

export interface LedgerTimes {
  clock: Clock;
  systemClock: SystemClock;
}

/** How long a worker may prepare what it claimed; after that another may. */
export const LEASE_MS = 10_000;
/** After this a request that nobody heard of again counts as unanswered: longer than the sender's own timeout of 15 s. */
export const UNANSWERED_AFTER_MS = 25_000;
const TRY_AGAIN_AFTER_MS = 60_000;
const MOST_TRIES = 20;

/**
 * Claims due messages for preparing, at most one per person, so that two for one person meet the frequency cap one after the other: the one of the higher
 * priority first, of equals the one that is due longer.
 */
export async function claimMessages(db: Db, times: LedgerTimes, shopId: string, limit: number): Promise<Message[]> {
  const now = times.systemClock.now();
  // Should this worker die, the claims are looked after when their lease is over.
  await wake(db, shopId, 'settle-messages', addMs(now, LEASE_MS));
  return db.$queryRaw<Message[]>`
    WITH due AS (
      SELECT DISTINCT ON (m."profileId") m."id", m."dueAt" FROM messages m
      WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."dueAt" <= ${times.clock.now()}
      ORDER BY m."profileId", m."priority" DESC, m."dueAt", m."id"),
    chosen AS (
      SELECT m."id" FROM messages m JOIN due USING ("id")
      WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned'
      ORDER BY due."dueAt", due."id" LIMIT ${limit} FOR UPDATE OF m SKIP LOCKED)
    UPDATE messages m SET "state" = 'claimed', "leaseUntil" = ${addMs(now, LEASE_MS)}
    FROM chosen WHERE m."shopId" = ${shopId}::uuid AND m."id" = chosen."id" AND m."state" = 'planned'
    RETURNING m.*`;
}

export type Against = Exclude<SendDecision, { kind: 'send' }>;

/** Stores what was decided about a claimed message that does not go now, and what each rule said. */
export async function storeDecision(
  times: Pick<LedgerTimes, 'clock'>,
  db: Db,
  message: Message,
  { decision, answers }: { decision: Against; answers: readonly RuleAnswer[] },
): Promise<void> {
  await keepAnswers(times, db, message, { decision, answers });
  const where = { shopId: message.shopId, id: message.id, state: 'claimed' };
  switch (decision.kind) {
    case 'skip':
      await db.message.updateMany({ where, data: { state: 'skipped', reason: decision.reason, leaseUntil: null } });
      return;
    case 'defer':
      await db.message.updateMany({
        where,
        data: { state: 'planned', dueAt: decision.until, reason: decision.reason, leaseUntil: null },
      });
      await wake(db, message.shopId, 'send-messages', decision.until);
      return;
    default:
      unreachable(decision);
  }
}

export interface RequestMark {
  message: Message;
  addressId: string;
  /** Null for a mail that needs no consent. */
  consentSeq: bigint | null;
  recommendations: Prisma.InputJsonValue;
}

/**
 * Marks a claimed message as requested, just before its first byte may leave. Returns false when the claim is no longer ours: its lease ran
 * out and another worker may have it.
 */
export async function markRequested(db: Db, times: LedgerTimes, mark: RequestMark): Promise<boolean> {
  const { message, addressId, consentSeq, recommendations } = mark;
  const { count } = await db.message.updateMany({
    where: { shopId: message.shopId, id: message.id, state: 'claimed', leaseUntil: message.leaseUntil },
    data: {
      state: 'requested',
      requestedAt: times.systemClock.now(),
      sentAt: times.clock.now(),
      leaseUntil: null,
      attempts: { increment: 1 },
      addressId,
      consentSeq,
      recommendations,
      reason: Prisma.DbNull,
    },
  });
  return count === 1;
}

/** Stores what came of the request. An unknown outcome is settled later, by evidence. */
export async function storeResult(
  db: Db,
  times: LedgerTimes,
  message: Pick<Message, 'shopId' | 'id' | 'attempts'>,
  result: SendResult,
  settleAfterMs: number,
): Promise<void> {
  const { shopId, id } = message;
  const where = { shopId, id, state: { in: ['requested', 'unknown'] } };
  switch (result.kind) {
    case 'accepted':
      await db.message.updateMany({ where, data: { state: 'accepted', providerMessageId: result.providerMessageId } });
      return;
    case 'rejected':
      await db.message.updateMany({
        where,
        data: { state: 'rejected', sentAt: null, reason: { code: result.code, detail: result.detail } },
      });
      return;
    case 'try-later':
      await tryLater(db, times, message, result);
      return;
    case 'unknown':
      await db.message.updateMany({
        where,
        data: { state: 'unknown', reason: { code: 'no-answer', detail: result.detail } },
      });
      await wake(db, shopId, 'settle-messages', addMs(times.systemClock.now(), settleAfterMs));
      return;
    default:
      unreachable(result);
  }
}

async function tryLater(
  db: Db,
  times: LedgerTimes,
  { shopId, id, attempts }: Pick<Message, 'shopId' | 'id' | 'attempts'>,
  { detail, afterMs = TRY_AGAIN_AFTER_MS }: Extract<SendResult, { kind: 'try-later' }>,
): Promise<void> {
  const where = { shopId, id, state: { in: ['requested', 'unknown'] } };
  if (attempts + 1 >= MOST_TRIES) {
    await db.message.updateMany({
      where,
      data: { state: 'rejected', sentAt: null, reason: { code: 'gave-up', detail } },
    });
    return;
  }
  const dueAt = addMs(times.clock.now(), afterMs);
  await db.message.updateMany({
    where,
    data: { state: 'planned', requestedAt: null, sentAt: null, dueAt, reason: { code: 'try-later', detail } },
  });
  await wake(db, shopId, 'send-messages', dueAt);
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

/** Requests whose sender is gone become unknown: the mail may have been sent. */
export async function markUnanswered(db: Db, times: LedgerTimes, shopId: string): Promise<void> {
  await db.message.updateMany({
    where: {
      shopId,
      state: 'requested',
      requestedAt: { lt: addMs(times.systemClock.now(), -UNANSWERED_AFTER_MS) },
    },
    data: { state: 'unknown', reason: { code: 'no-answer', detail: 'the sending process ended before it heard' } },
  });
}

/** When the ledger next needs a look by system time: a lease that ends, a request nobody heard of. Null: nothing is in flight. */
export async function nextLookAt(db: Db, shopId: string, settleAfterMs: number): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(CASE "state" WHEN 'claimed' THEN "leaseUntil"
      WHEN 'requested' THEN "requestedAt" + make_interval(secs => ${UNANSWERED_AFTER_MS / 1_000}::float8)
      ELSE "requestedAt" + make_interval(secs => ${settleAfterMs / 1_000}::float8) END) AS "at"
    FROM messages WHERE "shopId" = ${shopId}::uuid AND "state" IN ('claimed', 'requested', 'unknown')`;
  return rows[0]?.at ?? null;
}

export async function nextMessageDueAt(db: Db, shopId: string): Promise<Date | null> {
  const { _min } = await db.message.aggregate({ where: { shopId, state: 'planned' }, _min: { dueAt: true } });
  return _min.dueAt;
}
