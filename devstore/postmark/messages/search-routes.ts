import { Router } from 'express';
import type { Click, Open } from '../events/tracked-events';
import { ApiError } from '../http/api-error';
import { pageOf, type Query } from '../http/call';
import { type ServerCall, serverRoute } from '../http/routes';
import { easternTime } from '../time';
import type { PostmarkWorld } from '../world';
import { type Address, formatAddress } from './addresses';
import type { OutboundMessage } from './message';
import { renderCopy } from './render-copy';
import { renderRaw } from './render-raw';
import { findMessage, isFindable, searchMessages } from './search';

export function searchRoutes(world: PostmarkWorld): Router {
  const router = Router();
  const raw = (message: OutboundMessage) => renderRaw(message, renderCopy(message, 0, world.publicUrl()));
  const page = <T>(query: Query, found: T[]) => {
    const { count, offset } = pageOf(query, 700);
    return { TotalCount: found.length, items: found.slice(offset, offset + count) };
  };
  const opens = ({ server, query }: ServerCall, only?: OutboundMessage) => {
    const { TotalCount, items } = page(query, trackedEvents(world, world.opens, { server, query }, only));
    return { TotalCount, Opens: items.map((open) => ({ RecordType: 'Open', ...eventJson(open) })) };
  };
  const clicks = ({ server, query }: ServerCall, only?: OutboundMessage) => {
    const { TotalCount, items } = page(query, trackedEvents(world, world.clicks, { server, query }, only));
    return {
      TotalCount,
      Clicks: items.map((click) => ({
        RecordType: 'Click',
        ClickLocation: click.location,
        OriginalLink: click.url,
        ...eventJson(click),
      })),
    };
  };
  const messageOf = ({ server, part }: ServerCall) => findMessage(world, server, part('id'));

  router.get(
    '/messages/outbound',
    serverRoute(world, ({ server, query }) => {
      const { TotalCount, items } = page(query, searchMessages(world, server, query));
      return { TotalCount, Messages: items.map(messageJson) };
    }),
  );
  router.get(
    '/messages/outbound/opens',
    serverRoute(world, (call) => opens(call)),
  );
  router.get(
    '/messages/outbound/opens/:id',
    serverRoute(world, (call) => opens(call, messageOf(call))),
  );
  router.get(
    '/messages/outbound/clicks',
    serverRoute(world, (call) => clicks(call)),
  );
  router.get(
    '/messages/outbound/clicks/:id',
    serverRoute(world, (call) => clicks(call, messageOf(call))),
  );
  router.get(
    '/messages/outbound/:id/dump',
    serverRoute(world, (call) => ({ Body: raw(messageOf(call)) })),
  );
  router.get(
    '/messages/outbound/:id/details',
    serverRoute(world, (call) => {
      const message = messageOf(call);
      const events = message.events.map(({ type, recipient, at, details }) => ({
        Recipient: recipient,
        Type: type,
        ReceivedAt: easternTime(at),
        Details: details,
      }));
      return {
        ...messageJson(message),
        TextBody: message.text ?? '',
        HtmlBody: message.html ?? '',
        Body: raw(message),
        MessageEvents: events,
      };
    }),
  );
  return router;
}

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

/** Opens or clicks of the server, newest first. Only the filters that the stand-in can judge are taken; others are refused. */
function trackedEvents<E extends Open>(
  world: PostmarkWorld,
  events: E[],
  { server, query }: Pick<ServerCall, 'server' | 'query'>,
  only?: OutboundMessage,
): E[] {
  const unknown = ['client_', 'os_', 'platform', 'country', 'region', 'city'].find(
    (name) => query.withPrefix(name).length > 0,
  );
  if (unknown) throw new ApiError(700, `This stand-in does not filter opens and clicks by '${unknown}'.`);
  const [recipient, tag, streamId] = [
    query.get('recipient')?.toLowerCase(),
    query.get('tag'),
    query.get('messagestream') ?? 'outbound',
  ];
  const matches = ({ message, recipient: reader }: E) =>
    message.server === server &&
    isFindable(world, message) &&
    (only ? message === only : message.stream.id === streamId) &&
    (recipient === undefined || reader.toLowerCase() === recipient) &&
    (tag === undefined || message.tag === tag);
  return events.filter(matches).reverse();
}

function eventJson({ message, recipient, at, reader }: Open | Click): object {
  return {
    MessageID: message.id,
    MessageStream: message.stream.id,
    Recipient: recipient,
    ReceivedAt: easternTime(at),
    Tag: message.tag ?? '',
    UserAgent: reader.userAgent,
    Client: reader.client,
    OS: reader.os,
    Platform: reader.platform,
  };
}
