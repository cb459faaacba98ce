import { z } from 'zod';
import { FLOW_TRIGGERS, triggerCalled, type FlowTrigger } from './triggers';

/** What Flow tells when a workflow with one of our triggers is turned on or off. */
export const lifecycleSchema = z.object({
  flow_trigger_definition_id: z.string().min(1).max(200),
  has_enabled_flow: z.boolean(),
  shopify_domain: z.string().max(255),
  timestamp: z.iso.datetime({ offset: true }),
});

const keptSchema = z.record(z.string(), z.object({ isUsed: z.boolean(), at: z.string() }));
export type Lifecycle = z.infer<typeof keptSchema>;

export const readLifecycle = (kept: unknown): Lifecycle => keptSchema.parse(kept);

/** More than there are triggers, should Shopify call them otherwise. */
const MOST_KEPT = 50;

/** What is known once one more was heard: the newest counts, in whatever order they come. */
export function heard(known: Lifecycle, told: z.infer<typeof lifecycleSchema>): Lifecycle {
  const called = told.flow_trigger_definition_id;
  const at = new Date(told.timestamp).toISOString();
  const before = known[called];
  if (before ? before.at >= at : Object.keys(known).length >= MOST_KEPT) return known;
  return { ...known, [called]: { isUsed: told.has_enabled_flow, at } };
}

/** Which triggers workflows begin with. One that is called in a way we do not know may be any: then all are told, as one too many does no harm. */
export function usedTriggers(known: Lifecycle): FlowTrigger[] {
  const used = Object.entries(known).flatMap(([called, { isUsed }]) => (isUsed ? [called] : []));
  const triggers = used.map(triggerCalled);
  return triggers.includes(undefined)
    ? [...FLOW_TRIGGERS]
    : FLOW_TRIGGERS.filter((trigger) => triggers.includes(trigger));
}
