import type { FlowProblem } from '~/decisions/flows/language/graph';
import type { FlowOutcome } from '~/ops/flows/change-context.server';
import { useChangeSaving, type ChangeSaving } from '../use-change-saving';

type Done = Exclude<FlowOutcome, { kind: 'refused' }>;
export type FlowSaving = ChangeSaving<FlowProblem>;

/** Submits a change of a flow. */
export const useFlowSaving = (
  action: string,
  saidWhenDone: string,
  onDone?: (done: Done, submitted: Record<string, string>) => void,
): FlowSaving => useChangeSaving<Done, FlowProblem>(action, saidWhenDone, onDone);
