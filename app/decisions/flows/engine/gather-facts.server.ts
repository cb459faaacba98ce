import { cartsByName } from '~/capture/carts/carts-by-name.server';
import { cartValueMinor, itemCount } from '~/capture/carts/cart';
import { linesOf } from '~/capture/carts/store-cart.server';
import { timeZoneOf } from '~/customers/profiles/time-zone';
import type { FactKey, FactValue } from '~/customers/rules/facts';
import type { KnownPerson, Moment } from '~/customers/rules/known-person';
import { loadPeople } from '~/customers/rules/load-people.server';
import type { Db } from '~/platform/db/db.server';
import { answerRequests, asksOfCart, isZone, personalRequests } from './answer-requests';
import type { FlowFacts, FlowRequest } from './requests';

/** Whom and what facts are asked about. */
export interface FactSubject {
  profileId: string;
  cartToken: string | null;
  /** Since when "in this run" counts. */
  since: Date;
}

export interface Question {
  subject: FactSubject;
  requests: readonly FlowRequest[];
}

/** As `gatherMany`, about one. */
export async function gatherFacts(db: Db, shopId: string, question: Question, now: Date): Promise<FlowFacts> {
  const [facts] = await gatherMany(db, shopId, [question], now);
  return facts ?? {};
}

/**
 * Answers exactly what is asked, each question in its place, from what is stored now: some statements for all of them. The cart is the run's own,
 * whichever the person filled last.
 */
export async function gatherMany(
  db: Db,
  shopId: string,
  questions: readonly Question[],
  now: Date,
): Promise<FlowFacts[]> {
  if (questions.length === 0) return [];
  const all = questions.flatMap(({ requests }) => requests);
  const shopZone = await zoneOfShop(db, shopId, all);
  const [people, carts, zones] = await Promise.all([
    peopleFor(db, shopId, questions, { at: now, timeZone: shopZone }),
    cartsFor(db, shopId, questions),
    zonesFor(db, shopId, questions),
  ]);
  return questions.map(({ subject, requests }) => {
    const person = people.get(subject.profileId) ?? nobody(subject.profileId);
    const cart = subject.cartToken === null ? undefined : carts.get(subject.cartToken);
    const known = { ...person, facts: { ...person.facts, ...(cart ?? {}) } };
    const moment: Moment = { at: now, runSince: subject.since, timeZone: shopZone };
    const both = { shop: shopZone, person: zones.get(subject.profileId) ?? shopZone };
    return answerRequests(requests, known, moment, both);
  });
}

async function peopleFor(
  db: Db,
  shopId: string,
  questions: readonly Question[],
  { at, timeZone }: Moment,
): Promise<Map<string, KnownPerson>> {
  const asked = questions.map(({ subject, requests }) => ({
    id: subject.profileId,
    since: subject.since,
    requests: personalRequests(requests),
  }));
  const inNeed = asked.filter(({ requests }) => requests.length > 0);
  if (inNeed.length === 0) return new Map();
  const runSince = new Date(Math.min(...inNeed.map(({ since }) => since.getTime())));
  const ids = [...new Set(inNeed.map(({ id }) => id))];
  const requests = inNeed.flatMap((each) => each.requests);
  const people = await loadPeople(db, shopId, ids, requests, { at, timeZone, runSince });
  return new Map(people.map((person) => [person.id, person]));
}

/** Days are counted by the shop's calendar, and clocks looked at: it is looked for only where they are. */
async function zoneOfShop(db: Db, shopId: string, requests: readonly FlowRequest[]): Promise<string> {
  const countsDays = requests.some((request) => request.kind === 'measure' && request.leaf.kind === 'day');
  if (!countsDays && !requests.some(isZone)) return 'UTC';
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  return shop.timezone;
}

/** Where it is known. */
async function zonesFor(db: Db, shopId: string, questions: readonly Question[]): Promise<Map<string, string>> {
  const ids = questions
    .filter(({ requests }) => requests.some((request) => isZone(request) && request.of === 'person'))
    .map(({ subject }) => subject.profileId);
  if (ids.length === 0) return new Map();
  const places = await db.profile.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, countryCode: true, regionCode: true },
  });
  return new Map(
    places.flatMap(({ id, ...place }) => {
      const zone = timeZoneOf(place);
      return zone === null ? [] : [[id, zone] as const];
    }),
  );
}

/** Of somebody who is nobody any more nothing is known. */
const nobody = (id: string): KnownPerson => ({
  ...{ id, facts: { 'profile.hasAddress': false }, properties: {}, events: new Map(), goods: new Map() },
  ...{ segments: new Set(), shopifySegments: new Set() },
});

type CartFacts = Partial<Record<FactKey, FactValue>>;

/** A run without a cart has nothing in it; and so no fact of another cart either. */
async function cartsFor(db: Db, shopId: string, questions: readonly Question[]): Promise<Map<string, CartFacts>> {
  const tokens = questions
    .filter(({ requests }) => asksOfCart(requests))
    .flatMap(({ subject }) => subject.cartToken ?? []);
  const carts = await cartsByName(db, shopId, tokens);
  return new Map(
    [...carts].map(([name, cart]) => {
      const lines = linesOf(cart);
      const facts: CartFacts = {
        'cart.itemCount': itemCount(lines),
        'cart.valueMinor': cartValueMinor(lines),
        'cart.linesChangedAt': cart.linesChangedAt.toISOString(),
        'cart.isBought': cart.completedAt !== null,
      };
      return [name, facts];
    }),
  );
}
