import { createHash } from 'node:crypto';
import { unreachable } from '~/platform/errors';
import { compare } from './compare';
import { dayOf, isMeantDay } from './days';
import { requestKey, requestOf, type FactRequest } from './evaluate';
import { fieldOf, productsOf, readField, type Field } from './event-fields';
import type { Facts, FactValue, ValueType } from './facts';
import type { KnownPerson, Moment, PastEvent } from './known-person';
import {
  leavesOf,
  type AgeRule,
  type EventChoice,
  type Filter,
  type HappenedRule,
  type Leaf,
  type MeasuredRule,
  type Rule,
} from './rule';
import { isInside, spanOf } from './span';

/** What a rule asks for, answered from what is known of one person at one moment. Pure: what a flow's facts are gathered by, and what SQL must agree with. */
export function factsFor(rule: Rule, person: KnownPerson, moment: Moment): Facts {
  return answersTo(leavesOf(rule).map(requestOf), person, moment);
}

export function answersTo(requests: readonly FactRequest[], person: KnownPerson, moment: Moment): Facts {
  const facts: Record<string, FactValue> = {};
  for (const request of requests) facts[requestKey(request)] ??= answer(request, person, moment);
  return facts;
}

function answer(request: FactRequest, person: KnownPerson, moment: Moment): FactValue {
  switch (request.kind) {
    case 'fact':
      return person.facts[request.fact] ?? null;
    case 'count':
      return eventsIn(person, request, spanOf(request.within, moment)).length;
    case 'measure':
      return measure(request.leaf, person, moment);
    default:
      return unreachable(request);
  }
}

/** The value that a leaf compares; for `holds`. */
function measure(leaf: Leaf, person: KnownPerson, moment: Moment): FactValue {
  switch (leaf.kind) {
    case 'fact':
      return person.facts[leaf.fact] ?? null;
    case 'property':
      return person.properties[leaf.key] ?? null;
    case 'happened':
      return leaf.each ? mostOfOneProduct(leaf, person, moment) : countOf(leaf, person, moment);
    case 'measured':
      return putTogether(leaf, numbersOf(leaf, person, moment));
    case 'age':
      return ageOf(leaf, person, moment);
    case 'day':
      return isOnDay(leaf, person, moment);
    case 'segment':
      return person.segments.has(leaf.id);
    case 'shopify-segment':
      return person.shopifySegments.has(leaf.id);
    case 'chance':
      return lotOf(leaf.salt, person.id);
    default:
      return unreachable(leaf);
  }
}

type Span = ReturnType<typeof spanOf>;

/** Events that a choice means, within a span. */
function eventsIn(person: KnownPerson, choice: EventChoice, span: Span): PastEvent[] {
  const ofType = person.events.get(choice.event) ?? [];
  return ofType.filter((event) => isInside(span, event.at) && isMeant(choice, event, person));
}

/** Whether a choice of events means one of them; its type is taken as right. */
export function isMeant(
  { named, where = [] }: EventChoice,
  event: PastEvent,
  person: Pick<KnownPerson, 'goods'>,
): boolean {
  if (named !== undefined && event.properties.name !== named) return false;
  return where.every((filter) => passes(filter, event, person));
}

function passes(filter: Filter, event: PastEvent, { goods }: Pick<KnownPerson, 'goods'>): boolean {
  const field = fieldOf(event.type, filter.field);
  if (!field) return false;
  const value = readField(field, event.properties, goods);
  return compare(typeAt(field, value), value, filter);
}

/** Where anything may stand, what stands there says how it compares. */
const typeAt = ({ type }: Field, value: FactValue): ValueType => {
  if (type !== null) return type;
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
};

const countOf = (leaf: HappenedRule, person: KnownPerson, moment: Moment): number =>
  eventsIn(person, leaf, spanOf(leaf.within, moment)).length;

/** How often it happened with the product with which it did most often. */
function mostOfOneProduct(leaf: HappenedRule, person: KnownPerson, moment: Moment): number {
  const span = spanOf(leaf.within, moment);
  const counts = new Map<string, number>();
  for (const { properties } of eventsIn(person, leaf, span))
    for (const product of productsOf(properties)) counts.set(product, (counts.get(product) ?? 0) + 1);
  if (leaf.without)
    for (const { properties } of eventsIn(person, { event: leaf.without }, span))
      for (const product of productsOf(properties)) counts.delete(product);
  return Math.max(0, ...counts.values());
}

function numbersOf(leaf: MeasuredRule, person: KnownPerson, moment: Moment): number[] {
  const field = fieldOf(leaf.event, leaf.of);
  if (!field) return [];
  const values = eventsIn(person, leaf, spanOf(leaf.within, moment)).map(({ properties }) =>
    readField(field, properties, person.goods),
  );
  return values.filter((each) => typeof each === 'number');
}

function putTogether({ measure }: MeasuredRule, numbers: number[]): number | null {
  const sum = numbers.reduce((all, each) => all + each, 0);
  if (measure === 'sum') return rounded(sum);
  if (numbers.length === 0) return null;
  if (measure === 'average') return rounded(sum / numbers.length);
  const inOrder = numbers.sort((a, b) => a - b);
  return rounded((measure === 'lowest' ? inOrder[0] : inOrder.at(-1)) ?? 0);
}

/** To six decimals: sums of fractions depend on their order beyond that. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

function ageOf({ of }: AgeRule, person: KnownPerson, moment: Moment): number | null {
  const at = 'fact' in of ? instantOf(person.facts[of.fact]) : occasionOf(of, person, moment);
  return at === null ? null : moment.at.getTime() - at;
}

const instantOf = (fact: FactValue | undefined): number | null => (typeof fact === 'string' ? Date.parse(fact) : null);

/** The first or last so far: what is yet to come is no occasion. */
function occasionOf(
  choice: Exclude<AgeRule['of'], { fact: unknown }>,
  person: KnownPerson,
  moment: Moment,
): number | null {
  const times = eventsIn(person, choice, spanOf('ever', moment)).map(({ at }) => at);
  if (times.length === 0) return null;
  return choice.which === 'first' ? Math.min(...times) : Math.max(...times);
}

function isOnDay(leaf: Extract<Leaf, { kind: 'day' }>, person: KnownPerson, moment: Moment): boolean {
  const { of } = leaf;
  const text = 'fact' in of ? person.facts[of.fact] : person.properties[of.property];
  return typeof text === 'string' && isMeantDay(leaf, text, dayOf(moment.at, moment.timeZone));
}

/** 0 to 9,999, by the salt and the person alone: the first four bytes of MD5 over both, whatever the machine. */
export const lotOf = (salt: string, profileId: string): number =>
  createHash('md5').update(`${salt}:${profileId}`).digest().readUInt32BE(0) % 10_000;
