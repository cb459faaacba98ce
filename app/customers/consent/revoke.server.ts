import type { Db } from '~/platform/db/db.server';
import type { Vault } from '~/platform/crypto/vault.server';
import { openRecipient } from '../profiles/address-vault.server';
import { lockAddressForRevocation } from './consent-lock.server';
import { recordConsent, type ConsentChange, type ConsentInput, type LedgerDeps } from './ledger.server';

export interface Revocation {
  addressId: string;
  source: ConsentInput['source'];
  occurredAt: Date;
  evidence: ConsentInput['evidence'];
  dedupeKey: string;
}

/**
 * Withdraws marketing consent for an address, under its exclusive lock: when this returns, no mail to it begins to leave. Returns null where
 * the address is gone from the vault or the same statement stands in the ledger already; both leave nothing to do.
 */
export async function revokeConsent(
  deps: LedgerDeps & { vault: Vault },
  tx: Db,
  shopId: string,
  { addressId, ...statement }: Revocation,
): Promise<ConsentChange | null> {
  const recipient = await openRecipient(deps.vault, tx, shopId, addressId);
  if (!recipient) return null;
  await lockAddressForRevocation(tx, shopId, addressId);
  return recordConsent(deps, tx, shopId, {
    ...statement,
    email: recipient.email,
    purpose: 'marketing',
    state: 'withdrawn',
  });
}
