import type { ConsentTelling } from '@prisma/client';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { Consent, ConsentSource } from './consent';

/** Who hears of consent: Shopify keeps it on the customer's page, Postmark keeps its own list of whom it will not write to. */
export type Listener = 'shopify' | 'postmark';

const isShopifys = (source: ConsentSource): boolean => source.startsWith('shopify');

/** What an address agreed to before and after a statement, and by which way that came. */
interface Change {
  addressId: string;
  before: Consent;
  after: Consent;
  source: ConsentSource;
}

/**
 * Notes whom changes of consent to marketing are to be told, in the transaction that made them: one row an address and listener, the newest statement in
 * place of an older one. What Shopify told is not told back to it, and takes the place of what was still to be told.
 */
export async function noteTellings(db: Db, shopId: string, changes: readonly Change[], now: Date): Promise<void> {
  const fromShopify = changes.filter(({ source }) => isShopifys(source)).map(({ addressId }) => addressId);
  await dropOvertaken(db, shopId, fromShopify);
  const rows = changes.flatMap(({ addressId, before, after, source }) =>
    before.state === after.state || after.entrySeq === null
      ? []
      : listenersOf(before, after, source).map((listener) => ({
          ...{ addressId, listener, state: after.state, entrySeq: String(after.entrySeq), occurredAt: after.since },
          optInLevel: optInLevelOf(after, source),
        })),
  );
  if (!rows.length) return;
  await db.$executeRaw`
    INSERT INTO consent_tellings ("shopId", "addressId", "listener", "state", "optInLevel", "entrySeq", "occurredAt", "status", "dueAt",
      "attempts")
    SELECT ${shopId}::uuid, r."addressId", r."listener", r."state", r."optInLevel", r."entrySeq", r."occurredAt", 'due', ${now}, 0
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("addressId" uuid, "listener" text, "state" text, "optInLevel" text,
      "entrySeq" bigint, "occurredAt" timestamptz)
    ON CONFLICT ("shopId", "addressId", "listener") DO UPDATE SET "state" = EXCLUDED."state", "optInLevel" = EXCLUDED."optInLevel",
      "entrySeq" = EXCLUDED."entrySeq", "occurredAt" = EXCLUDED."occurredAt", "status" = 'due', "dueAt" = EXCLUDED."dueAt",
      "attempts" = 0, "problem" = NULL`;
  await wake(db, shopId, 'tell-consent', now);
}

/** What Postmark knows first: its own page, and what mailboxes told it. */
const POSTMARKS: readonly ConsentSource[] = ['postmark', 'complaint', 'bounce'];

/**
 * A mailbox that is gone, or works again, is no word of its owner's, so Shopify does not hear of it. Postmark hears of those who came back, and of who left by another way
 * than its own; of whom nobody ever wrote to it need not know.
 */
function listenersOf(before: Consent, after: Consent, source: ConsentSource): Listener[] {
  const listeners: Listener[] = [];
  if (!isShopifys(source) && !source.startsWith('bounce') && after.state !== 'never-given') listeners.push('shopify');
  const isPostmarks = after.state === 'granted' || (after.state === 'withdrawn' && !POSTMARKS.includes(source));
  if (isPostmarks && before.state !== 'never-given') listeners.push('postmark');
  return listeners;
}

function optInLevelOf({ state }: Consent, source: ConsentSource): string | null {
  if (state === 'withdrawn') return null;
  return state === 'pending' || source === 'double-opt-in' ? 'CONFIRMED_OPT_IN' : 'SINGLE_OPT_IN';
}

/** Takes off what Shopify need not hear any more, because it has told something newer of these addresses itself. */
export async function dropOvertaken(db: Db, shopId: string, addressIds: readonly string[]): Promise<void> {
  if (!addressIds.length) return;
  await db.$executeRaw`
    UPDATE consent_tellings t SET "status" = 'overtaken', "problem" = NULL
    FROM consent_states s JOIN consent_entries e ON e."shopId" = s."shopId" AND e."seq" = s."entrySeq"
    WHERE t."shopId" = ${shopId}::uuid AND t."addressId" = ANY(${[...addressIds]}::uuid[]) AND t."listener" = 'shopify'
      AND t."status" IN ('due', 'waits', 'parked') AND s."shopId" = t."shopId" AND s."addressId" = t."addressId"
      AND s."purpose" = 'marketing' AND e."source" LIKE 'shopify%' AND e."seq" <> t."entrySeq"`;
}

/** Whether a statement says what we said ourselves: our own word, come back by Shopify's webhook, whose stamps are whole seconds. */
export async function isOwnWord(
  db: Db,
  shopId: string,
  statement: { addressId: string; state: string; occurredAt: Date },
): Promise<boolean> {
  const { addressId, state, occurredAt } = statement;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM consent_entries WHERE "shopId" = ${shopId}::uuid AND "addressId" = ${addressId}::uuid
      AND "purpose" = 'marketing' AND "state" = ${state} AND "source" NOT LIKE 'shopify%'
      AND date_trunc('second', "occurredAt") = date_trunc('second', ${occurredAt}::timestamptz) LIMIT 1`;
  return rows.length > 0;
}

/** A suppression that Postmark tells of so soon after we told it something is ours, come back by its webhook. */
const ECHO_MS = 60_000;

/**
 * Whether a suppression that no mail brought about is our own: we have told Postmark, or are about to, that this person said no, or have only just told it that
 * they said yes after that.
 */
export async function isOwnSuppression(db: Db, shopId: string, addressId: string, occurredAt: Date): Promise<boolean> {
  const told = await db.consentTelling.findUnique({
    where: { shopId_addressId_listener: { shopId, addressId, listener: 'postmark' } },
    select: { state: true, occurredAt: true },
  });
  if (!told) return false;
  return told.state === 'withdrawn' || occurredAt < addMs(told.occurredAt, ECHO_MS);
}

/** Tells Postmark once more what was given up: another server or stream may take it. */
export async function tellPostmarkAgain(db: Db, shopId: string, now: Date): Promise<void> {
  const { count } = await db.consentTelling.updateMany({
    where: { shopId, listener: 'postmark', status: 'parked', state: 'withdrawn' },
    data: { status: 'due', attempts: 0, dueAt: now },
  });
  if (count) await wake(db, shopId, 'tell-consent', now);
}

/** How long one may take to tell a statement before another does. */
const LEASE_MS = 60_000;

export type ClaimedTelling = ConsentTelling & { customerIds: string[] };

/**
 * Claims what is due, at most one teller an address and listener at a time, so that an older statement never comes after a newer one. Of what is for
 * Shopify that of people no customer of whom is known is put aside (`waits`), and is among the answers all the same.
 */
export function claimTellings(db: Db, shopId: string, now: Date, limit: number): Promise<ClaimedTelling[]> {
  return db.$queryRaw<ClaimedTelling[]>`
    WITH chosen AS MATERIALIZED (
      SELECT t."addressId", t."listener" FROM consent_tellings t
      WHERE t."shopId" = ${shopId}::uuid AND t."status" = 'due' AND t."dueAt" <= ${now}
        AND (t."leaseUntil" IS NULL OR t."leaseUntil" <= ${now})
      ORDER BY t."dueAt" LIMIT ${limit} FOR UPDATE OF t SKIP LOCKED),
    known AS MATERIALIZED (
      SELECT c."addressId", c."listener", ARRAY(
        SELECT i."value" FROM addresses a JOIN identities i ON i."shopId" = ${shopId}::uuid AND i."profileId" = a."profileId"
        WHERE a."shopId" = ${shopId}::uuid AND a."id" = c."addressId" AND i."kind" = 'customer'
        ORDER BY i."linkedAt" DESC) AS "customerIds"
      FROM chosen c)
    UPDATE consent_tellings t SET
      "leaseUntil" = ${addMs(now, LEASE_MS)},
      "status" = CASE WHEN t."listener" = 'shopify' AND k."customerIds" = '{}' THEN 'waits' ELSE t."status" END
    FROM known k WHERE t."shopId" = ${shopId}::uuid AND t."addressId" = k."addressId" AND t."listener" = k."listener"
    RETURNING t.*, k."customerIds"`;
}

/** Of what waits for a customer to be known, that of people of whom one is known now is due. */
export async function noteKnownCustomers(db: Db, shopId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE consent_tellings t SET "status" = 'due', "leaseUntil" = NULL
    WHERE t."shopId" = ${shopId}::uuid AND t."status" = 'waits' AND EXISTS (
      SELECT FROM addresses a JOIN identities i ON i."shopId" = a."shopId" AND i."profileId" = a."profileId"
      WHERE a."shopId" = t."shopId" AND a."id" = t."addressId" AND i."kind" = 'customer')`;
}

/** What came of telling somebody. */
export type TellOutcome =
  | { kind: 'told' }
  /** It says itself why it will not hear this; trying again is of no use. */
  | { kind: 'refused'; problem: string }
  /** Nobody of this address is there, for now. */
  | { kind: 'nobody'; problem: string }
  /** It could not be asked. */
  | { kind: 'try-later'; problem: string };

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
/** With these pauses Postmark is tried for three days: it keeps a list of its own as well, and nothing is mailed by ours. */
const MOST_TRIES_AT_POSTMARK = 20;

/** Stores what came of it. Where a newer statement came meanwhile, that one stays due, whatever became of this one. */
export async function storeTold(db: Db, telling: ClaimedTelling, outcome: TellOutcome, now: Date): Promise<void> {
  const { shopId, addressId, listener, entrySeq, attempts } = telling;
  const key = { shopId, addressId, listener };
  await db.consentTelling.updateMany({ where: key, data: { leaseUntil: null } });
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MS);
  await db.consentTelling.updateMany({
    where: { ...key, entrySeq, status: 'due' },
    data:
      outcome.kind === 'told'
        ? { status: 'told', toldAt: now, problem: null }
        : outcome.kind === 'refused' || (listener === 'postmark' && attempts + 1 >= MOST_TRIES_AT_POSTMARK)
          ? { status: 'parked', problem: outcome.problem }
          : { attempts: { increment: 1 }, dueAt: addMs(now, waitMs), problem: outcome.problem },
  });
}

/** When something is next to be told, by system time; null while nothing that can be told waits. */
export async function nextTellingDueAt(db: Db, shopId: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(GREATEST(t."dueAt", t."leaseUntil")) AS "at" FROM consent_tellings t
    WHERE t."shopId" = ${shopId}::uuid AND t."status" = 'due'`;
  return row?.at ?? null;
}
