import type { Prisma } from '@prisma/client';
import type { ConsentReport } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { normaliseEmail } from '../profiles/email-address';
import { deriveConsent, type ConsentFact, type ConsentStateName } from './consent';
import { lastEntry, lockLedger, toEntry, type LedgerDeps, type Statement } from './ledger.server';

/**
 * Appends what a sync tells of many addresses' consent, as `recordConsent` does for one: the same chain, the same derivation, in a handful of
 * statements. What the ledger has already is left out.
 */
export async function recordConsents(
  deps: LedgerDeps,
  db: Db,
  shopId: string,
  reports: ConsentReport[],
): Promise<void> {
  const statements = await toStatements(deps, db, shopId, reports);
  if (!statements.length) return;
  await lockLedger(db, shopId);
  const keys = statements.map((statement) => statement.dedupeKey);
  const told = await db.consentEntry.findMany({
    where: { shopId, dedupeKey: { in: keys } },
    select: { dedupeKey: true },
  });
  const known = new Set(told.map((entry) => entry.dedupeKey));
  const entries: Prisma.ConsentEntryCreateManyInput[] = [];
  let last = await lastEntry(db, shopId);
  for (const statement of statements.filter(({ dedupeKey }) => !known.has(dedupeKey))) {
    const entry = toEntry(shopId, last, statement, deps.systemClock.now());
    entries.push(entry);
    last = entry;
  }
  await db.consentEntry.createMany({ data: entries });
  await deriveMany(db, shopId, [...new Set(entries.map((entry) => entry.addressId))]);
}

async function toStatements(deps: LedgerDeps, db: Db, shopId: string, reports: ConsentReport[]): Promise<Statement[]> {
  const told = reports.flatMap((report) => {
    const email = normaliseEmail(report.email);
    return email ? [{ report, email, hash: deps.vault.hash(email, shopId) }] : [];
  });
  const rows = await db.address.findMany({
    where: { shopId, emailHash: { in: told.map(({ hash }) => hash) } },
    select: { id: true, salt: true, emailHash: true },
  });
  const byHash = new Map(rows.map((row) => [Buffer.from(row.emailHash).toString('hex'), row]));
  const statements = told.flatMap(({ report, email, hash }): Statement[] => {
    const address = byHash.get(hash.toString('hex'));
    if (!address) return [];
    const { state, occurredAt, optInLevel, customerId } = report;
    return [
      {
        address,
        email,
        purpose: 'marketing',
        state,
        source: 'shopify-sync',
        occurredAt,
        evidence: { customer: customerId, optInLevel },
        dedupeKey: `shopify-sync:${customerId}:${state}:${occurredAt.toISOString()}`,
      },
    ];
  });
  return [...new Map(statements.map((statement) => [statement.dedupeKey, statement])).values()];
}

async function deriveMany(db: Db, shopId: string, addressIds: string[]): Promise<void> {
  const entries = await db.consentEntry.findMany({
    where: { shopId, addressId: { in: addressIds }, purpose: 'marketing' },
    select: { addressId: true, seq: true, state: true, occurredAt: true },
  });
  const byAddress = new Map<string, ConsentFact[]>();
  for (const { addressId, seq, state, occurredAt } of entries) {
    const facts = byAddress.get(addressId) ?? [];
    facts.push({ seq, state: state as ConsentStateName, occurredAt });
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
