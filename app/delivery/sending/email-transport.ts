import type { SendResult } from '~/decisions/send-policy/message';
import type { SmtpAccount } from './smtp-account';

/** One mail as it leaves. */
export interface OutgoingEmail {
  /** Our message's id; travels as metadata and comes back with every report of the provider. */
  messageId: string;
  to: string;
  from: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** The same as AMP for email. Mail servers carry it; Postmark takes none. */
  amp?: string;
  stream: string;
  headers: { name: string; value: string }[];
  /** For grouping in the provider's own statistics. */
  tag: string;
  /** Whether opens are told; true where nothing is said. Clicks come to us by the mail's own links. */
  isTracked?: boolean;
}

/** Where a shop's mail is handed over: its server at Postmark, or a mail server of the merchant's own. */
export type EmailAccount = { kind: 'postmark'; token: string } | ({ kind: 'smtp' } & SmtpAccount);

export type Evidence =
  | { kind: 'accepted'; providerMessageId: string }
  | { kind: 'not-found' }
  /** A plain mail server keeps no list that could be asked. */
  | { kind: 'cannot-know' };

/** Hands mail to a provider. Every outcome is a value; an implementation throws only on its own bugs. */
export interface EmailTransport<Account = EmailAccount> {
  /** Results stand in the order of the emails, one for each. */
  sendBatch(account: Account, emails: OutgoingEmail[]): Promise<SendResult[]>;
  /** Looks for a message by our id among those the provider accepted on a stream. Throws when the provider cannot be asked. */
  find(account: Account, stream: string, messageId: string): Promise<Evidence>;
}

/** Most mails in one request. */
export const LARGEST_BATCH = 500;
