import { unreachable } from '~/platform/errors';
import type { Operator, RuleValue } from './compare';
import { fieldOf } from './event-fields';
import { describeFact, type FactKey } from './facts';
import type { AgeRule, DayRule, EventChoice, FactRule, Filter, HappenedRule, Leaf, Rule, Window } from './rule';

/** How ids and amounts are called in a shop; absent: as they are. */
export interface Speaker {
  money?: (minor: number) => string;
  product?: (id: string) => string;
  collection?: (id: string) => string;
  segment?: (id: string) => string;
  shopifySegment?: (id: string) => string;
  /** An instant (ISO 8601) by its day there. */
  day?: (instant: string) => string;
}

/** The rule in a merchant's words: "there are items in the cart and not (order placed since it began)". */
export function sentence(rule: Rule, speaker: Speaker = {}): string {
  const nested = (part: Rule): string => {
    const isCompound = (part.kind === 'all' || part.kind === 'any') && part.rules.length > 1;
    return isCompound ? `(${sentence(part, speaker)})` : sentence(part, speaker);
  };
  switch (rule.kind) {
    case 'all':
      return rule.rules.length ? allOf.format(rule.rules.map(nested)) : 'always';
    case 'any':
      return rule.rules.length ? anyOf.format(rule.rules.map(nested)) : 'never';
    case 'not':
      return negated(rule.rule, speaker) ?? `not ${nested(rule.rule)}`;
    default:
      return leafSentence(rule, speaker);
  }
}

const allOf = new Intl.ListFormat('en', { type: 'conjunction' });
const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });

/** Where "not" before a sentence says it badly. */
function negated(rule: Rule, speaker: Speaker): string | null {
  switch (rule.kind) {
    case 'age':
      return ageSentence(rule, speaker, 'was not');
    case 'day':
      return daySentence(rule, true);
    case 'segment':
    case 'shopify-segment':
    case 'chance':
      return leafSentence(rule, speaker).replace(/^is /, 'is not ');
    default:
      return null;
  }
}

function leafSentence(leaf: Leaf, speaker: Speaker): string {
  switch (leaf.kind) {
    case 'fact':
      return factSentence(leaf, speaker);
    case 'property':
      return `“${leaf.key}” ${propertyWords(leaf.is, leaf.value)}`;
    case 'happened':
      return happenedSentence(leaf, speaker);
    case 'measured': {
      const { words = leaf.of, isMoney = false } = pathOf(leaf.event, leaf.of);
      const amount = isMoney ? moneyWords(leaf.value, speaker) : String(leaf.value);
      const how = { sum: 'in sum', average: 'on average', highest: 'at its highest', lowest: 'at its lowest' }[
        leaf.measure
      ];
      return `the ${words} of ${eventWords(leaf, speaker)} ${windowWords(leaf.within, speaker)} is ${how} ${leaf.is.replace('-', ' ')} ${amount}`;
    }
    case 'age':
      return ageSentence(leaf, speaker);
    case 'day':
      return daySentence(leaf);
    case 'segment':
      return `is in the segment “${speaker.segment?.(leaf.id) ?? leaf.id}”`;
    case 'shopify-segment':
      return `is in Shopify’s segment “${speaker.shopifySegment?.(leaf.id) ?? leaf.id}”`;
    case 'chance':
      return `is among ${(leaf.below - leaf.from) / 100} % of everybody, by lot`;
    default:
      return unreachable(leaf);
  }
}

function factSentence(rule: FactRule, speaker: Speaker): string {
  const { type, words, negation, one, isMoney } = describeFact(rule.fact);
  if (rule.is === 'known') return rule.value === true ? `${words} is known` : `${words} is not known`;
  if (negation !== undefined && typeof rule.value === 'boolean')
    return (rule.is === 'is') === rule.value ? words : negation;
  if (typeof rule.value === 'number' && one) return countSentence({ words, one }, rule.is, rule.value);
  if (type === 'instant')
    return `${words} on or ${rule.is === 'at-least' ? 'after' : 'before'} ${dayWord(String(rule.value), speaker)}`;
  if (typeof rule.value === 'number' && isMoney)
    return `${words} ${rule.is.replace('-', ' ')} ${moneyWords(rule.value, speaker)}`;
  if (type === 'list') return `${words} ${comparisonWords(rule.is, rule.value, 'include')}`;
  if (type === 'ids') return `${words} ${comparisonWords(rule.is, named(rule.value, speaker.collection), 'include')}`;
  return `${words} ${comparisonWords(rule.is, rule.value)}`;
}

function countSentence({ words, one }: { words: string; one: string }, is: Operator, count: number): string {
  const isNone = count === 0 && (is === 'is' || is === 'at-most');
  if (isNone) return `there are no ${words}`;
  if (is === 'at-least' && count === 1) return `there are ${words}`;
  const how = is === 'is' ? '' : `${is.replace('-', ' ')} `;
  return count === 1 ? `there is ${how}1 ${one}` : `there are ${how}${count} ${words}`;
}

const moneyWords = (minor: number, { money }: Speaker): string => money?.(minor) ?? String(minor);

/** `is Berlin`, `is one of a or b`, `contains “shoe”`; of lists `include a`. */
function comparisonWords(is: Operator, value: RuleValue, verb: 'is' | 'include' = 'is'): string {
  if (is === 'known') return value === true ? 'is known' : 'is not known';
  const words = Array.isArray(value) ? anyOf.format(value) : String(value);
  if (is === 'one-of') return verb === 'is' ? `is one of ${words}` : `include one of ${words}`;
  if (is === 'contains') return verb === 'is' ? `contains “${words}”` : `include something with “${words}”`;
  if (is === 'starts-with') return `starts with “${words}”`;
  if (verb === 'include') return is === 'is-not' ? `do not include ${words}` : `include ${words}`;
  return `${is.replace('-', ' ')} ${words}`;
}

/** Of a bare name a verb is needed where a fact's words have one: `“size” is at least 3`. */
const propertyWords = (is: Operator, value: RuleValue): string =>
  is === 'at-least' || is === 'at-most' ? `is ${comparisonWords(is, value)}` : comparisonWords(is, value);

const named = (value: RuleValue, name: ((id: string) => string) | undefined): RuleValue => {
  if (!name) return value;
  return Array.isArray(value) ? value.map(name) : typeof value === 'string' ? name(value) : value;
};

const pathOf = (event: EventChoice['event'], name: string): { words?: string; isMoney?: boolean } => {
  const field = fieldOf(event, name);
  if (!field) return {};
  return { words: field.words, ...(field.kind === 'path' ? { isMoney: field.isMoney } : {}) };
};

/** `product viewed`, or what a custom event is called; with its filters: `product viewed (vendor is Oak)`. */
function eventWords({ event, named: name, where = [] }: EventChoice, speaker: Speaker): string {
  const words = name === undefined ? event.replaceAll('_', ' ') : `“${name}”`;
  return where.length
    ? `${words} (${allOf.format(where.map((filter) => filterWords(event, filter, speaker)))})`
    : words;
}

function filterWords(event: EventChoice['event'], { field, is, value }: Filter, speaker: Speaker): string {
  const { words = field, isMoney = false } = pathOf(event, field);
  if (typeof value === 'number' && isMoney) return `${words} ${is.replace('-', ' ')} ${moneyWords(value, speaker)}`;
  return `${words} ${comparisonWords(is, named(value, nameOf(field, speaker)))}`;
}

function nameOf(field: string, { product, collection, segment }: Speaker): ((id: string) => string) | undefined {
  if (field === 'segment') return segment;
  if (field === 'product') return product;
  return field.startsWith('collection') ? collection : undefined;
}

function happenedSentence(leaf: HappenedRule, speaker: Speaker): string {
  const times = leaf.atLeast > 1 ? ` at least ${leaf.atLeast} times` : '';
  const product = leaf.each ? ' with one product' : '';
  const without = leaf.without ? `, without ${leaf.without.replaceAll('_', ' ')} of it` : '';
  const when = windowWords(leaf.within, speaker);
  return `${eventWords(leaf, speaker)}${times}${product}${when ? ` ${when}` : ''}${without}`;
}

function ageSentence({ of, is, minutes }: AgeRule, speaker: Speaker, verb = 'was'): string {
  const what = 'fact' in of ? nounWords(of.fact) : `the ${of.which} ${eventWords(of, speaker)}`;
  return `${what} ${verb} ${is === 'within' ? `in the last ${spanWords(minutes)}` : `more than ${spanWords(minutes, true)} ago`}`;
}

/** `the last order`; what has a verb of its own stays: `first seen`. */
const nounWords = (fact: FactKey): string => {
  const { words } = describeFact(fact);
  return /^the |seen$|changed$/.test(words) ? words : `the ${words}`;
};

function daySentence({ of, from, to, yearly }: DayRule, isNegated = false): string {
  const verb = yearly ? (isNegated ? 'does not return' : 'returns') : isNegated ? 'is not' : 'is';
  const what = 'fact' in of ? nounWords(of.fact) : `“${of.property}”`;
  return `${what} ${verb} ${from === to ? dayWords(from) : `between ${dayWords(from)} and ${dayWords(to)}`}`;
}

function dayWords(days: number): string {
  if (days === 0) return 'today';
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}

const dayWord = (instant: string, { day }: Speaker): string => day?.(instant) ?? instant.slice(0, 10);

function windowWords(window: Window, speaker: Speaker): string {
  if (window === 'run') return 'since it began';
  if (window === 'ever') return 'ever';
  if ('minutes' in window) return `in the last ${spanWords(window.minutes)}`;
  if ('fromMinutes' in window)
    return `between ${spanWords(window.fromMinutes, true)} and ${spanWords(window.toMinutes, true)} ago`;
  const since = `since ${dayWord(window.since, speaker)}`;
  return window.until === undefined ? since : `${since} until ${dayWord(window.until, speaker)}`;
}

/** `day`, `30 days`, `5 hours`; with its number also where it is one. */
function spanWords(minutes: number, isCounted = false): string {
  const words = (count: number, unit: string) => (count === 1 ? (isCounted ? `1 ${unit}` : unit) : `${count} ${unit}s`);
  if (minutes % 1_440 === 0) return words(minutes / 1_440, 'day');
  return minutes % 60 === 0 ? words(minutes / 60, 'hour') : words(minutes, 'minute');
}
