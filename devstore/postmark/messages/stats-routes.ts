import type { Router } from 'express';
import { ApiError } from '../http/api-error';
import { type ServerCall, serverRouter } from '../http/routes';
import { easternBound, easternDay } from '../time';
import type { PostmarkWorld } from '../world';
import type { OutboundMessage } from './message';

interface Counted {
  message: OutboundMessage;
  at: Date;
  /** What it counts as, such as `Sent`. */
  key: string;
}

/** The counts of a server: the overview and the plain series. Break-downs by client, platform and reading time are not imitated. */
export function statsRoutes(world: PostmarkWorld): Router {
  return serverRouter(world, {
    'GET /stats/outbound': (call) => overview(world, call),
    'GET /stats/outbound/sends': (call) => byDay(select(sends(world), call)),
    'GET /stats/outbound/bounces': (call) => byDay(select(bounces(world, false), call)),
    'GET /stats/outbound/spam': (call) => byDay(select(bounces(world, true), call)),
    'GET /stats/outbound/opens': (call) => byDay(select(tracked(world, 'opens', 'Opens'), call)),
    'GET /stats/outbound/clicks': (call) => byDay(select(tracked(world, 'clicks', 'Clicks'), call)),
  });
}

/** A message counts once for each recipient. */
const sends = (world: PostmarkWorld): Counted[] =>
  world.messages.all().flatMap((message) => message.recipients.map(() => ({ message, at: message.at, key: 'Sent' })));

const bounces = (world: PostmarkWorld, complaints: boolean): Counted[] =>
  world.bounces
    .filter(({ type }) => (type === 'SpamComplaint') === complaints)
    .map(({ message, at, type }) => ({ message, at, key: type }));

/** Only first opens and first clicks are kept, so each is also a unique one. */
const tracked = (world: PostmarkWorld, kind: 'opens' | 'clicks', key: string): Counted[] =>
  world[kind].flatMap(({ message, at }) => [key, 'Unique'].map((each) => ({ message, at, key: each })));

function select(counted: Counted[], { server, query }: ServerCall): Counted[] {
  const [tag, streamId] = [query.get('tag'), query.get('messagestream')];
  if (streamId !== undefined && !server.streams.has(streamId))
    throw new ApiError(1226, "The message stream for the provided 'ID' was not found.");
  const [fromMs, toMs] = (['from', 'to'] as const).map((bound) => {
    const text = query.get(`${bound}date`);
    const limitMs = text === undefined ? undefined : easternBound(text, bound);
    if (limitMs === null) throw new ApiError(900, `Parameter '${bound}date' should be a date/time value.`);
    return limitMs;
  });
  return counted.filter(
    ({ message, at }) =>
      message.server === server &&
      (tag === undefined || message.tag === tag) &&
      (streamId === undefined || message.stream.id === streamId) &&
      (fromMs === undefined || at.getTime() >= fromMs) &&
      (toMs === undefined || at.getTime() <= toMs),
  );
}

function byDay(counted: Counted[]): object {
  const totals: Record<string, number> = {};
  const days = new Map<string, Record<string, number>>();
  for (const { at, key } of counted) {
    const day = easternDay(at);
    const counts = days.get(day) ?? {};
    days.set(day, { ...counts, [key]: (counts[key] ?? 0) + 1 });
    totals[key] = (totals[key] ?? 0) + 1;
  }
  return {
    Days: [...days].sort(([a], [b]) => a.localeCompare(b)).map(([Date, counts]) => ({ Date, ...counts })),
    ...totals,
  };
}

function overview(world: PostmarkWorld, call: ServerCall): object {
  const count = (counted: Counted[]) => select(counted, call).length;
  const sent = select(sends(world), call);
  const share = (part: number) => (sent.length === 0 ? 0 : (100 * part) / sent.length);
  const [bounced, complaints] = [count(bounces(world, false)), count(bounces(world, true))];
  const withOpens = sent.filter(({ message }) => message.trackOpens).length;
  const withLinks = sent.filter(({ message }) => message.trackLinks !== 'None').length;
  const [opens, clicks] = [count(tracked(world, 'opens', 'Opens')) / 2, count(tracked(world, 'clicks', 'Clicks')) / 2];
  return {
    Sent: sent.length,
    Bounced: bounced,
    SMTPApiErrors: 0,
    BounceRate: share(bounced),
    SpamComplaints: complaints,
    SpamComplaintsRate: share(complaints),
    Opens: opens,
    UniqueOpens: opens,
    Tracked: sent.filter(({ message }) => message.trackOpens || message.trackLinks !== 'None').length,
    WithLinkTracking: withLinks,
    WithOpenTracking: withOpens,
    UniqueLinksClicked: clicks,
    TotalClicks: clicks,
  };
}
