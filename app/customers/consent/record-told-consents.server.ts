import type { Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import {
  appendStatements,
  type ConsentChange,
  type ConsentInput,
  type LedgerDeps,
  type Statement,
} from './append-statements.server';
import { lockAddressForRevocation } from './consent-lock.server';
import { consentsOf } from './ledger.server';
import { stillSaid } from './said-before-erasure.server';
import { noteTellings } from './tellings.server';

/** A statement about marketing, its key made from the address's id by whoever tells it. */
export type ToldConsent = Omit<ConsentInput, 'dedupeKey' | 'purpose'> & { keyOf: (addressId: string) => string };

/**
 * Appends what a merchant's file tells of many addresses' marketing consent, as `recordConsent` does for one, in a handful of queries. An address from
 * which consent is taken is held before, so that no mail to it begins to leave after this is committed. Addresses must be in the vault; others are left
 * out. Returns whose consent changed.
 */
export async function recordToldConsents(
  deps: LedgerDeps,
  db: Db,
  shopId: string,
  told: ToldConsent[],
): Promise<ConsentChange[]> {
  const statements = await toStatements(deps, db, shopId, told);
  if (!statements.length) return [];
  const ids = [...new Set(statements.map(({ address }) => address.id))].sort();
  const known = await consentsOf(db, shopId, ids, 'marketing');
  for (const { address } of statements.filter(({ state }) => state === 'withdrawn'))
    if (known.get(address.id)?.state === 'granted') await lockAddressForRevocation(db, shopId, address.id);
  const changes = await appendStatements(deps, db, shopId, statements);
  await noteTellings(db, shopId, changes, deps.systemClock.now());
  return changes.filter(({ before, after }) => before.state !== after.state);
}

async function toStatements({ vault }: LedgerDeps, db: Db, shopId: string, told: ToldConsent[]): Promise<Statement[]> {
  const hashed = told.map((each) => ({ ...each, emailHash: vault.hash(each.email, shopId) }));
  const said = await stillSaid(db, shopId, hashed);
  const hashes = said.map(({ emailHash }) => bytea(emailHash));
  const rows = await db.$queryRaw<{ id: string; profileId: string; salt: Uint8Array; emailHash: Uint8Array }[]>`
    SELECT "id"::text, "profileId"::text, "salt", "emailHash" FROM addresses
    WHERE "shopId" = ${shopId}::uuid AND "emailHash" = ANY(${hashes}::bytea[])`;
  const byHash = new Map(rows.map((row) => [bytea(row.emailHash), row]));
  const statements = said.flatMap(({ keyOf, emailHash, ...each }): Statement[] => {
    const address = byHash.get(bytea(emailHash));
    return address ? [{ ...each, purpose: 'marketing', address, dedupeKey: keyOf(address.id) }] : [];
  });
  return [...new Map(statements.map((statement) => [statement.dedupeKey, statement])).values()];
}
