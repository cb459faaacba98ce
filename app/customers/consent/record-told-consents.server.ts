import type { Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import { appendStatements } from './append-statements.server';
import { NO_CONSENT, type Consent } from './consent';
import { lockAddressForRevocation } from './consent-lock.server';
import type { ConsentChange, ConsentInput, LedgerDeps, Statement } from './ledger.server';
import { stillSaid } from './said-before-erasure.server';
import { noteManyTellings } from './tellings.server';

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
  const known = await statesOf(db, shopId, ids);
  for (const { address } of statements.filter(({ state }) => state === 'withdrawn'))
    if (known.get(address.id)?.state === 'granted') await lockAddressForRevocation(db, shopId, address.id);
  const before = await statesOf(db, shopId, ids);
  const appended = await appendStatements(deps, db, shopId, statements);
  const after = await statesOf(db, shopId, appended);
  const changes = appended.flatMap((addressId) => {
    const last = statements.findLast(({ address }) => address.id === addressId);
    const [was, is] = [before.get(addressId) ?? NO_CONSENT, after.get(addressId) ?? NO_CONSENT];
    if (!last || was.state === is.state) return [];
    return [{ addressId, profileId: last.address.profileId, before: was, after: is, source: last.source }];
  });
  await noteManyTellings(db, shopId, changes, deps.systemClock.now());
  return changes;
}

type ToldStatement = Statement & { address: { id: string; profileId: string; salt: Uint8Array } };

async function toStatements(
  { vault }: LedgerDeps,
  db: Db,
  shopId: string,
  told: ToldConsent[],
): Promise<ToldStatement[]> {
  const hashed = told.map((each) => ({ ...each, emailHash: vault.hash(each.email, shopId) }));
  const said = await stillSaid(db, shopId, hashed);
  const hashes = said.map(({ emailHash }) => bytea(emailHash));
  const rows = await db.$queryRaw<{ id: string; profileId: string; salt: Uint8Array; emailHash: Uint8Array }[]>`
    SELECT "id"::text, "profileId"::text, "salt", "emailHash" FROM addresses
    WHERE "shopId" = ${shopId}::uuid AND "emailHash" = ANY(${hashes}::bytea[])`;
  const byHash = new Map(rows.map((row) => [bytea(row.emailHash), row]));
  const statements = said.flatMap(({ keyOf, emailHash, ...each }): ToldStatement[] => {
    const address = byHash.get(bytea(emailHash));
    return address ? [{ ...each, purpose: 'marketing', address, dedupeKey: keyOf(address.id) }] : [];
  });
  return [...new Map(statements.map((statement) => [statement.dedupeKey, statement])).values()];
}

/** What these addresses' marketing consent is, by their ids; one that is not there was never given. */
export async function statesOf(db: Db, shopId: string, addressIds: string[]): Promise<Map<string, Consent>> {
  const rows = await db.$queryRaw<(Consent & { addressId: string })[]>`
    SELECT "addressId"::text, "state", "entrySeq", "since" FROM consent_states
    WHERE "shopId" = ${shopId}::uuid AND "purpose" = 'marketing' AND "addressId" = ANY(${addressIds}::uuid[])`;
  return new Map(rows.map(({ addressId, state, entrySeq, since }) => [addressId, { state, entrySeq, since }]));
}
