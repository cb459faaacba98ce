import type { CartLine } from '~/capture/events/reports';
import type { ConsentFact } from '~/customers/consent/consent';
import type { Topic } from '~/customers/preferences/topics';
import type { Goods } from '~/customers/rules/event-fields';
import type { FactKey, FactValue } from '~/customers/rules/facts';
import type { PastEvent } from '~/customers/rules/known-person';
import type { SendRules } from '../../send-policy/arbiter/send-facts';
import type { RunSubject } from '../run-subject';

/** Something that happened to somebody. Instants here and below are in ms since 1970. */
export interface ToldEvent extends PastEvent {
  /** When it became known here. */
  knownAt: number;
  /** The cart it is about, by the name it has now. */
  cartToken: string | null;
}

/** A property somebody has now; null: it was taken away. */
export interface PastProperty {
  key: string;
  value: string | number | boolean | null;
  updatedAt: number;
  source: string;
}

export interface PastConsent extends ConsentFact {
  knownAt: number;
}

/** A cart as it is now: what it was before, its events tell. */
export interface PastCart {
  token: string;
  checkoutToken: string | null;
  lines: readonly CartLine[];
  createdAt: number;
  linesChangedAt: number;
  completedAt: number | null;
}

export interface PastOrder {
  id: string;
  cartToken: string | null;
  checkoutToken: string | null;
  placedAt: number;
  /** The place of its event among those of the person; null: none tells of it. */
  nth: number | null;
  cancelledAt: number | null;
  isTest: boolean;
  currency: string;
  /** Without what was paid back. */
  totalMinor: number;
  refundedMinor: number;
  refunds: readonly { at: number; amountMinor: number }[];
  pieces: number;
  hasDiscount: boolean;
  bought: readonly { productId: string | null; variantId: string | null }[];
}

/** A request to be told when a variant is back. */
export interface PastRequest {
  variantId: string;
  productId: string;
  askedAt: number;
  /** When it was answered, taken back or lapsed. */
  until: number;
}

/** A way through the same flow that began before the window. */
export interface RunBefore {
  startedAt: number;
  /** Null: it goes on. */
  endedAt: number | null;
  subject: RunSubject;
}

/** A mail to the person that is none of those the replay makes. */
export interface OtherMail {
  id: string;
  /** Null: of a campaign. */
  flowKey: string | null;
  stepKey: string;
  /** The cart it is about. */
  cartToken: string | null;
  priority: number;
  plannedAt: number;
  firstDueAt: number;
  /** Each time it was put off: when, and until when. */
  waits: readonly { at: number; until: number }[];
  /** Null: it did not go. */
  sentAt: number | null;
  /** When it was given up; null: it was not. */
  closedAt: number | null;
}

/** What somebody chose at the preference centre, as it is now. */
export interface Wishes {
  pausedUntil: Date | null;
  minutesBetween: number | null;
  topicsOff: readonly string[];
}

/** All that a replay may look at of one person: what happened, and of what leaves no trace how it is now. */
export interface PersonPast {
  id: string;
  /** In the order in which they became known. */
  events: readonly ToldEvent[];
  /** As they are now. */
  facts: Readonly<Partial<Record<FactKey, FactValue>>>;
  properties: readonly PastProperty[];
  /** Our own segments and Shopify’s that the person is in now. */
  segments: ReadonlySet<string>;
  shopifySegments: ReadonlySet<string>;
  /** Since when the address is known that mail goes to. */
  addressSince: number | null;
  isAddressImpossible: boolean;
  consents: readonly PastConsent[];
  /** What was said about being told when something is back; of those who asked to be. */
  consentsToBeTold: readonly PastConsent[];
  requests: readonly PastRequest[];
  carts: readonly PastCart[];
  orders: readonly PastOrder[];
  /** Ways through the same flow that began before the window. */
  runsBefore: readonly RunBefore[];
  otherMails: readonly OtherMail[];
  wishes: Wishes;
  /** IANA name; null: not known. */
  zone: string | null;
}

/** What of a shop counts for everybody, as it is now. */
export interface ShopPast {
  timezone: string;
  currency: string;
  rules: SendRules;
  topics: readonly Topic[];
  goods: ReadonlyMap<string, Goods>;
  /** Of a product, by its id: its cheapest variant’s. */
  pricesMinor: ReadonlyMap<string, number>;
}

/** A moment in somebody’s past. */
export interface Then {
  at: number;
  /** So many of their events are known by then. */
  known: number;
}
