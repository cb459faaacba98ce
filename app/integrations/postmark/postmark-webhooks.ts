import { parseJson } from '~/platform/storable';
import { z } from 'zod';
import type { CustomerEvent } from '~/capture/events/event';
import { agentKind, type MailSignal } from '~/capture/events/mail-signal';
import { bounceOf } from '~/decisions/send-policy/bounce';
import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import type { EmailReport, Report } from '~/capture/events/reports';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** Anybody's to write: what is not one of our names says nothing, and takes nothing of the report away. */
const metadata = z.object({ kindred_message: z.uuid().optional() }).nullish().catch(null);
const base = { MessageID: z.string(), MessageStream: z.string(), Metadata: metadata };
const asked = { ReceivedAt: instant, UserAgent: z.string().nullish() };

const payload = z.discriminatedUnion('RecordType', [
  z.object({ ...base, RecordType: z.literal('Delivery'), DeliveredAt: instant }),
  z.object({ ...base, RecordType: z.literal('Open'), ...asked }),
  z.object({ ...base, RecordType: z.literal('Click'), ...asked, OriginalLink: z.string() }),
  z.object({
    ...base,
    RecordType: z.literal('Bounce'),
    BouncedAt: instant,
    Type: z.string(),
    Email: z.string(),
    Inactive: z.boolean(),
  }),
  z.object({ ...base, RecordType: z.literal('SpamComplaint'), BouncedAt: instant, Email: z.string() }),
  z.object({
    ...base,
    RecordType: z.literal('SubscriptionChange'),
    /** Absent where no mail brought it about: somebody at the shop changed it at Postmark itself. */
    MessageID: z.string().nullish(),
    ChangedAt: instant,
    Recipient: z.string(),
    SuppressSending: z.boolean(),
    SuppressionReason: z.string().nullish(),
  }),
]);

type Payload = z.infer<typeof payload>;

/** Names a report so that a second delivery of it is known: opens and clicks repeat legitimately, with another time or link. */
export function postmarkEventId(body: unknown): string {
  const known = payload.parse(body);
  const at = timeOf(known).toISOString();
  const link = known.RecordType === 'Click' ? known.OriginalLink : '';
  const who = known.RecordType === 'SubscriptionChange' ? `${known.Recipient} ${known.SuppressSending}` : '';
  return [known.RecordType, known.MessageID ?? '', at, link, who].join('|');
}

function timeOf(known: Payload): Date {
  switch (known.RecordType) {
    case 'Delivery':
      return known.DeliveredAt;
    case 'Open':
    case 'Click':
      return known.ReceivedAt;
    case 'Bounce':
    case 'SpamComplaint':
      return known.BouncedAt;
    case 'SubscriptionChange':
      return known.ChangedAt;
  }
}

/** Postmark asks a new webhook's address with samples that name this message; there is nothing to record. */
const sample = z.object({ MessageID: z.literal('00000000-0000-0000-0000-000000000000') });

/** Turns what Postmark reports into ours. Metadata is not trusted: the message it names is looked up in the shop the report came for. */
export function parsePostmarkWebhook(body: string, dedupeKey: string): Report {
  const told: unknown = parseJson(body);
  if (sample.safeParse(told).success) return { kind: 'not-needed' };
  const known = payload.parse(told);
  const email = emailReport(known, dedupeKey);
  return email ? { kind: 'email', email } : { kind: 'not-needed' };
}

function emailReport(known: Payload, dedupeKey: string): EmailReport | null {
  const messageId = known.Metadata?.kindred_message ?? null;
  const occurredAt = timeOf(known);
  const about = { occurredAt, source: 'postmark', dedupeKey } as const;
  const event = messageId ? eventOf(known, messageId, about) : null;
  switch (known.RecordType) {
    case 'Open':
    case 'Click':
      return messageId ? { kind: 'signal', signal: signalOf(known, messageId, dedupeKey) } : null;
    case 'Delivery':
      return event && messageId ? { kind: 'engagement', messageId, event } : null;
    case 'Bounce':
      // Somebody answered the mail and asked to be taken off the list: it says so to us alone.
      if (known.Type === 'Unsubscribe')
        return { kind: 'revocation', messageId, email: known.Email, why: 'unsubscribed', occurredAt, event: null };
      if (!known.Inactive) return event && messageId ? { kind: 'engagement', messageId, event } : null;
      return { kind: 'revocation', messageId, email: known.Email, why: 'hard-bounced', occurredAt, event };
    case 'SpamComplaint':
      return { kind: 'revocation', messageId, email: known.Email, why: 'complained', occurredAt, event };
    case 'SubscriptionChange':
      // A re-activation at Postmark lifts its suppression; consent to mail comes only from the person.
      if (!known.SuppressSending || known.SuppressionReason !== 'ManualSuppression') return null;
      return { kind: 'revocation', messageId, email: known.Recipient, why: 'unsubscribed', occurredAt, event: null };
  }
}

type About = Pick<CustomerEvent, 'occurredAt' | 'source' | 'dedupeKey'>;

function eventOf(known: Payload, messageId: string, about: About): CustomerEvent | null {
  switch (known.RecordType) {
    case 'Delivery':
      return { ...about, type: 'email_delivered', properties: { messageId } };
    case 'Bounce':
      if (!bounceOf(known.Type)) return null;
      return { ...about, type: 'email_bounced', properties: { messageId, bounceType: known.Type } };
    case 'SpamComplaint':
      return { ...about, type: 'email_complained', properties: { messageId } };
    case 'Open':
    case 'Click':
    case 'SubscriptionChange':
      return null;
  }
}

/** Postmark counts the clicks of no mail whose links are ours: these are of mails from before, or of links that were made elsewhere. */
function signalOf(
  known: Extract<Payload, { RecordType: 'Open' | 'Click' }>,
  messageId: string,
  dedupeKey: string,
): MailSignal {
  const about = { messageId, occurredAt: known.ReceivedAt, dedupeKey, agent: agentKind(known.UserAgent) };
  const nothing = { link: null, links: null, isHead: false, isDataCentre: false };
  return known.RecordType === 'Open'
    ? { kind: 'open', ...about, ...nothing, url: null }
    : { kind: 'click', ...about, ...nothing, url: withoutMailToken(known.OriginalLink) };
}

/** A link without whose mail it stood in: that is said by `messageId`, and whoever reads the link must not be able to be them. */
function withoutMailToken(link: string): string {
  if (!link.includes(MAIL_PARAMETER) || !URL.canParse(link)) return link;
  const url = new URL(link);
  url.searchParams.delete(MAIL_PARAMETER);
  return url.toString();
}

/** The address a report takes consent from, or null; never throws (see `addressRevokedByShopify`). */
export function addressRevokedByPostmark(body: string): string | null {
  try {
    const report = parsePostmarkWebhook(body, '');
    return report.kind === 'email' && report.email.kind === 'revocation' ? report.email.email : null;
  } catch {
    return null;
  }
}
