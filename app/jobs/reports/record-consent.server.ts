import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { ConsentReport, EmailReport } from '~/capture/events/reports';
import { recordConsent, type ConsentChange } from '~/customers/consent/ledger.server';
import { isOwnSuppression, isOwnWord } from '~/customers/consent/tellings.server';
import { lockAddressForRevocation } from '~/customers/consent/consent-lock.server';
import { revokeConsent } from '~/customers/consent/revoke.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { noteUnsubscribed } from '~/decisions/send-policy/note-engagement.server';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { identifyAndMerge, type ReportContext } from './report-context.server';

/** What Shopify says of a customer's consent. */
export async function recordShopifyConsent(context: ReportContext, tx: Db, report: ConsentReport): Promise<void> {
  const { services, shopId, dedupeKey } = context;
  const email = normaliseEmail(report.email);
  if (!email) return;
  const person = { customerId: report.customerId, email, seenAt: report.occurredAt };
  await identifyAndMerge(context, tx, { person });
  const address = await findAddress(services.vault, tx, shopId, email);
  if (address && (await isOwnWord(tx, shopId, { ...report, addressId: address.id }))) return;
  if (address && report.state !== 'granted') await lockAddressForRevocation(tx, shopId, address.id);
  const change = await recordConsent(services, tx, shopId, {
    email,
    purpose: 'marketing',
    state: report.state,
    source: 'shopify-webhook',
    occurredAt: report.occurredAt,
    evidence: { event: dedupeKey, optInLevel: report.optInLevel },
    dedupeKey,
  });
  const told = { messageId: null, occurredAt: report.occurredAt };
  if (change) await (report.state === 'withdrawn' ? tellNo : tellChange)(context, tx, change, told);
}

type Revocation = Extract<EmailReport, { kind: 'revocation' }>;

const SOURCES = { unsubscribed: 'postmark', complained: 'complaint', 'hard-bounced': 'bounce' } as const;

/** An address that told Postmark, or whose mailbox told it, that it wants no more. */
export async function recordRevocation(context: ReportContext, tx: Db, report: Revocation): Promise<void> {
  const { services, shopId, dedupeKey } = context;
  const email = normaliseEmail(report.email);
  const address = email ? await findAddress(services.vault, tx, shopId, email) : null;
  if (!address || (await isEcho(tx, shopId, address.id, report))) return;
  const change = await revokeConsent(services, tx, shopId, {
    addressId: address.id,
    source: SOURCES[report.why],
    occurredAt: report.occurredAt,
    evidence: { event: dedupeKey, why: report.why, message: report.messageId },
    dedupeKey,
  });
  if (change) await (report.why === 'unsubscribed' ? tellNo : tellChange)(context, tx, change, report);
  if (report.messageId && report.why !== 'unsubscribed') await wake(tx, shopId, 'watch-sending', services.clock.now());
}

/** What we told Postmark ourselves comes back as if somebody at the shop had entered it there. */
async function isEcho(
  tx: Db,
  shopId: string,
  addressId: string,
  { why, messageId, occurredAt }: Revocation,
): Promise<boolean> {
  if (why !== 'unsubscribed' || messageId !== null) return false;
  return isOwnSuppression(tx, shopId, addressId, occurredAt);
}

/** The same where somebody said no to all mail themselves: it is noted of the mail that it answers, too. */
export async function tellNo(
  context: ReportContext,
  tx: Db,
  change: ConsentChange,
  told: { messageId: string | null; occurredAt: Date },
): Promise<void> {
  const { addressId, before } = change;
  const answered = { addressId, messageId: told.messageId, at: told.occurredAt };
  if (before.state === 'granted') await noteUnsubscribed(tx, context.shopId, answered);
  await tellChange(context, tx, change, told);
}

/** Lets the person's history and runs know when consent truly changed. */
export async function tellChange(
  context: ReportContext,
  tx: Db,
  change: ConsentChange,
  { occurredAt }: { occurredAt: Date },
): Promise<void> {
  if (change.before.state === change.after.state) return;
  const { services, shopId, dedupeKey } = context;
  const event: CustomerEvent = {
    type: 'consent_changed',
    properties: { purpose: 'marketing', state: change.after.state },
    occurredAt,
    source: 'kindred',
    dedupeKey: `consent_changed:${dedupeKey}`,
  };
  await appendEvents(services, tx, shopId, [{ profileId: change.profileId, event }]);
  await offerEvent(services, tx, { shopId, profileId: change.profileId, event, cartToken: null });
}
