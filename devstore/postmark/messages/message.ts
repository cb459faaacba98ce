import type { PostmarkServer, TrackLinks } from '../servers/servers';
import type { MessageStream, UnsubscribeHandling } from '../streams/streams';
import type { Address } from './addresses';

export interface Header {
  Name: string;
  Value: string;
}

export interface StoredAttachment {
  name: string;
  contentType: string;
  /** Base64, as it came. */
  content: string;
  contentId: string | null;
}

/** A message that has passed every check and is not sent yet. */
export interface Draft {
  stream: MessageStream;
  from: Address;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  replyTo: Address[];
  subject: string;
  html: string | null;
  text: string | null;
  tag: string | null;
  headers: Header[];
  metadata: Record<string, string>;
  trackOpens: boolean;
  trackLinks: TrackLinks;
  attachments: StoredAttachment[];
}

export type MessageEventType = 'Delivered' | 'Transient' | 'Opened' | 'LinkClicked' | 'Bounced' | 'SubscriptionChanged';

export interface MessageEvent {
  type: MessageEventType;
  recipient: string;
  at: Date;
  details: Record<string, string | number>;
}

/**
 * A message Postmark has taken. Bodies are as submitted: what each recipient gets, with tracked links and an unsubscribe link of their own,
 * is made from them when somebody looks (`renderCopy`).
 */
export interface OutboundMessage extends Draft {
  id: string;
  server: PostmarkServer;
  /** The stream's handling when the message was taken. */
  unsubscribeHandling: UnsubscribeHandling;
  /** To, Cc and Bcc without those that were suppressed; the index is what tracked links carry. */
  recipients: string[];
  /** Business time at which it was taken. */
  at: Date;
  /** System time in milliseconds at which it was taken. */
  receivedAtMs: number;
  /** Taken while sending was paused: not on its way, and not to be found. */
  isHeld: boolean;
  isSent: boolean;
  /** The recipients at whom it came back. */
  returnedFrom: Set<string>;
  events: MessageEvent[];
}
