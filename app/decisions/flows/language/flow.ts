import { z } from 'zod';
import { ruleSchema } from '~/customers/rules/rule';
import { graphProblems } from './graph';
import { keySchema, nodeSchema } from './node';
import { triggerSchema } from './trigger';

const MOST_NODES = 100;
const MOST_EXITS = 20;

/** A flow as it may be while somebody builds it: its parts are sound, and its graph may not be whole yet. */
export const flowDraftSchema = z.object({
  key: keySchema,
  name: z.string().trim().min(1).max(120),
  trigger: triggerSchema,
  /** After a run's end: never a second one, or one so many minutes later. */
  again: z.union([z.literal('never'), z.object({ afterMinutes: z.number().int().min(0).max(5_256_000) })]),
  /**
   * What the trigger does for somebody who is in the flow: nothing; the run is about the newer cart from then on; or the run begins again, as long as
   * nothing was sent.
   */
  meanwhile: z.enum(['nothing', 'follow', 'restart']),
  /** Of two mails for one person the one of the higher priority goes first. */
  priority: z.number().int().min(0).max(100),
  exits: z.array(z.object({ key: keySchema, when: ruleSchema })).max(MOST_EXITS),
  start: keySchema,
  nodes: z.array(nodeSchema).min(1).max(MOST_NODES),
});
export type FlowDraft = z.infer<typeof flowDraftSchema>;

/** A flow as data: what starts it, who may come again, what ends it early, and the graph between. */
export const flowSchema = flowDraftSchema.superRefine((flow, context) => {
  for (const problem of graphProblems(flow)) context.addIssue({ code: 'custom', ...problem });
});

export type FlowDefinition = z.infer<typeof flowSchema>;
