import { z } from 'zod';
import { factKeys, type FactKey } from '~/customers/rules/facts';
import { ruleSchema } from '~/customers/rules/rule';
import { eventChoiceSchema } from './trigger';

export const keySchema = z.string().regex(/^[a-z0-9-]{1,60}$/, 'small letters, digits and dashes');
const key = keySchema;
const next = keySchema;
/** Ninety days. */
const MOST_MINUTES = 129_600;
const minutes = z.number().int().min(1).max(MOST_MINUTES);

/** Waits for so long, counted from when the run came here or from an instant that is known by then. */
const delay = z.object({
  kind: z.literal('delay'),
  key,
  minutes,
  after: z.union([z.literal('arrival'), z.enum(factKeys as [FactKey, ...FactKey[]])]),
  next,
});

/** Waits until the clock on somebody's wall shows a time, on one of some days of the week (1: Monday). */
const waitUntil = z.object({
  kind: z.literal('wait-until'),
  key,
  minuteOfDay: z.number().int().min(0).max(1_439),
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  /** Whose wall: the person's, as far as it is known where they live, or the shop's. */
  zone: z.enum(['person', 'shop']),
  next,
});

/** Waits for something to happen, at most so long. */
const waitFor = z.object({
  kind: z.literal('wait-for'),
  key,
  events: z.array(eventChoiceSchema).min(1).max(10),
  minutes,
  happened: key,
  timedOut: key,
});

const condition = z.object({ kind: z.literal('condition'), key, when: ruleSchema, yes: key, no: key });

const MOST_BRANCHES = 10;

/** The first branch whose rule holds. */
const split = z.object({
  kind: z.literal('split'),
  key,
  branches: z
    .array(z.object({ key, when: ruleSchema, next }))
    .min(1)
    .max(MOST_BRANCHES),
  otherwise: key,
});

/** By lot: each branch has its share of everybody, in hundredths of a per cent. The same person always draws the same. */
const lots = z.object({
  kind: z.literal('lots'),
  key,
  branches: z
    .array(z.object({ key, share: z.number().int().min(1).max(10_000), next }))
    .min(2)
    .max(MOST_BRANCHES),
});

const send = z.object({
  kind: z.literal('send'),
  key,
  template: key,
  /** The offer whose code it carries; absent: none. */
  offer: z.uuid().optional(),
  /** Minutes after its time at which the mail is no longer worth sending. */
  expiresAfterMinutes: z.number().int().min(5).max(10_080),
  next,
});

const property = z.object({
  kind: z.literal('set-property'),
  key,
  property: z.string().trim().min(1).max(128),
  /** Null takes it away. */
  value: z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]),
  next,
});

/** Puts a tag on the customer at Shopify, or takes it away. */
const tag = z.object({
  kind: z.literal('tag'),
  key,
  change: z.enum(['add', 'remove']),
  tag: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[^,]*$/, 'Shopify separates tags by commas: leave them out'),
  next,
});

/** Tells a program of the merchant's. */
const webhook = z.object({ kind: z.literal('webhook'), key, endpoint: z.uuid(), next });

const exit = z.object({ kind: z.literal('exit'), key });

export const nodeSchema = z.discriminatedUnion('kind', [
  delay,
  waitUntil,
  waitFor,
  condition,
  split,
  lots,
  send,
  property,
  tag,
  webhook,
  exit,
]);
export type FlowNode = z.infer<typeof nodeSchema>;
export type NodeOf<K extends FlowNode['kind']> = Extract<FlowNode, { kind: K }>;

/** Keys of the nodes that may come next. */
export function targetsOf(node: FlowNode): string[] {
  switch (node.kind) {
    case 'exit':
      return [];
    case 'condition':
      return [node.yes, node.no];
    case 'wait-for':
      return [node.happened, node.timedOut];
    case 'split':
      return [...node.branches.map((branch) => branch.next), node.otherwise];
    case 'lots':
      return node.branches.map((branch) => branch.next);
    default:
      return [node.next];
  }
}
