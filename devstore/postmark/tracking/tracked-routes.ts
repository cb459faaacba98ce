import type { Router } from 'express';
import { ApiError } from '../http/api-error';
import { pageOf } from '../http/call';
import { type ServerCall, serverRouter } from '../http/routes';
import type { OutboundMessage } from '../messages/message';
import { findMessage, isFindable } from '../messages/search';
import { easternTime } from '../time';
import type { PostmarkWorld } from '../world';
import type { Click, Open } from './opens-and-clicks';

/** The search of opens and clicks, of all messages and of one. */
export function trackedRoutes(world: PostmarkWorld): Router {
  const messageOf = ({ server, part }: ServerCall) => findMessage(world, server, part('id'));
  const opens = (call: ServerCall, only?: OutboundMessage) => {
    const { TotalCount, items } = search(world, world.opens, call, only);
    return { TotalCount, Opens: items.map((open) => ({ RecordType: 'Open', ...readJson(open) })) };
  };
  const clicks = (call: ServerCall, only?: OutboundMessage) => {
    const { TotalCount, items } = search(world, world.clicks, call, only);
    return { TotalCount, Clicks: items.map(clickJson) };
  };
  return serverRouter(world, {
    'GET /messages/outbound/opens': (call) => opens(call),
    'GET /messages/outbound/opens/:id': (call) => opens(call, messageOf(call)),
    'GET /messages/outbound/clicks': (call) => clicks(call),
    'GET /messages/outbound/clicks/:id': (call) => clicks(call, messageOf(call)),
  });
}

/** Newest first. Only the filters that the stand-in can judge are taken; others are refused. */
function search<E extends Open>(
  world: PostmarkWorld,
  events: E[],
  { server, query }: ServerCall,
  only?: OutboundMessage,
) {
  const unknown = ['client_', 'os_', 'platform', 'country', 'region', 'city'].find(
    (name) => query.withPrefix(name).length > 0,
  );
  if (unknown) throw new ApiError(700, `This stand-in does not filter opens and clicks by '${unknown}'.`);
  const { count, offset } = pageOf(query, 700);
  const [recipient, tag] = [query.get('recipient')?.toLowerCase(), query.get('tag')];
  const streamId = query.get('messagestream') ?? 'outbound';
  const matches = ({ message, recipient: reader }: E) =>
    message.server === server &&
    isFindable(world, message) &&
    (only ? message === only : message.stream.id === streamId) &&
    (recipient === undefined || reader.toLowerCase() === recipient) &&
    (tag === undefined || message.tag === tag);
  const found = events.filter(matches).reverse();
  return { TotalCount: found.length, items: found.slice(offset, offset + count) };
}

const clickJson = (click: Click) => ({
  RecordType: 'Click',
  ClickLocation: click.location,
  OriginalLink: click.url,
  ...readJson(click),
});

function readJson({ message, recipient, at, reader }: Open): object {
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
