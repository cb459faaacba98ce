import type { LogEntry } from '../../log';
import type { PostmarkLogEntry } from '../../postmark/log/entries';
import type { World } from '../../world';

/** What pages of the site hear of the world while it happens. */
export type WorldEvent =
  /** Business time was moved. */
  | { kind: 'clock'; now: string; offsetMs: number }
  /** Business time has begun to run at this speed, or runs by itself again; `why` when nobody asked for that. */
  | { kind: 'playing'; speed: number | null; why?: string }
  /** A mail reached its recipient, or something became of it there. */
  | { kind: 'mail'; what: 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained'; messageId: string; to: string }
  /** An address was put on a stream's suppression list or taken off. */
  | { kind: 'suppression'; email: string }
  /** Postmark told the app of something, or did not get through. */
  | { kind: 'report'; recordType: string; messageId: string | null; outcome: string }
  /** Shopify told the app of something. */
  | { kind: 'shop'; topic: string }
  /** Everything that was under way has had its consequences. */
  | { kind: 'settled' };

export interface WorldEvents {
  publish(event: WorldEvent): void;
  /** Is told of each event; must not throw. Returns the function that stops it. */
  listen(listener: (event: WorldEvent) => void): () => void;
}

/** Makes events of what the stand-ins log and of the clock's moves. */
export function createWorldEvents({ clock, logs }: Pick<World, 'clock' | 'logs'>): WorldEvents {
  const listeners = new Set<(event: WorldEvent) => void>();
  const publish = (event: WorldEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  clock.onMove((now) => publish({ kind: 'clock', now: now.toISOString(), offsetMs: clock.offsetMs }));
  logs.postmark.onAppend(({ entry }: LogEntry<PostmarkLogEntry>) => {
    const event = mailEvent(entry);
    if (event) publish(event);
  });
  logs.shopify.onAppend(({ entry }) => {
    if (entry.kind === 'webhook') publish({ kind: 'shop', topic: entry.topic });
  });
  return {
    publish,
    listen(listener) {
      const own = (event: WorldEvent) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

function mailEvent(entry: PostmarkLogEntry): WorldEvent | null {
  switch (entry.kind) {
    case 'delivered':
    case 'opened':
    case 'clicked':
    case 'bounced':
    case 'complained':
      return { kind: 'mail', what: entry.kind, messageId: entry.messageId, to: entry.recipient };
    case 'suppressed':
    case 'reactivated':
      return { kind: 'suppression', email: entry.recipient };
    case 'webhook-attempt':
      return { kind: 'report', recordType: entry.recordType, messageId: entry.messageId, outcome: entry.outcome };
    case 'webhook-lost':
      return { kind: 'report', recordType: entry.recordType, messageId: entry.messageId, outcome: 'lost' };
    default:
      return null;
  }
}
