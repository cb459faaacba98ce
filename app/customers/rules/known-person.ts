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
  /** In any order; at least those that the rule asks for. */
  events: readonly PastEvent[];
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

/** When something is asked, and by whose calendar days are counted. */
export interface Moment {
  at: Date;
  /** IANA name. */
  timeZone: string;
  /** Since when "since the run began" counts; absent: ever. */
  runSince?: Date;
}
