import { z } from 'zod';
import { eventType, type EventType } from '~/capture/events/event';
import { factKeys, type FactKey } from './facts';

const operators = ['is', 'is-not', 'at-least', 'at-most'] as const;
type Operator = (typeof operators)[number];

/**
 * The one rule language: flow conditions and exits, block display conditions and segments are trees of it.
 * Two-valued: a comparison with something missing is false, and `not` turns it round like anything else.
 */
export type Rule =
  | { kind: 'all'; rules: Rule[] }
  | { kind: 'any'; rules: Rule[] }
  | { kind: 'not'; rule: Rule }
  | { kind: 'fact'; fact: FactKey; is: Operator; value: string | number | boolean }
  | { kind: 'happened'; event: EventType; atLeast: number; within: Window };

/** Minutes back from now, or since the run began (outside a run: ever). */
export type Window = { minutes: number } | 'run';

const MOST_RULES = 50;

export const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all'), rules: z.array(ruleSchema).max(MOST_RULES) }),
    z.object({ kind: z.literal('any'), rules: z.array(ruleSchema).max(MOST_RULES) }),
    z.object({ kind: z.literal('not'), rule: ruleSchema }),
    z.object({
      kind: z.literal('fact'),
      fact: z.enum(factKeys as [FactKey, ...FactKey[]]),
      is: z.enum(operators),
      value: z.union([z.string(), z.number(), z.boolean()]),
    }),
    z.object({
      kind: z.literal('happened'),
      event: eventType,
      atLeast: z.number().int().min(1),
      within: z.union([z.object({ minutes: z.number().int().min(1) }), z.literal('run')]),
    }),
  ]),
);
