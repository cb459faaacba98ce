import { consentToBeTold, deriveConsent, NO_CONSENT, type Consent } from '~/customers/consent/consent';
import type { FactKey, FactValue } from '~/customers/rules/facts';
import { byType, type KnownPerson } from '~/customers/rules/known-person';
import type { FlowRequest } from '../engine/requests';
import { cartThen, factsOfCart, newestCart } from './cart-then';
import type { RunSubject } from '../run-subject';
import type { PastConsent, PastOrder, PastProperty, PersonPast, ShopPast, Then } from './past';

type KnownFacts = Partial<Record<FactKey, FactValue>>;

/** Whom and what is asked about, at which moment. */
export interface Question {
  past: PersonPast;
  shop: ShopPast;
  then: Then;
  cartToken: string | null;
  /** Properties that the replay itself has set. */
  set: readonly PastProperty[];
  requests: readonly FlowRequest[];
}

/** All that was known of a person at a moment, as far as the past tells; the rest as it is now. Pure. */
export function knownThen(question: Question): KnownPerson {
  const { past, shop, then, set } = question;
  return {
    id: past.id,
    facts: factsThen(question),
    properties: propertiesThen([...past.properties, ...set], then.at),
    events: byType(past.events.slice(0, then.known)),
    goods: shop.goods,
    segments: segmentsThen(past, then),
    shopifySegments: past.shopifySegments,
  };
}

export const hasAddressThen = ({ addressSince }: PersonPast, at: number): boolean =>
  addressSince !== null && addressSince <= at;

/** Consent by what was told of it by then. */
export const consentThen = ({ consents }: PersonPast, at: number): Consent => derivedThen(consents, at);

/** Consent to a mail about something: to marketing mail, or, of one that was asked for, to be told of just that. */
export function consentForThen(past: PersonPast, at: number, { about }: RunSubject): Consent {
  const toAll = consentThen(past, at);
  return about?.isAsked ? consentToBeTold(derivedThen(past.consentsToBeTold, at), toAll) : toAll;
}

function derivedThen(consents: readonly PastConsent[], at: number): Consent {
  const known = consents.filter(({ knownAt }) => knownAt <= at);
  if (known.length === 0) return NO_CONSENT;
  const consent = deriveConsent(known);
  // Statements that all count for nothing: as their state is stored.
  return consent.since ? consent : { ...consent, entrySeq: 0n, since: new Date(0) };
}

function factsThen(question: Question): KnownFacts {
  const { past, shop, then } = question;
  const hasAddress = hasAddressThen(past, then.at);
  const consent = consentThen(past, then.at);
  return {
    ...past.facts,
    'profile.hasAddress': hasAddress,
    'consent.marketing': hasAddress ? consent.state : null,
    'consent.since': hasAddress ? (consent.since?.toISOString() ?? null) : null,
    ...ordersThen(past, shop, then),
    ...cartFacts(question),
  };
}

/** The run’s own cart, whichever the person filled last; only an age is asked of the newest where the run has none. */
function cartFacts({ past, shop, then, cartToken, requests }: Question): KnownFacts {
  const own = cartToken === null ? null : cartThen(past, shop, then, cartToken);
  if (own) return factsOfCart(own);
  const asked = new Set(requests.flatMap(agedFact));
  const newest = asked.size > 0 ? newestCart(past, shop, then) : null;
  const known = newest ? Object.entries(factsOfCart(newest)).filter(([key]) => asked.has(key)) : [];
  return { ...NO_CART, ...Object.fromEntries(known) };
}

const NO_CART: KnownFacts = {
  'cart.itemCount': null,
  'cart.valueMinor': null,
  'cart.linesChangedAt': null,
  'cart.isBought': null,
};

const agedFact = (request: FlowRequest): string[] =>
  request.kind === 'measure' && request.leaf.kind === 'age' && 'fact' in request.leaf.of ? [request.leaf.of.fact] : [];

/** Orders that were known by then and not cancelled yet; amounts and pieces as they are now, less what was paid back by then. */
function ordersThen(past: PersonPast, { currency }: ShopPast, then: Then): KnownFacts {
  const orders = ordersKnown(past, then).filter(
    ({ isTest, cancelledAt }) => !isTest && (cancelledAt === null || cancelledAt > then.at),
  );
  const own = orders.filter((order) => order.currency === currency);
  const times = orders.map(({ placedAt }) => placedAt);
  const sum = (amounts: number[]) => amounts.reduce((all, each) => all + each, 0);
  return {
    'orders.count': orders.length,
    'orders.netMinor': sum(own.map((order) => order.totalMinor - refundedThen(order, then.at))),
    'orders.averageMinor': averageThen(own, orders.length),
    'orders.items': sum(orders.map(({ pieces }) => pieces)),
    'orders.discounted': orders.filter(({ hasDiscount }) => hasDiscount).length,
    'orders.firstAt': times.length > 0 ? new Date(Math.min(...times)).toISOString() : null,
    'orders.lastAt': times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
  };
}

const averageThen = (own: readonly PastOrder[], count: number): number | null => {
  if (count === 0) return null;
  if (own.length === 0) return 0;
  return Math.floor(own.reduce((all, { totalMinor }) => all + totalMinor, 0) / own.length + 0.5);
};

/** What was taken out rather than paid back has no time of its own: it counts from the start. */
function refundedThen({ refundedMinor, refunds }: PastOrder, at: number): number {
  const later = refunds.filter((refund) => refund.at > at).reduce((all, { amountMinor }) => all + amountMinor, 0);
  return Math.max(0, refundedMinor - later);
}

export const ordersKnown = ({ orders }: PersonPast, then: Then): PastOrder[] =>
  orders.filter(({ nth, placedAt }) => (nth === null ? placedAt <= then.at : nth < then.known));

/** Of each the newest; one that was set later than then is taken as not set: what it was before is not kept. */
function propertiesThen(all: readonly PastProperty[], at: number): Record<string, string | number | boolean> {
  const newest = new Map<string, PastProperty>();
  for (const property of all) {
    const known = newest.get(property.key);
    if (property.updatedAt <= at && (!known || known.updatedAt <= property.updatedAt))
      newest.set(property.key, property);
  }
  return Object.fromEntries([...newest.values()].flatMap(({ key, value }) => (value === null ? [] : [[key, value]])));
}

/** Coming and going is told by events; who came before anybody looked is known by what was next, or by now. */
function segmentsThen({ events, segments }: PersonPast, then: Then): ReadonlySet<string> {
  const inside = new Set(segments);
  const told = (nth: number) => {
    const event = events[nth];
    const id = event?.properties.segmentId;
    if (typeof id !== 'string') return null;
    if (event?.type === 'segment_entered') return { id, entered: true };
    return event?.type === 'segment_left' ? { id, entered: false } : null;
  };
  // Backwards from now to then.
  for (let nth = events.length - 1; nth >= then.known; nth--) {
    const change = told(nth);
    if (change?.entered) inside.delete(change.id);
    else if (change) inside.add(change.id);
  }
  return inside;
}
