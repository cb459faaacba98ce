import { appendEvents } from '~/capture/events/event-log.server';
import type { ConsentSource } from '~/customers/consent/consent';
import { consentOf, recordConsent } from '~/customers/consent/ledger.server';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import type { Db } from '~/platform/db/db.server';
import type { ReportContext } from './report-context.server';

export interface SaleOptOut {
  profileId: string;
  /** `gpc`: a browser's Global Privacy Control. `shopify-webhook`, `shopify-sync`: Shopify's `dataSaleOptOut` of a customer. */
  source: Extract<ConsentSource, 'gpc' | 'shopify-webhook' | 'shopify-sync'>;
  occurredAt: Date;
  /** Names the visitor or customer that said so: the same one saying it again is no news. */
  saidBy: string;
}

/**
 * Writes down that somebody does not want what is known of them sold or shared: in their history at once, and in the ledger as soon as an address
 * is known, which what said it will be told again with. Nothing of Kindred's is sold; whoever passes data on asks `consentOf(…, 'data-sale')`.
 */
export async function recordSaleOptOut(context: ReportContext, tx: Db, optOut: SaleOptOut): Promise<void> {
  const { services, shopId } = context;
  const { profileId, source, occurredAt, saidBy } = optOut;
  const properties = { purpose: 'data-sale', state: 'withdrawn' };
  const dedupeKey = `data-sale:${saidBy}`;
  await appendEvents(services, tx, shopId, [
    { profileId, event: { type: 'consent_changed', properties, occurredAt, source: 'kindred', dedupeKey } },
  ]);
  const profile = await tx.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } });
  const addressId = profile?.primaryAddressId;
  if (!addressId || (await consentOf(tx, shopId, addressId, 'data-sale')).state === 'withdrawn') return;
  const recipient = await openRecipient(services.vault, tx, shopId, addressId);
  if (!recipient) return;
  const statement = { email: recipient.email, purpose: 'data-sale', state: 'withdrawn', source, occurredAt } as const;
  // The ledger outlives an erasure: who said it stands in it as a keyed hash.
  const key = `data-sale:${addressId}:${services.vault.hash(`data-sale ${saidBy}`, shopId).toString('base64url')}`;
  await recordConsent(services, tx, shopId, { ...statement, evidence: { event: context.dedupeKey }, dedupeKey: key });
}
