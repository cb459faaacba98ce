import { z } from 'zod';
import { eventType, type EventType } from '~/capture/events/event';
import { operators, type Operator, type RuleValue } from './compare';
import { factKeys, type FactKey } from './facts';

/**
 * The one rule language: segments, flow conditions and exits, and block display conditions are trees of it.
 * Two-valued: a comparison with something missing is false, and `not` turns it round like anything else. `all` of nothing holds, `any` of nothing
 * does not.
 */
export type Rule = { kind: 'all'; rules: Rule[] } | { kind: 'any'; rules: Rule[] } | { kind: 'not'; rule: Rule } | Leaf;

export type Leaf =
  | FactRule
  | PropertyRule
  | HappenedRule
  | MeasuredRule
  | AgeRule
  | DayRule
  | SegmentRule
  | ShopifySegmentRule
  | ChanceRule;

export interface FactRule {
  kind: 'fact';
  fact: FactKey;
  is: Operator;
  value: RuleValue;
}

/** A custom property or metafield, by its name: text without regard to case. */
export interface PropertyRule {
  kind: 'property';
  key: string;
  is: Operator;
  value: RuleValue;
}

/** Which events count. */
export interface EventChoice {
  event: EventType;
  /** Of custom events, those of this name. */
  named?: string | undefined;
  /** All of it must hold of an event. */
  where?: Filter[] | undefined;
}

/** What must hold of one event: see `eventFields`. */
export interface Filter {
  field: string;
  is: Operator;
  value: RuleValue;
}

/** Something happened at least so often. */
export interface HappenedRule extends EventChoice {
  kind: 'happened';
  atLeast: number;
  within: Window;
  /** So often with one and the same product. */
  each?: 'product' | undefined;
  /** Of `each` product: not with one of which this happened in the same window. */
  without?: EventType | undefined;
}

/** Numbers of events put together. Where there is no such event, the sum is 0 and the others are missing. */
export interface MeasuredRule extends EventChoice {
  kind: 'measured';
  measure: Measure;
  /** A field that is a number. */
  of: string;
  is: 'at-least' | 'at-most';
  value: number;
  within: Window;
}

export const measures = ['sum', 'average', 'highest', 'lowest'] as const;
export type Measure = (typeof measures)[number];

/** How long ago something was: `within` so many minutes, or `over` as many. What is yet to come is neither. */
export interface AgeRule {
  kind: 'age';
  of: { fact: FactKey } | OccasionChoice;
  is: 'within' | 'over';
  minutes: number;
}

/** The first or the last event of some. */
export type OccasionChoice = EventChoice & { which: 'first' | 'last' };

/** A day so many days from today (negative: ago), by the shop's calendar. Yearly: its next or last return; 29 February counts on the 28th in other years. */
export interface DayRule {
  kind: 'day';
  of: { fact: FactKey } | { property: string };
  yearly: boolean;
  from: number;
  to: number;
}

export interface SegmentRule {
  kind: 'segment';
  id: string;
}

export interface ShopifySegmentRule {
  kind: 'shopify-segment';
  id: string;
}

/** A fixed part of everybody, by lot: hundredths of a per cent from `from` up to, not including, `below`. The same salt draws the same lots. */
export interface ChanceRule {
  kind: 'chance';
  salt: string;
  from: number;
  below: number;
}

/**
 * When it must have been: `minutes` back from now, ever, since a run began (outside a run: ever), between two lengths of time ago, or between two
 * instants. An event counts until its age reaches the window's length.
 */
export type Window =
  | { minutes: number }
  | 'ever'
  | 'run'
  | { fromMinutes: number; toMinutes: number }
  | { since: string; until?: string | undefined };

export const MOST_PARTS = 50;
const LONGEST_VALUE = 1_000;
const MOST_VALUES = 250;
/** A hundred years: further back nothing is known. */
const MOST_MINUTES = 52_560_000;
const MOST_DAYS = 366;

const text = z.string().max(LONGEST_VALUE);
const value = z.union([text, z.number(), z.boolean(), z.array(text).min(1).max(MOST_VALUES)]);
const comparison = { is: z.enum(operators), value };
const fact = z.enum(factKeys as [FactKey, ...FactKey[]]);
const minutes = z.number().int().min(1).max(MOST_MINUTES);
const instant = z.iso.datetime({ precision: 3 });
const id = z.string().min(1).max(200);

const window = z.union([
  z.literal('run'),
  z.literal('ever'),
  z.object({ minutes }),
  z.object({ fromMinutes: minutes, toMinutes: z.number().int().min(0).max(MOST_MINUTES) }),
  z.object({ since: instant, until: instant.optional() }),
]);

const events = {
  event: eventType,
  named: z.string().min(1).max(LONGEST_VALUE).optional(),
  where: z
    .array(z.object({ field: z.string().min(1).max(200), ...comparison }))
    .max(10)
    .optional(),
};
const occasion = z.object({ ...events, which: z.enum(['first', 'last']) });

const leaves = [
  z.object({ kind: z.literal('fact'), fact, ...comparison }),
  z.object({ kind: z.literal('property'), key: z.string().min(1).max(128), ...comparison }),
  z.object({
    ...{ kind: z.literal('happened'), ...events, atLeast: z.number().int().min(1).max(1_000_000), within: window },
    ...{ each: z.literal('product').optional(), without: eventType.optional() },
  }),
  z.object({
    ...{ kind: z.literal('measured'), ...events, measure: z.enum(measures), of: z.string().min(1).max(200) },
    ...{ is: z.enum(['at-least', 'at-most']), value: z.number(), within: window },
  }),
  z.object({
    ...{ kind: z.literal('age'), of: z.union([z.object({ fact }), occasion]) },
    ...{ is: z.enum(['within', 'over']), minutes },
  }),
  z.object({
    kind: z.literal('day'),
    of: z.union([z.object({ fact }), z.object({ property: z.string().min(1).max(128) })]),
    yearly: z.boolean(),
    from: z.number().int().min(-MOST_DAYS).max(MOST_DAYS),
    to: z.number().int().min(-MOST_DAYS).max(MOST_DAYS),
  }),
  z.object({ kind: z.literal('segment'), id }),
  z.object({ kind: z.literal('shopify-segment'), id }),
  z.object({
    ...{ kind: z.literal('chance'), salt: z.string().min(1).max(100) },
    ...{ from: z.number().int().min(0).max(10_000), below: z.number().int().min(0).max(10_000) },
  }),
] as const;

export const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all'), rules: z.array(ruleSchema).max(MOST_PARTS) }),
    z.object({ kind: z.literal('any'), rules: z.array(ruleSchema).max(MOST_PARTS) }),
    z.object({ kind: z.literal('not'), rule: ruleSchema }),
    ...leaves,
  ]),
);

/** Its leaves, from left to right. */
export function leavesOf(rule: Rule): Leaf[] {
  if (rule.kind === 'all' || rule.kind === 'any') return rule.rules.flatMap(leavesOf);
  return rule.kind === 'not' ? leavesOf(rule.rule) : [rule];
}
