import { ApiError } from '../http/api-error';
import type { Query } from '../http/call';
import type { PostmarkServer } from '../servers/servers';
import { easternBound } from '../time';
import { systemNowMs, type PostmarkWorld } from '../world';
import type { OutboundMessage } from './message';

/** Whether the search can already see it: the lag is over and Postmark is not holding it back. */
export function isFindable(world: PostmarkWorld, message: OutboundMessage): boolean {
  return !message.isHeld && systemNowMs(world) >= message.receivedAtMs + world.searchLagMs;
}

/** One message of the server by its id, or Postmark's 701. */
export function findMessage(world: PostmarkWorld, server: PostmarkServer, id: string): OutboundMessage {
  const message = world.messages.get(id);
  if (!message || message.server !== server || !isFindable(world, message))
    throw new ApiError(701, 'This message was not found.');
  return message;
}

type Test = (message: OutboundMessage) => boolean;

/**
 * The messages that a search finds, newest first. All filters must hold. Without `messagestream` only the stream `outbound` is searched;
 * at most one metadata field can be asked for.
 */
export function searchMessages(world: PostmarkWorld, server: PostmarkServer, query: Query): OutboundMessage[] {
  const [metadata, ...more] = query.withPrefix('metadata_');
  if (more.length > 0) throw new ApiError(700, 'You can search by one metadata field at a time.');
  const streamId = query.get('messagestream') ?? 'outbound';
  if (!server.streams.has(streamId))
    throw new ApiError(1226, "The message stream for the provided 'ID' was not found.");
  const tests: Test[] = [
    (message) => message.stream.id === streamId,
    (message) => isFindable(world, message),
    ...fieldTests(query),
    ...dateTests(query),
  ];
  return world.messages.of(server, metadata).filter((message) => tests.every((test) => test(message)));
}

function fieldTests(query: Query): Test[] {
  const has = (name: string, test: (wanted: string, message: OutboundMessage) => boolean): Test[] => {
    const wanted = query.get(name);
    return wanted === undefined ? [] : [(message) => test(wanted.toLowerCase(), message)];
  };
  const status = query.get('status')?.toLowerCase();
  if (status !== undefined && !['queued', 'sent', 'processed'].includes(status))
    throw new ApiError(700, "Parameter 'status' should be queued, sent or processed.");
  return [
    ...has('recipient', (wanted, message) => message.recipients.some((email) => email.toLowerCase() === wanted)),
    ...has('fromemail', (wanted, message) => message.from.email.toLowerCase() === wanted),
    ...has('tag', (wanted, message) => message.tag?.toLowerCase() === wanted),
    ...has('subject', (wanted, message) => message.subject.toLowerCase().includes(wanted)),
    ...has('status', (wanted, message) => message.isSent === (wanted !== 'queued')),
  ];
}

function dateTests(query: Query): Test[] {
  return (['from', 'to'] as const).flatMap((bound) => {
    const text = query.get(`${bound}date`);
    if (text === undefined) return [];
    const limitMs = easternBound(text, bound);
    if (limitMs === null)
      throw new ApiError(
        700,
        `Parameter '${bound}date' should be a date such as 2026-02-01 or a date with time such as 2026-02-01T12:00:00.`,
      );
    return [
      (message: OutboundMessage) =>
        bound === 'from' ? message.at.getTime() >= limitMs : message.at.getTime() <= limitMs,
    ];
  });
}
