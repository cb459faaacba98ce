import { type Bounce, bounceTypes } from '../events/bounces';
import type { OutboundMessage } from '../messages/message';
import type { SuppressionOrigin, SuppressionReason } from '../streams/suppressions';
import { utcTime } from '../time';
import type { Reader } from '../tracking/reader';

/** The bodies of Postmark's event webhooks, field by field as its developer pages show them. */

const common = (message: OutboundMessage) => ({
  MessageStream: message.stream.id,
  MessageID: message.id,
  Metadata: message.metadata,
  Tag: message.tag ?? '',
});

export function deliveryPayload(message: OutboundMessage, recipient: string, at: Date, details: string): object {
  return {
    RecordType: 'Delivery',
    ServerID: message.server.id,
    Recipient: recipient,
    DeliveredAt: utcTime(at),
    Details: details,
    ...common(message),
  };
}

/** A bounce or a complaint: the same fields, and the address is called `Email`. */
export function bouncePayload(bounce: Bounce, withContent: boolean): object {
  const isComplaint = bounce.type === 'SpamComplaint';
  const type = bounceTypes[bounce.type];
  return {
    RecordType: isComplaint ? 'SpamComplaint' : 'Bounce',
    ID: bounce.id,
    Type: bounce.type,
    TypeCode: type.code,
    Name: type.name,
    ServerID: bounce.message.server.id,
    Description: type.description,
    Details: bounce.details,
    Email: bounce.email,
    From: bounce.message.from.email,
    BouncedAt: utcTime(bounce.at),
    DumpAvailable: true,
    Inactive: bounce.isInactive,
    CanActivate: bounce.canActivate,
    Subject: bounce.message.subject,
    ...common(bounce.message),
    ...(withContent ? { Content: bounce.dump } : {}),
  };
}

const readerFields = (reader: Reader) => ({
  Client: reader.client,
  OS: reader.os,
  Platform: reader.platform,
  UserAgent: reader.userAgent,
  Geo: {},
});

export function openPayload(
  message: OutboundMessage,
  open: { recipient: string; at: Date; isFirst: boolean; reader: Reader },
): object {
  const { recipient, at, isFirst, reader } = open;
  return {
    RecordType: 'Open',
    FirstOpen: isFirst,
    ...readerFields(reader),
    ReadSeconds: 0,
    ReceivedAt: utcTime(at),
    Recipient: recipient,
    ...common(message),
  };
}

export function clickPayload(
  message: OutboundMessage,
  click: { recipient: string; at: Date; url: string; location: 'HTML' | 'Text'; reader: Reader },
): object {
  const { recipient, at, url, location, reader } = click;
  return {
    RecordType: 'Click',
    ClickLocation: location,
    ...readerFields(reader),
    OriginalLink: url,
    ReceivedAt: utcTime(at),
    Recipient: recipient,
    ...common(message),
  };
}

export interface SubscriptionChange {
  serverId: number;
  streamId: string;
  /** The mail through which it came; null when the shop's own side made the change. */
  message: OutboundMessage | null;
  recipient: string;
  at: Date;
  origin: SuppressionOrigin;
  /** Null when the address was reactivated. */
  reason: SuppressionReason | null;
}

export function subscriptionPayload(change: SubscriptionChange): object {
  // A reactivation is told without the mail's particulars.
  const message = change.reason === null ? null : change.message;
  return {
    RecordType: 'SubscriptionChange',
    MessageID: message?.id ?? null,
    ServerID: change.serverId,
    MessageStream: change.streamId,
    ChangedAt: utcTime(change.at),
    Recipient: change.recipient,
    Origin: change.origin,
    SuppressSending: change.reason !== null,
    SuppressionReason: change.reason,
    Tag: message?.tag ?? null,
    Metadata: message?.metadata ?? {},
  };
}
