import { z } from 'zod';
import { CATALOG_NEWS, MOST_LOW_UNITS } from '~/capture/catalog/catalog-news';
import { eventType } from '~/capture/events/event';
import { operators } from '~/customers/rules/compare';
import { factKeys, type FactKey } from '~/customers/rules/facts';
import { ruleSchema } from '~/customers/rules/rule';

const text = z.string().min(1).max(1_000);
const value = z.union([text, z.number(), z.boolean(), z.array(text).min(1).max(250)]);

/** Which events are meant: of a type; of custom ones, those of a name; with what must hold of each. */
export const eventChoiceSchema = z.object({
  event: eventType,
  named: text.optional(),
  where: z
    .array(z.object({ field: z.string().min(1).max(200), is: z.enum(operators), value }))
    .max(10)
    .optional(),
});

/** Something that happened to somebody: the run begins when it did. */
const event = z.object({
  kind: z.literal('event'),
  events: z.array(eventChoiceSchema).min(1).max(10),
  when: ruleSchema,
});

const fact = z.enum(factKeys as [FactKey, ...FactKey[]]);

/** A day that comes to somebody, such as a birthday: the run begins so many days before it (negative: after), at a time of the shop's day. */
const day = z.object({
  kind: z.literal('day'),
  of: z.union([z.object({ fact }), z.object({ property: z.string().min(1).max(128) })]),
  yearly: z.boolean(),
  daysBefore: z.number().int().min(-366).max(366),
  minuteOfDay: z.number().int().min(0).max(1_439),
  when: ruleSchema,
});

/** What is expected of somebody crosses a line. A place for it: it can be turned on once something is expected of anybody. */
const prediction = z.object({
  kind: z.literal('prediction'),
  prediction: z.string().regex(/^[a-z][a-z-]{0,59}$/, 'small letters and dashes'),
  crosses: z.enum(['upwards', 'downwards']),
  line: z.number().min(0).max(1),
  when: ruleSchema,
});

/** Who hears of a product: those who asked to, who looked at it, or in whose cart it lies. */
export const CATALOGUE_WHOM = ['asked', 'viewed', 'in-cart'] as const;

/** Something turns with a product: the run begins for those who care about it, and its mails are about it. */
const catalogue = z.object({
  kind: z.literal('catalogue'),
  change: z.enum(CATALOG_NEWS),
  whom: z.enum(CATALOGUE_WHOM),
  /** How long ago they looked at it or put it into their cart, at most. Who asked is told for as long as their request stands. */
  withinDays: z.number().int().min(1).max(365),
  /** Of a lower price: by how much, against the lowest of the thirty days before. */
  atLeastPercent: z.number().int().min(1).max(99).optional(),
  /** Of stock that runs low: how many pieces are left. */
  atMostUnits: z.number().int().min(1).max(MOST_LOW_UNITS).optional(),
  when: ruleSchema,
});

/** Shopify Flow asks for somebody to be sent into this very flow. */
const asked = z.object({ kind: z.literal('asked'), when: ruleSchema });

export const triggerSchema = z.discriminatedUnion('kind', [event, day, prediction, catalogue, asked]);
export type Trigger = z.infer<typeof triggerSchema>;

type EventChoice = z.infer<typeof eventChoiceSchema>;

/** Events by which a flow begins; none: it begins by something else. */
export function beginningEvents({ key, trigger }: { key: string; trigger: Trigger }): EventChoice[] {
  if (trigger.kind === 'event') return trigger.events;
  if (trigger.kind !== 'asked') return [];
  return [{ event: 'asked_into_flow', where: [{ field: 'flow', is: 'is', value: key }] }];
}
