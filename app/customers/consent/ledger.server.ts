import type { Db } from '~/platform/db/db.server';
import { findAddress } from '../profiles/address-vault.server';
import { appendStatements, type ConsentChange, type ConsentInput, type LedgerDeps } from './append-statements.server';
import { NO_CONSENT, type Consent, type Purpose } from './consent';
import { stillSaid } from './said-before-erasure.server';
import { noteTellings } from './tellings.server';

/**
 * Appends one statement about one address to the shop's ledger and derives its state anew.
 * Returns null where this statement stands there already, or is a yes from before its owner was erased. Throws when the vault does not hold the address.
 */
export async function recordConsent(
  deps: LedgerDeps,
  db: Db,
  shopId: string,
  input: ConsentInput,
): Promise<ConsentChange | null> {
  const address = await findAddress(deps.vault, db, shopId, input.email);
  if (!address) throw new Error('consent for an address that is not in the vault: identify the person first');
  const said = { ...input, emailHash: deps.vault.hash(input.email, shopId) };
  if (!(await stillSaid(db, shopId, [said])).length) return null;
  const [change = null] = await appendStatements(deps, db, shopId, [{ ...input, address }]);
  if (change && input.purpose === 'marketing') await noteTellings(db, shopId, [change], deps.systemClock.now());
  return change;
}

/** What may be done with an address now. */
export async function consentOf(db: Db, shopId: string, addressId: string, purpose: Purpose): Promise<Consent> {
  const [consent = NO_CONSENT] = await db.$queryRaw<Consent[]>`
    SELECT "state", "entrySeq", "since" FROM consent_states
    WHERE "shopId" = ${shopId}::uuid AND "addressId" = ${addressId}::uuid AND "purpose" = ${purpose}`;
  return consent;
}

/** As `consentOf`, of many addresses: of those that are not among the answers nothing is known. */
export async function consentsOf(
  db: Db,
  shopId: string,
  addressIds: readonly string[],
  purpose: Purpose,
): Promise<Map<string, Consent>> {
  if (addressIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(Consent & { addressId: string })[]>`
    SELECT c."addressId", c."state", c."entrySeq", c."since" FROM consent_states c
    WHERE c."shopId" = ${shopId}::uuid AND c."addressId" = ANY(${[...addressIds]}::uuid[]) AND c."purpose" = ${purpose}`;
  return new Map(rows.map(({ addressId, ...consent }) => [addressId, consent]));
}

export { verifyLedger } from './verify-ledger.server';
export type { ConsentChange, ConsentInput, LedgerDeps } from './append-statements.server';
