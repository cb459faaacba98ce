import type { EmailTransport } from '~/delivery/sending/email-transport';
import type { SmtpAccount } from '~/delivery/sending/smtp-account';

/** Mail by whichever way a shop chose. */
export function createEmailTransport(
  postmark: EmailTransport<{ token: string }>,
  smtp: EmailTransport<SmtpAccount>,
): EmailTransport {
  return {
    sendBatch: (account, emails) =>
      account.kind === 'smtp' ? smtp.sendBatch(account, emails) : postmark.sendBatch(account, emails),
    find: (account, stream, messageId) =>
      account.kind === 'smtp' ? smtp.find(account, stream, messageId) : postmark.find(account, stream, messageId),
  };
}
