/** One message as a request named it, before anyone judged it. Addresses are bare and lower-case: To, then Cc, then Bcc. */
export interface LoggedMessage {
  to: string[];
  stream: string;
  subject: string | null;
  metadata: Record<string, string>;
}

/**
 * A request to the API, written when its last byte is in and before anything is done with it.
 * `firstByteMs` and `lastByteMs` are `performance.now()` of the stand-in's process; add `timeOriginMs` for milliseconds since 1970.
 * The first byte is noted when the process sees it, which under load is later than its arrival, never earlier.
 */
export interface RequestEntry {
  kind: 'request';
  requestId: number;
  method: string;
  path: string;
  bytes: number;
  firstByteMs: number;
  /** Null when the client went away before its request was complete. */
  lastByteMs: number | null;
  timeOriginMs: number;
  /** The fault that this request met, if any. */
  fault: string | null;
  messages: LoggedMessage[];
}

/** How a request ended. `client-gave-up`: the client closed the connection without an answer. */
export interface AnswerEntry {
  kind: 'answer';
  requestId: number;
  outcome: 'answered' | 'client-gave-up' | 'reset';
  status: number | null;
  answeredMs: number;
}

/** A message that Postmark took: from here on it is out, whether or not the client was told. */
export interface AcceptedEntry extends LoggedMessage {
  kind: 'accepted';
  requestId: number;
  /** Position in its batch, 0 for a single message. */
  index: number;
  messageId: string;
  serverId: number;
  from: string;
  tag: string | null;
  /** What Postmark would deliver all the same, but the law or the mailbox providers would not forgive. */
  warnings: string[];
}

/** A message that was refused, with Postmark's error; or (`errorCode` null) that was never looked at because of a fault. */
export interface RefusedEntry extends LoggedMessage {
  kind: 'refused';
  requestId: number;
  index: number;
  errorCode: number | null;
  reason: string;
}

export interface WebhookAttemptEntry {
  kind: 'webhook-attempt';
  traceId: string;
  webhookId: number;
  url: string;
  recordType: string;
  messageId: string | null;
  recipient: string;
  /** 1 for the first. */
  attempt: number;
  isDuplicate: boolean;
  status: number | null;
  error: string | null;
  outcome: 'delivered' | 'retry' | 'given-up';
}

/** A webhook that the seeded network lost on purpose: no attempt was made and none will be. */
export interface WebhookLostEntry {
  kind: 'webhook-lost';
  recordType: string;
  messageId: string | null;
  recipient: string;
}

export interface MailEventEntry {
  kind: 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained';
  messageId: string;
  recipient: string;
  detail: string;
}

export interface SuppressionEntry {
  kind: 'suppressed' | 'reactivated';
  serverId: number;
  stream: string;
  recipient: string;
  origin: string;
  reason: string | null;
}

export type PostmarkLogEntry =
  | RequestEntry
  | AnswerEntry
  | AcceptedEntry
  | RefusedEntry
  | WebhookAttemptEntry
  | WebhookLostEntry
  | MailEventEntry
  | SuppressionEntry;

type OfKind<E, K> = E extends { kind: infer Kinds } ? (K extends Kinds ? E : never) : never;

/** The entries of one kind; several kinds share a shape. */
export type EntryOfKind<K extends PostmarkLogEntry['kind']> = OfKind<PostmarkLogEntry, K>;
