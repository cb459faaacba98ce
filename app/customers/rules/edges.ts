import type { EventType } from '~/capture/events/event';
import { type Temporal } from 'temporal-polyfill';
import { dayOf, startOfDay } from './days';
import type { FactKey } from './facts';
import type { KnownPerson, Moment } from './known-person';
import { leavesOf, type AgeRule, type DayRule, type EventChoice, type Leaf, type Rule, type Window } from './rule';

/**
 * A length of time after which something a rule looks at changes sides: an event leaves a window when it is as old as the window is long. Whoever
 * has such an event, or such an instant, at that age now is all whose answer may change by time alone, whatever else they are.
 */
export type Edge =
  | { kind: 'event'; event: EventType; afterMinutes: number }
  | { kind: 'fact'; fact: FactKey; afterMinutes: number }
  /** At the start of a day, by the shop's calendar. */
  | { kind: 'day'; leaf: DayRule };

/** Everything by which time alone may change a rule's answer, without repeats. */
export function edgesOf(rule: Rule): Edge[] {
  const all = leavesOf(rule).flatMap(edgesOfLeaf);
  return [...new Map(all.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function edgesOfLeaf(leaf: Leaf): Edge[] {
  switch (leaf.kind) {
    case 'happened':
    case 'measured':
      return lengthsOf(leaf.within).flatMap((afterMinutes) =>
        eventsIn(leaf).map((event) => ({ kind: 'event', event, afterMinutes })),
      );
    case 'age':
      return [edgeOfAge(leaf)];
    case 'day':
      return [{ kind: 'day', leaf }];
    default:
      return [];
  }
}

const eventsIn = (leaf: Extract<Leaf, EventChoice>): EventType[] =>
  'without' in leaf && leaf.without ? [leaf.event, leaf.without] : [leaf.event];

function edgeOfAge({ of, minutes: afterMinutes }: AgeRule): Edge {
  return 'fact' in of
    ? { kind: 'fact', fact: of.fact, afterMinutes }
    : { kind: 'event', event: of.event, afterMinutes };
}

/** Ages at which an event comes into a window or leaves it. */
function lengthsOf(window: Window): number[] {
  if (typeof window === 'string' || 'since' in window) return [];
  return 'minutes' in window ? [window.minutes] : [window.toMinutes, window.fromMinutes].filter((length) => length > 0);
}

const MINUTE_MS = 60_000;

/**
 * When time alone may next change the rule's answer for a person: null where it never does. Nothing changes before; whether anything does then, the
 * rule says at that moment.
 */
export function nextChange(rule: Rule, person: KnownPerson, moment: Moment): Date | null {
  const now = moment.at.getTime();
  const yetToCome = [...person.events.values()].flatMap((events) => events.map(({ at }) => at));
  const times = edgesOf(rule).flatMap((edge) => timesOf(edge, person, moment));
  const next = Math.min(...[...times, ...yetToCome].filter((at) => at > now));
  return Number.isFinite(next) ? new Date(next) : null;
}

function timesOf(edge: Edge, person: KnownPerson, { at, timeZone }: Moment): number[] {
  switch (edge.kind) {
    case 'event':
      return (person.events.get(edge.event) ?? []).map((event) => event.at + edge.afterMinutes * MINUTE_MS);
    case 'fact': {
      const fact = person.facts[edge.fact];
      return typeof fact === 'string' ? [Date.parse(fact), Date.parse(fact) + edge.afterMinutes * MINUTE_MS] : [];
    }
    case 'day':
      return [startOfDay(nextDay(at, timeZone), timeZone).getTime()];
  }
}

/** The day after: the start of a day that a zone leaves out is that of the next. */
function nextDay(at: Date, timeZone: string): Temporal.PlainDate {
  return dayOf(at, timeZone).add({ days: 1 });
}
