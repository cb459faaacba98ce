import { Prisma } from '@prisma/client';
import { allEnded } from '~/platform/all-ended';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import type { Logger } from '~/platform/logger.server';
import { storableText } from '~/platform/storable';
import { subjectHashes } from './erase.server';

export interface InboxEntry {
  id: string;
  source: string;
  topic: string;
  externalId: string;
  triggeredAt: Date | null;
  receivedAt: Date;
  attempts: number;
  body: string;
}

export interface ProcessInboxDeps {
  db: Database;
  vault: Vault;
  systemClock: SystemClock;
  logger: Logger;
}

/** Records one entry in the given transaction; throws what keeps it from being recorded. */
export type RecordEntry = (tx: Db, entry: InboxEntry) => Promise<'done' | 'ignored'>;

export const MOST_ATTEMPTS = 8;
const LONGEST_PROBLEM = 1_000;

/** Thrown where trying again would help nothing: the entry is parked at once, for a person to look at. */
export class ParkEntry extends Error {}

/** Entries of browsers come in numbers and are small: so many are recorded in one transaction. */
export const MOST_TOGETHER = 25;

/** Entries of a shop in hand at once while many wait: what one waits for at the database, another works. */
export const HANDS = 4;
/** So many that came one after the other may be about one purchase: each hand begins that much further back than the one before. */
export const APART = 40;
const PLACES = Array.from({ length: HANDS }, (_, nth) => nth * APART);

/** Which of the waiting entries, how many of them in one transaction, and behind how many others. */
interface Share {
  from: 'elsewhere' | 'storefront';
  most: number;
  behind: number;
}

/**
 * Takes the shop's waiting entries one by one, each with all it causes in one transaction, so that an entry is either done with
 * everything it brought, or still waiting. One that fails waits a little longer each time and is parked with its reason after
 * `MOST_ATTEMPTS`; it never holds up those behind it. While many wait, some are taken side by side. What browsers tell is taken several at a time, and only
 * while nothing else waits; where one of them fails, each of those is taken by itself. Returns when the next one that waits may be tried, or null.
 */
export async function processInbox(deps: ProcessInboxDeps, shopId: string, record: RecordEntry): Promise<Date | null> {
  let alone = 0;
  let hands = 1;
  let rounds = 0;
  for (;;) {
    const outcomes = await allEnded(
      PLACES.slice(0, hands).map((behind) => processSome(deps, shopId, record, { from: 'elsewhere', most: 1, behind })),
    );
    const found = outcomes.filter((outcome) => outcome !== 'none').length;
    // Who finds nothing so far back is not sent again before that many more may have come.
    hands = ++rounds % APART === 0 ? HANDS : Math.max(1, found);
    if (found > 0) continue;
    const most = alone > 0 ? 1 : MOST_TOGETHER;
    const outcome = await processSome(deps, shopId, record, { from: 'storefront', most, behind: 0 });
    if (outcome === 'none') break;
    alone = outcome === 'failed' ? MOST_TOGETHER : alone - 1;
  }
  const waiting = await deps.db.prisma.inboxItem.aggregate({
    where: { shopId, state: 'pending' },
    _min: { notBefore: true },
    _count: true,
  });
  return waiting._count ? (waiting._min.notBefore ?? deps.systemClock.now()) : null;
}

/** `failed`: of several, one; nothing was done, and which one it is shows when each is taken by itself. */
async function processSome(
  deps: ProcessInboxDeps,
  shopId: string,
  record: RecordEntry,
  share: Share,
): Promise<'done' | 'none' | 'failed'> {
  let claimed: ClaimedRow[] = [];
  try {
    await deps.db.transaction(async (tx) => {
      claimed = await claim(tx, shopId, deps.systemClock.now(), share);
      for (const row of claimed) await processRow(deps, tx, shopId, row, record);
    });
    return claimed.length > 0 ? 'done' : 'none';
  } catch (error) {
    const [only, ...others] = claimed;
    if (!only) throw error;
    if (others.length > 0) return 'failed';
    await postpone(deps, shopId, only, error);
    return 'done';
  }
}

async function processRow(
  deps: ProcessInboxDeps,
  tx: Db,
  shopId: string,
  row: ClaimedRow,
  record: RecordEntry,
): Promise<void> {
  const body = deps.vault.open(row.payload, shopId);
  const state = await record(tx, { ...row, body });
  const subjects = subjectHashes(deps.vault, shopId, row.topic, body);
  // Not `update`: an entry that erased its whole shop is itself gone. One that erased the person it names has emptied itself.
  await tx.$executeRaw`
    UPDATE inbox SET "state" = ${state}, "processedAt" = ${deps.systemClock.now()}, "problem" = NULL,
      "subjects" = CASE WHEN "payload" IS NULL THEN '{}' ELSE ${subjects}::text[] END, "isIndexed" = true
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${row.id}::uuid`;
}

interface ClaimedRow extends Omit<InboxEntry, 'body'> {
  payload: Uint8Array;
}

/** The oldest; each share has an index of its own, so that neither looks through the other's. */
async function claim(tx: Db, shopId: string, now: Date, { from, most, behind }: Share): Promise<ClaimedRow[]> {
  const isOfShare = from === 'storefront' ? Prisma.sql`"source" = 'storefront'` : Prisma.sql`"source" <> 'storefront'`;
  const waits = Prisma.sql`"shopId" = ${shopId}::uuid AND "state" = 'pending' AND ${isOfShare} AND ("notBefore" IS NULL OR "notBefore" <= ${now})`;
  // An OFFSET of the statement itself would lock what it passes over.
  const place = Prisma.sql`("receivedAt", "id") >= (
    SELECT "receivedAt", "id" FROM inbox WHERE ${waits} ORDER BY "receivedAt", "id" LIMIT 1 OFFSET ${behind})`;
  return tx.$queryRaw<ClaimedRow[]>`
    SELECT "id", "source", "topic", "externalId", "triggeredAt", "receivedAt", "attempts", "payload" FROM inbox
    WHERE ${waits} AND ${behind > 0 ? place : Prisma.sql`TRUE`}
    ORDER BY "receivedAt", "id" LIMIT ${most} FOR UPDATE SKIP LOCKED`;
}

async function postpone(
  deps: ProcessInboxDeps,
  shopId: string,
  { id, attempts }: { id: string; attempts: number },
  error: unknown,
): Promise<void> {
  const problem = storableText(messageOf(error).slice(0, LONGEST_PROBLEM));
  const isParked = error instanceof ParkEntry || attempts + 1 >= MOST_ATTEMPTS;
  deps.logger.warn(
    { shopId, inboxId: id, attempts: attempts + 1, problem },
    isParked ? 'inbox entry parked' : 'inbox entry failed',
  );
  const data: Prisma.InboxItemUpdateInput = { attempts: attempts + 1, problem };
  await deps.db.prisma.inboxItem.update({
    where: { shopId_id: { shopId, id } },
    data: isParked
      ? { ...data, state: 'parked' }
      : { ...data, notBefore: addMs(deps.systemClock.now(), minutes(0.05) * 2 ** attempts) },
  });
}
