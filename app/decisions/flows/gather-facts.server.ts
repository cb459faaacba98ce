import { cartValueMinor, itemCount } from '~/capture/carts/cart';
import { linesOf } from '~/capture/carts/store-cart.server';
import type { FactRequest } from '~/customers/rules/evaluate';
import type { FactKey, Facts, FactValue } from '~/customers/rules/facts';
import type { KnownPerson } from '~/customers/rules/known-person';
import { loadPeople } from '~/customers/rules/load-people.server';
import { answersTo } from '~/customers/rules/measure';
import type { Db } from '~/platform/db/db.server';

/** Whom and what facts are asked about. */
export interface FactSubject {
  shopId: string;
  profileId: string;
  cartToken: string | null;
  /** Since when "in this run" counts. */
  since: Date;
  now: Date;
}

/** Answers exactly what is asked, from what is stored now. The cart is the run's own, whichever the person filled last. */
export async function gatherFacts(db: Db, subject: FactSubject, requests: FactRequest[]): Promise<Facts> {
  const { shopId, profileId, now: at, since: runSince } = subject;
  const moment = { at, runSince, timeZone: await timeZoneFor(db, shopId, requests) };
  const isOfCart = (request: FactRequest) => request.kind === 'fact' && request.fact.startsWith('cart.');
  const ofPerson = requests.filter((request) => !isOfCart(request));
  const [person] = ofPerson.length ? await loadPeople(db, shopId, [profileId], ofPerson, moment) : [];
  const cart = requests.some(isOfCart) ? await cartFacts(db, subject) : {};
  const known = person ?? nobody(profileId);
  return answersTo(requests, { ...known, facts: { ...known.facts, ...cart } }, moment);
}

/** Days are counted by the shop's calendar; it is looked for only where they are. */
async function timeZoneFor(db: Db, shopId: string, requests: readonly FactRequest[]): Promise<string> {
  if (!requests.some((request) => request.kind === 'measure' && request.leaf.kind === 'day')) return 'UTC';
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  return shop.timezone;
}

/** Of somebody who is nobody any more nothing is known. */
const nobody = (id: string): KnownPerson => ({
  ...{ id, facts: { 'profile.hasAddress': false }, properties: {}, events: new Map(), goods: new Map() },
  ...{ segments: new Set(), shopifySegments: new Set() },
});

type SomeFacts = Partial<Record<FactKey, FactValue>>;

/** A run without a cart has nothing in it; and so no fact of another cart either. */
async function cartFacts(db: Db, { shopId, cartToken }: FactSubject): Promise<SomeFacts> {
  const cart = cartToken ? await db.cart.findUnique({ where: { shopId_token: { shopId, token: cartToken } } }) : null;
  if (!cart) return {};
  const lines = linesOf(cart);
  return {
    'cart.itemCount': itemCount(lines),
    'cart.valueMinor': cartValueMinor(lines),
    'cart.linesChangedAt': cart.linesChangedAt.toISOString(),
    'cart.isBought': cart.completedAt !== null,
  };
}
