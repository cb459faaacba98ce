import type { ConsentReport } from '~/capture/events/reports';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { findAddress } from '../profiles/address-vault.server';
import { normaliseEmail } from '../profiles/email-address';
import { consentOf } from './ledger.server';

/** Whether the ledger says of an address what Shopify says, or has been told it before: by a webhook, a sync, or somebody's own word. */
export async function isConsentKnown(vault: Vault, db: Db, shopId: string, report: ConsentReport): Promise<boolean> {
  const email = normaliseEmail(report.email);
  if (!email) return true;
  const address = await findAddress(vault, db, shopId, email);
  if (!address) return false;
  const { state } = await consentOf(db, shopId, address.id, 'marketing');
  if (state === report.state) return true;
  const { occurredAt } = report;
  const told = await db.consentEntry.findFirst({
    where: { shopId, addressId: address.id, purpose: 'marketing', state: report.state, occurredAt },
    select: { seq: true },
  });
  return told !== null;
}
