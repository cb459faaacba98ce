import type { Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import { deriveConsent, type ConsentFact } from './consent';
import { lastEntry, lockLedger, toEntry, type LedgerDeps, type Statement } from './ledger.server';

/**
 * Appends statements about marketing to a shop's chain and derives their addresses' states anew, in a handful of queries however many they are. What
 * the ledger has already is left out. Returns the addresses of those that were new.
 */
export async function appendStatements(
  deps: LedgerDeps,
  db: Db,
  shopId: string,
  statements: Statement[],
): Promise<string[]> {
  if (!statements.length) return [];
  await lockLedger(db, shopId);
  const known = await toldBefore(db, shopId, statements);
  const recordedAt = deps.systemClock.now();
  const entries: ReturnType<typeof toEntry>[] = [];
  let last = await lastEntry(db, shopId);
  for (const statement of statements.filter(({ dedupeKey }) => !known.has(dedupeKey))) {
    const entry = toEntry(shopId, last, statement, recordedAt);
    entries.push(entry);
    last = entry;
  }
  if (!entries.length) return [];
  await insertEntries(db, shopId, entries);
  const addressIds = [...new Set(entries.map((entry) => entry.addressId))];
  await deriveMany(db, shopId, addressIds);
  return addressIds;
}

async function toldBefore(db: Db, shopId: string, statements: Statement[]): Promise<Set<string>> {
  const keys = statements.map((statement) => statement.dedupeKey);
  const told = await db.$queryRaw<{ dedupeKey: string }[]>`
    SELECT "dedupeKey" FROM consent_entries WHERE "shopId" = ${shopId}::uuid AND "dedupeKey" = ANY(${keys})`;
  return new Set(told.map((entry) => entry.dedupeKey));
}

async function insertEntries(db: Db, shopId: string, entries: ReturnType<typeof toEntry>[]): Promise<void> {
  const rows = entries.map((entry) => ({
    ...entry,
    seq: entry.seq.toString(),
    commitment: bytea(entry.commitment),
    previousHash: bytea(entry.previousHash),
    hash: bytea(entry.hash),
  }));
  await db.$executeRaw`
    INSERT INTO consent_entries ("shopId", "seq", "addressId", "commitment", "purpose", "state", "source", "occurredAt",
      "recordedAt", "evidence", "dedupeKey", "previousHash", "hash", "format")
    SELECT ${shopId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("seq" bigint, "addressId" uuid,
      "commitment" bytea, "purpose" text, "state" text, "source" text, "occurredAt" timestamptz, "recordedAt" timestamptz,
      "evidence" jsonb, "dedupeKey" text, "previousHash" bytea, "hash" bytea, "format" integer)`;
}

async function deriveMany(db: Db, shopId: string, addressIds: string[]): Promise<void> {
  const entries = await db.$queryRaw<(ConsentFact & { addressId: string })[]>`
    SELECT "addressId"::text, "seq", "state", "source", "occurredAt" FROM consent_entries
    WHERE "shopId" = ${shopId}::uuid AND "addressId" = ANY(${addressIds}::uuid[]) AND "purpose" = 'marketing'`;
  const byAddress = new Map<string, ConsentFact[]>();
  for (const { addressId, ...fact } of entries) {
    const facts = byAddress.get(addressId) ?? [];
    facts.push(fact);
    byAddress.set(addressId, facts);
  }
  const rows = [...byAddress].map(([addressId, facts]) => {
    const { state, entrySeq, since } = deriveConsent(facts);
    return { addressId, state, entrySeq: String(entrySeq ?? 0n), since };
  });
  await db.$executeRaw`
    INSERT INTO consent_states ("shopId", "addressId", "purpose", "state", "entrySeq", "since")
    SELECT ${shopId}::uuid, r."addressId", 'marketing', r."state", r."entrySeq", r."since"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("addressId" uuid, "state" text, "entrySeq" bigint, "since" timestamptz)
    ON CONFLICT ("shopId", "addressId", "purpose") DO UPDATE
    SET "state" = EXCLUDED."state", "entrySeq" = EXCLUDED."entrySeq", "since" = EXCLUDED."since"`;
}
