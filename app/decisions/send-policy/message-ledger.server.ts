import type { Message, Prisma } from '@prisma/client';
import type { Mailbox } from '~/capture/data-quality/mailbox';
import { addMs, earliest, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';
import { wake } from '~/platform/queue/wakeups.server';
import type { RuleAnswer } from './arbiter/decide-send';
import { keepAnswers } from './keep-answers.server';
import type { SendDecision, SendResult } from './message';
import { stands } from './stands.server';

export interface LedgerTimes {
  clock: Clock;
  systemClock: SystemClock;
}

/** After this a request that nobody heard of again counts as unanswered: longer than the sender's own timeout of 15 s. */
export const UNANSWERED_AFTER_MS = 25_000;
const TRY_AGAIN_AFTER_MS = 60_000;
const MOST_TRIES = 20;

const firstOf = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((first, each) => earliest(first, each), null);

export type Against = Exclude<SendDecision, { kind: 'send' }>;

/** A claimed message that does not go now, and what each rule said. */
export interface Refusal {
  message: Pick<Message, 'id'>;
  decision: Against;
  answers: readonly RuleAnswer[];
}

/** Stores what was decided about claimed messages that do not go now. */
export async function storeDecisions(
  times: Pick<LedgerTimes, 'clock'>,
  db: Db,
  shopId: string,
  refusals: readonly Refusal[],
): Promise<void> {
  if (refusals.length === 0) return;
  await keepAnswers(times, db, shopId, refusals);
  const rows = refusals.map(({ message: { id }, decision }) => ({ id, ...afterDecision(decision) }));
  await db.$executeRaw`
    UPDATE messages m SET "state" = r."state", "reason" = r."reason", "dueAt" = COALESCE(r."dueAt", m."dueAt"), "leaseUntil" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "state" text, "reason" jsonb, "dueAt" timestamptz)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = r."id" AND m."state" = 'claimed'`;
  const next = firstOf(rows.map(({ dueAt }) => dueAt));
  if (next) await wake(db, shopId, 'send-messages', next);
}

interface AfterDecision {
  state: 'planned' | 'skipped';
  reason: Against['reason'];
  dueAt: Date | null;
}

function afterDecision(decision: Against): AfterDecision {
  switch (decision.kind) {
    case 'skip':
      return { state: 'skipped', reason: decision.reason, dueAt: null };
    case 'defer':
      return { state: 'planned', reason: decision.reason, dueAt: decision.until };
    default:
      return unreachable(decision);
  }
}

export interface RequestMark {
  message: Pick<Message, 'id' | 'leaseUntil'>;
  addressId: string;
  /** Whose mailbox that is. */
  mailbox: Mailbox;
  /** Null for a mail that needs no consent. */
  consentSeq: bigint | null;
  recommendations: Prisma.InputJsonValue;
}

/**
 * Marks claimed messages as requested, just before their first byte may leave. Returns the ids of those that may: of another the claim is no longer ours,
 * its lease ran out and another worker may have it.
 */
export async function markRequested(
  db: Db,
  times: LedgerTimes,
  shopId: string,
  marks: readonly RequestMark[],
): Promise<Set<string>> {
  if (marks.length === 0) return new Set();
  const json = marks.map(({ message: { id, leaseUntil }, addressId, mailbox, consentSeq, recommendations }) => ({
    ...{
      id,
      leaseUntil,
      addressId,
      mailbox,
      consentSeq: consentSeq === null ? null : String(consentSeq),
      recommendations,
    },
  }));
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE messages m SET "state" = 'requested', "requestedAt" = ${times.systemClock.now()}, "sentAt" = ${times.clock.now()},
      "leaseUntil" = NULL, "attempts" = m."attempts" + 1, "addressId" = r."addressId", "consentSeq" = r."consentSeq",
      "recommendations" = r."recommendations", "mailbox" = r."mailbox", "reason" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb)
      AS r("id" uuid, "leaseUntil" timestamptz, "addressId" uuid, "mailbox" text, "consentSeq" bigint, "recommendations" jsonb)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = r."id" AND m."state" = 'claimed' AND m."leaseUntil" = r."leaseUntil"
    RETURNING m."id"`;
  return new Set(rows.map(({ id }) => id));
}

/** Claimed messages whose mail could not be made are refused, with what is wrong. */
export async function storeBroken(
  db: Db,
  shopId: string,
  broken: readonly { message: Pick<Message, 'id'>; problem: string }[],
): Promise<void> {
  if (broken.length === 0) return;
  const rows = broken.map(({ message: { id }, problem }) => ({ id, reason: { code: 'mail-broken', detail: problem } }));
  await db.$executeRaw`
    UPDATE messages m SET "state" = 'rejected', "leaseUntil" = NULL, "reason" = r."reason"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "reason" jsonb)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = r."id" AND m."state" = 'claimed'`;
}

/** What came of handing over one message. */
export interface Outcome {
  message: Pick<Message, 'id' | 'attempts'>;
  result: SendResult;
}

/** Stores what came of requests. An unknown outcome is settled later, by evidence. */
export async function storeResults(
  db: Db,
  times: LedgerTimes,
  shopId: string,
  outcomes: readonly Outcome[],
  settleAfterMs: number,
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map(({ message, result }) => ({
    id: message.id,
    ...afterResult(result, message.attempts, times.clock),
  }));
  // What is planned again, or was refused, was not sent; a reason stays until there is another.
  await db.$executeRaw`
    UPDATE messages m SET "state" = r."state", "reason" = COALESCE(r."reason", m."reason"), "dueAt" = COALESCE(r."dueAt", m."dueAt"),
      "providerMessageId" = COALESCE(r."providerMessageId", m."providerMessageId"),
      "requestedAt" = CASE WHEN r."state" = 'planned' THEN NULL ELSE m."requestedAt" END,
      "sentAt" = CASE WHEN r."state" IN ('planned', 'rejected') THEN NULL ELSE m."sentAt" END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("id" uuid, "state" text, "reason" jsonb, "dueAt" timestamptz, "providerMessageId" text)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = r."id" AND m."state" IN ('requested', 'unknown')`;
  const next = firstOf(rows.map(({ dueAt }) => dueAt ?? null));
  if (next) await wake(db, shopId, 'send-messages', next);
  if (rows.some(({ state }) => state === 'unknown'))
    await wake(db, shopId, 'settle-messages', addMs(times.systemClock.now(), settleAfterMs));
}

interface AfterResult {
  state: 'accepted' | 'rejected' | 'planned' | 'unknown';
  reason?: { code: string; detail: string };
  dueAt?: Date;
  providerMessageId?: string;
}

function afterResult(result: SendResult, attempts: number, clock: Clock): AfterResult {
  switch (result.kind) {
    case 'accepted':
      return { state: 'accepted', providerMessageId: result.providerMessageId };
    case 'rejected':
      return { state: 'rejected', reason: { code: result.code, detail: result.detail } };
    case 'unknown':
      return { state: 'unknown', reason: { code: 'no-answer', detail: result.detail } };
    case 'try-later': {
      const { detail, afterMs = TRY_AGAIN_AFTER_MS } = result;
      if (attempts + 1 >= MOST_TRIES) return { state: 'rejected', reason: { code: 'gave-up', detail } };
      return { state: 'planned', reason: { code: 'try-later', detail }, dueAt: addMs(clock.now(), afterMs) };
    }
    default:
      return unreachable(result);
  }
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

/** The reason of what may have been sent, and of which nobody can be asked. */
export const NEVER_KNOWN = 'never-known';

/** Lets what nobody can be asked about rest as it is: it may have been sent, so it is not sent again. */
export async function parkMessage(db: Db, { shopId, id, reason }: Message): Promise<void> {
  const { detail = '' } = (reason ?? {}) as { detail?: string };
  const data = { reason: { code: NEVER_KNOWN, detail } };
  await db.message.updateMany({ where: { shopId, id, state: 'unknown' }, data });
}

/** When the ledger next needs a look by system time: a lease that ends, a request nobody heard of. Null: nothing is in flight. */
export async function nextLookAt(db: Db, shopId: string, settleAfterMs: number): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(CASE "state" WHEN 'claimed' THEN "leaseUntil"
      WHEN 'requested' THEN "requestedAt" + make_interval(secs => ${UNANSWERED_AFTER_MS / 1_000}::float8)
      ELSE "requestedAt" + make_interval(secs => ${settleAfterMs / 1_000}::float8) END) AS "at"
    FROM messages WHERE "shopId" = ${shopId}::uuid AND "state" IN ('claimed', 'requested', 'unknown')
      AND "reason"->>'code' IS DISTINCT FROM ${NEVER_KNOWN}`;
  return rows[0]?.at ?? null;
}

export async function nextMessageDueAt(db: Db, shopId: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(m."dueAt") AS "at" FROM messages m WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND ${stands(shopId)}`;
  return rows[0]?.at ?? null;
}
