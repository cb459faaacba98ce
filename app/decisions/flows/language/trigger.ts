import { z } from 'zod';
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

export const triggerSchema = z.discriminatedUnion('kind', [event, day, prediction]);
export type Trigger = z.infer<typeof triggerSchema>;
