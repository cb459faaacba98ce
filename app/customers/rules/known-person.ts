import type { EventType } from '~/capture/events/event';
import type { Goods, Properties } from './event-fields';
import type { FactKey, FactValue } from './facts';

/** All that rules may look at of one person, as plain data. */
export interface KnownPerson {
  /** A UUID. */
  id: string;
  facts: Readonly<Partial<Record<FactKey, FactValue>>>;
  /** Custom properties; one that was taken away is not among them. */
  properties: Readonly<Record<string, string | number | boolean>>;
  /** At least those that the rule asks for. */
  events: PastEvents;
  goods: ReadonlyMap<string, Goods>;
  /** Ids of our own segments the person is in, where the rule was not made whole by theirs (`withSegments`). */
  segments: ReadonlySet<string>;
  shopifySegments: ReadonlySet<string>;
}

export interface PastEvent {
  type: EventType;
  /** Milliseconds since 1970. */
  at: number;
  properties: Properties;
}

/** Of each type, in any order. */
export type PastEvents = ReadonlyMap<EventType, readonly PastEvent[]>;

export function byType(events: readonly PastEvent[]): PastEvents {
  const found = new Map<EventType, PastEvent[]>();
  for (const event of events) {
    const own = found.get(event.type);
    if (own) own.push(event);
    else found.set(event.type, [event]);
  }
  return found;
}

/** When something is asked, and by whose calendar days are counted. */
export interface Moment {
  at: Date;
  /** IANA name. */
  timeZone: string;
  /** Since when "since the run began" counts; absent: ever. */
  runSince?: Date;
}
