import type { SendResult } from '~/decisions/send-policy/message';

/** How handing a mail over failed: what the server answered, if it did, and whether the mail itself had been begun. */
export interface SmtpFailure {
  message: string;
  /** nodemailer's own word for it. */
  code?: string | undefined;
  responseCode?: number | undefined;
  isHandedOver: boolean;
}

/**
 * What became of a mail that could not be handed over, by RFC 5321, 4.2.1: an answer of 4xx means not now, of 5xx never. Where the connection broke after the
 * mail was begun and before it was answered, nobody knows, and it is not sent again. A refused login is the merchant's to mend, and costs no mail.
 */
export function resultOfSmtpFailure({ message, code, responseCode, isHandedOver }: SmtpFailure): SendResult {
  const detail = withoutAddresses(message);
  if (code === 'EAUTH') return { kind: 'try-later', detail };
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: 'rejected', code: `smtp-${responseCode}`, detail };
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'try-later', detail };
  return isHandedOver ? { kind: 'unknown', detail } : { kind: 'try-later', detail };
}

/** Servers name recipients in their answers; stored reasons do not. */
const withoutAddresses = (text: string): string => text.replace(/[^\s<>,;:]+@[^\s<>,;:]+/g, '(address)');
