import type { SendResult } from '~/decisions/send-policy/message';

/** What Postmark answers about one message of a batch. */
export interface MessageAnswer {
  ErrorCode: number;
  Message: string;
  MessageID?: string;
}

/**
 * Codes after which the same message may be accepted later: nothing is wrong with it, but with the account or the moment.
 * 100 maintenance, 405 not allowed to send, 412 account pending, 413 may not send, 429 too many requests; 400 and 401 are sender signatures
 * that are missing or not confirmed yet.
 */
const MAY_PASS_LATER = new Set([100, 400, 401, 405, 412, 413, 429]);
const NAMES: Record<number, string> = { 300: 'invalid-request', 406: 'inactive-recipient' };

export function resultOfMessage(answer: MessageAnswer): SendResult {
  const { ErrorCode: code, Message: detail } = answer;
  if (code === 0 && answer.MessageID) return { kind: 'accepted', providerMessageId: answer.MessageID };
  if (MAY_PASS_LATER.has(code)) return { kind: 'try-later', detail: `Postmark ${code}: ${detail}` };
  return { kind: 'rejected', code: NAMES[code] ?? `postmark-${code}`, detail: withoutAddresses(detail) };
}

/** Statuses with which Postmark refuses a request before it takes any message of it. */
const REFUSED_WHOLE = new Set([401, 413, 422, 429, 503]);
/** The connection was never made. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * What a failed request says of every message in it. Only what surely was not taken may be tried again; a timeout, a broken connection or a
 * server error may have come after Postmark took the mail.
 */
export function resultOfFailure(failure: {
  statusCode: number;
  message: string;
  networkCode: string | null;
}): SendResult {
  const detail = withoutAddresses(failure.message);
  const isSurelyNotSent =
    REFUSED_WHOLE.has(failure.statusCode) || (failure.networkCode !== null && NEVER_CONNECTED.has(failure.networkCode));
  return isSurelyNotSent ? { kind: 'try-later', detail } : { kind: 'unknown', detail };
}

/** Postmark names recipients in its messages; stored reasons do not. */
const withoutAddresses = (text: string): string => text.replace(/[^\s<>,;:]+@[^\s<>,;:]+/g, '(address)');
