import type { Router } from 'express';
import { pageOf } from '../http/call';
import { type ServerCall, serverRouter } from '../http/routes';
import { easternTime } from '../time';
import type { PostmarkWorld } from '../world';
import { type Address, formatAddress } from './addresses';
import type { MessageEvent, OutboundMessage } from './message';
import { renderCopy } from './render-copy';
import { renderRaw } from './render-raw';
import { findMessage, searchMessages } from './search';

export function searchRoutes(world: PostmarkWorld): Router {
  const messageOf = ({ server, part }: ServerCall) => findMessage(world, server, part('id'));
  const raw = (message: OutboundMessage) => renderRaw(message, renderCopy(message, 0, world.publicUrl()));
  return serverRouter(world, {
    'GET /messages/outbound': ({ server, query }) => {
      const { count, offset } = pageOf(query, 700);
      const found = searchMessages(world, server, query);
      return { TotalCount: found.length, Messages: found.slice(offset, offset + count).map(messageJson) };
    },
    'GET /messages/outbound/:id/dump': (call) => ({ Body: raw(messageOf(call)) }),
    'GET /messages/outbound/:id/details': (call) => {
      const message = messageOf(call);
      const bodies = { TextBody: message.text ?? '', HtmlBody: message.html ?? '', Body: raw(message) };
      return { ...messageJson(message), ...bodies, MessageEvents: message.events.map(eventJson) };
    },
  });
}

const eventJson = ({ type, recipient, at, details }: MessageEvent) => ({
  Recipient: recipient,
  Type: type,
  ReceivedAt: easternTime(at),
  Details: details,
});

function messageJson(message: OutboundMessage): object {
  const people = (addresses: Address[]) =>
    addresses.map(({ email, name }) => ({ Email: email, Name: name === '' ? null : name }));
  return {
    Tag: message.tag ?? '',
    MessageID: message.id,
    MessageStream: message.stream.id,
    To: people(message.to),
    Cc: people(message.cc),
    Bcc: people(message.bcc),
    Recipients: message.recipients,
    ReceivedAt: easternTime(message.at),
    From: formatAddress(message.from),
    Subject: message.subject,
    Attachments: message.attachments.map(({ name }) => name),
    Status: message.isSent ? 'Sent' : 'Queued',
    TrackOpens: message.trackOpens,
    TrackLinks: message.trackLinks,
    Metadata: message.metadata,
    Sandboxed: message.server.deliveryType === 'Sandbox',
  };
}
