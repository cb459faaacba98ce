import { useEffect, useRef } from 'react';
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import type { FlowProblem } from '~/decisions/flows/language/graph';
import type { FlowOutcome } from '~/ops/flows/change-flow.server';

type Done = Exclude<FlowOutcome, { kind: 'refused' }>;

export interface FlowSaving {
  submit(form: Record<string, string>): void;
  isSaving: boolean;
  problems: FlowProblem[];
  /** What is wrong with it as a whole. */
  general: string | undefined;
}

/** Submits a change of a flow, says in a toast that it was made, and keeps what was wrong. */
export function useFlowSaving(action: string, saidWhenDone: string, onDone?: (done: Done) => void): FlowSaving {
  const fetcher = useFetcher<FlowOutcome>();
  const bridge = useAppBridge();
  const told = useRef<FlowOutcome | undefined>(undefined);
  const { data, state } = fetcher;
  useEffect(() => {
    if (!data || told.current === data) return;
    told.current = data;
    if (data.kind === 'refused') return;
    bridge.toast.show(saidWhenDone);
    onDone?.(data);
  }, [bridge, data, saidWhenDone, onDone]);
  const problems = state === 'idle' && data?.kind === 'refused' ? data.problems : [];
  return {
    submit: (form) => fetcher.submit(form, { method: 'post', action }),
    isSaving: state !== 'idle',
    problems,
    general: problems.find(({ path }) => path.length === 0)?.message,
  };
}
