import type { Prisma } from '@prisma/client';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import type { Logger } from '~/platform/logger.server';
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

/** Thrown where trying again would help nothing: the entry is parked at once, for a person to look at. */
export class ParkEntry extends Error {}

/**
 * Takes the shop's waiting entries one by one, each with all it causes in one transaction, so that an entry is either done with
 * everything it brought, or still waiting. One that fails waits a little longer each time and is parked with its reason after
 * `MOST_ATTEMPTS`; it never holds up those behind it. Returns when the next one that waits may be tried, or null.
 */
export async function processInbox(deps: ProcessInboxDeps, shopId: string, record: RecordEntry): Promise<Date | null> {
  while (await processNext(deps, shopId, record));
  const waiting = await deps.db.prisma.inboxItem.aggregate({
    where: { shopId, state: 'pending' },
    _min: { notBefore: true },
    _count: true,
  });
  return waiting._count ? (waiting._min.notBefore ?? deps.systemClock.now()) : null;
}

async function processNext(deps: ProcessInboxDeps, shopId: string, record: RecordEntry): Promise<boolean> {
  let current: { id: string; attempts: number } | undefined;
  try {
    return await deps.db.transaction(async (tx) => {
      const row = await claimNext(tx, shopId, deps.systemClock.now());
      if (!row) return false;
      current = row;
      const body = deps.vault.open(row.payload, shopId);
      const state = await record(tx, { ...row, body });
      const subjects = subjectHashes(deps.vault, shopId, row.topic, body);
      // Not `update`: an entry that erased its whole shop is itself gone. One that erased the person it names has emptied itself.
      await tx.$executeRaw`
        UPDATE inbox SET "state" = ${state}, "processedAt" = ${deps.systemClock.now()}, "problem" = NULL,
          "subjects" = CASE WHEN "payload" IS NULL THEN '{}' ELSE ${subjects}::text[] END, "isIndexed" = true
        WHERE "shopId" = ${shopId}::uuid AND "id" = ${row.id}::uuid`;
      return true;
    });
  } catch (error) {
    if (!current) throw error;
    await postpone(deps, shopId, current, error);
    return true;
  }
}

interface ClaimedRow extends Omit<InboxEntry, 'body'> {
  payload: Uint8Array;
}

async function claimNext(tx: Db, shopId: string, now: Date): Promise<ClaimedRow | undefined> {
  const rows = await tx.$queryRaw<ClaimedRow[]>`
    SELECT "id", "source", "topic", "externalId", "triggeredAt", "receivedAt", "attempts", "payload" FROM inbox
    WHERE "shopId" = ${shopId}::uuid AND "state" = 'pending' AND ("notBefore" IS NULL OR "notBefore" <= ${now})
    ORDER BY "receivedAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return rows[0];
}

async function postpone(
  deps: ProcessInboxDeps,
  shopId: string,
  { id, attempts }: { id: string; attempts: number },
  error: unknown,
): Promise<void> {
  const problem = messageOf(error).slice(0, 1_000);
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
