import type { IdSource } from '../random';
import { defaultStreams, type MessageStream } from '../streams/streams';
import type { Webhook } from '../webhooks/webhooks';

export const trackLinksOptions = ['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly'] as const;
export type TrackLinks = (typeof trackLinksOptions)[number];

/** A Postmark server: one shop's streams, suppressions, webhooks and mail, behind one token. */
export interface PostmarkServer {
  id: number;
  name: string;
  token: string;
  color: string;
  deliveryType: 'Live' | 'Sandbox';
  /** When true, every message is tracked, whatever it says itself. */
  trackOpens: boolean;
  /** What applies to messages that say nothing. */
  trackLinks: TrackLinks;
  /** Fields of the server object that are kept and given back but change nothing here. */
  kept: Record<string, unknown>;
  streams: Map<string, MessageStream>;
  webhooks: Map<number, Webhook>;
}

export interface NewServer {
  name: string;
  token?: string;
  color?: string;
  deliveryType?: 'Live' | 'Sandbox';
  trackOpens?: boolean;
  trackLinks?: TrackLinks;
}

export function makeServer(server: NewServer, ids: IdSource, createdAt: Date): PostmarkServer {
  return {
    id: ids.small(),
    name: server.name,
    token: server.token ?? ids.uuid(),
    color: server.color ?? 'Blue',
    deliveryType: server.deliveryType ?? 'Live',
    trackOpens: server.trackOpens ?? false,
    trackLinks: server.trackLinks ?? 'None',
    kept: {},
    streams: new Map(defaultStreams(createdAt).map((stream) => [stream.id, stream])),
    webhooks: new Map(),
  };
}
