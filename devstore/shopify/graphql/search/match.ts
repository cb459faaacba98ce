import { firstOfNextMonth, nextDay, startOfDayMs } from '../../instants';
import { notModelled } from '../errors';
import type { Comparator, SearchNode, SearchTerm } from './parse';

/** How a search field reads an item. */
export type SearchField<T> =
  | { kind: 'text'; of: (item: T) => readonly (string | null)[] }
  | { kind: 'keyword'; of: (item: T) => readonly (string | null)[] }
  | { kind: 'number'; of: (item: T) => number | null }
  | { kind: 'time'; of: (item: T) => readonly (string | null)[] }
  | { kind: 'boolean'; of: (item: T) => boolean }
  | { kind: 'absent'; of: (item: T) => readonly (string | null)[] };

export interface SearchSetup<T> {
  /** Names the schema lists as searchable for this root. */
  listed: ReadonlySet<string>;
  fields: Record<string, SearchField<T>>;
  /** What a bare word looks into. */
  defaultFields: (item: T) => readonly (string | null)[];
  ianaTimezone: string;
  now: Date;
  /** Told of each field that is not searchable. */
  warn: (field: string) => void;
}

export type Matcher<T> = (item: T) => boolean;

/**
 * Compiles a search into a test. A field that is not searchable here is ignored with a warning, as at Shopify: its term matches
 * everything. A field Shopify searches and the stand-in cannot raises an error.
 */
export function compileSearch<T>(node: SearchNode | null, setup: SearchSetup<T>): Matcher<T> {
  return (node && compileNode(node, setup)) ?? (() => true);
}

function compileNode<T>(node: SearchNode, setup: SearchSetup<T>): Matcher<T> | null {
  if (node.kind === 'term') return compileTerm(node, setup);
  if (node.kind === 'not') {
    const inner = compileNode(node.node, setup);
    return inner && ((item) => !inner(item));
  }
  const [left, right] = [compileNode(node.left, setup), compileNode(node.right, setup)];
  // An ignored term leaves the other side of its connective as it is.
  if (!left || !right) return left ?? right;
  return node.kind === 'and' ? (item) => left(item) && right(item) : (item) => left(item) || right(item);
}

function compileTerm<T>(term: SearchTerm, setup: SearchSetup<T>): Matcher<T> | null {
  if (term.field === null) return (item) => matchesText(setup.defaultFields(item), term);
  if (!setup.listed.has(term.field)) {
    setup.warn(term.field);
    return null;
  }
  const field = setup.fields[term.field];
  if (!field) throw notModelled(`the search field "${term.field}"`);
  return fieldMatcher(field, term, setup);
}

function fieldMatcher<T>(field: SearchField<T>, term: SearchTerm, setup: SearchSetup<T>): Matcher<T> {
  switch (field.kind) {
    case 'text':
      return (item) => matchesText(field.of(item), term);
    case 'keyword':
      return (item) => matchesKeyword(field.of(item), term);
    case 'absent':
      return (item) => !matchesKeyword(field.of(item), term);
    case 'boolean':
      return (item) => String(field.of(item)) === term.value.toLowerCase();
    case 'number':
      return numberMatcher(field.of, term);
    case 'time':
      return timeMatcher(field.of, term, setup);
  }
}

/** Words by prefix where the value ends in `*`, whole words otherwise; `*` alone asks for any value. */
function matchesText(values: readonly (string | null)[], term: SearchTerm): boolean {
  const wanted = term.value.toLowerCase();
  const texts = values.flatMap((value) => (value ? [value.toLowerCase()] : []));
  if (wanted === '*') return texts.length > 0;
  if (wanted.endsWith('*'))
    return texts.some((text) => wordsOf(text).some((word) => word.startsWith(wanted.slice(0, -1))));
  return texts.some(
    (text) => text === wanted || ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(wanted).join(' ')} `),
  );
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Whole values without regard to case; several may be given, separated by commas. */
function matchesKeyword(values: readonly (string | null)[], term: SearchTerm): boolean {
  const present = values.flatMap((value) => (value ? [value.toLowerCase()] : []));
  return term.value
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .some((wanted) => {
      if (wanted === '*') return present.length > 0;
      if (wanted.endsWith('*')) return present.some((value) => value.startsWith(wanted.slice(0, -1)));
      return present.includes(wanted);
    });
}

function numberMatcher<T>(of: (item: T) => number | null, term: SearchTerm): Matcher<T> {
  const wanted = Number(/[^/]*$/.exec(term.value)?.[0]);
  return (item) => {
    const value = of(item);
    return value !== null && compare(value, term.comparator, wanted);
  };
}

function timeMatcher<T>(
  of: (item: T) => readonly (string | null)[],
  term: SearchTerm,
  setup: Pick<SearchSetup<T>, 'ianaTimezone' | 'now'>,
): Matcher<T> {
  const range = timeRange(term.value, setup);
  if (!range) return () => false;
  const [from, to] = range;
  return (item) =>
    of(item).some((instant) => instant !== null && inRange(Date.parse(instant), term.comparator, from, to));
}

/** A value names a span: an instant, a day of the shop's zone, a month or a year; `[from, to)` in milliseconds. */
function timeRange(value: string, { ianaTimezone, now }: { ianaTimezone: string; now: Date }): [number, number] | null {
  if (value === 'now') return [now.getTime(), now.getTime() + 1];
  if (/^\d{4}$/.test(value)) return days(`${value}-01-01`, `${Number(value) + 1}-01-01`, ianaTimezone);
  if (/^\d{4}-\d{2}$/.test(value)) return days(`${value}-01`, firstOfNextMonth(`${value}-01`), ianaTimezone);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return days(value, nextDay(value), ianaTimezone);
  const hour = /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(value);
  const instant = Date.parse(hour ? `${value}:00:00Z` : value);
  // Stored instants have whole seconds, so an instant stands for its second.
  return Number.isNaN(instant) ? null : [Math.floor(instant / 1000) * 1000, Math.floor(instant / 1000) * 1000 + 1000];
}

function days(from: string, to: string, zone: string): [number, number] {
  return [startOfDayMs(from, zone), startOfDayMs(to, zone)];
}

function inRange(value: number, comparator: Comparator, from: number, to: number): boolean {
  if (comparator === ':>') return value >= to;
  if (comparator === ':>=') return value >= from;
  if (comparator === ':<') return value < from;
  if (comparator === ':<=') return value < to;
  return value >= from && value < to;
}

function compare(value: number, comparator: Comparator, wanted: number): boolean {
  if (comparator === ':>') return value > wanted;
  if (comparator === ':>=') return value >= wanted;
  if (comparator === ':<') return value < wanted;
  if (comparator === ':<=') return value <= wanted;
  return value === wanted;
}
