import { useEffect, useRef } from 'react';
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import type { SegmentOutcome } from '~/ops/segments/change-segment.server';

type Done = Exclude<SegmentOutcome, { kind: 'refused' }>;
type Problems = Extract<SegmentOutcome, { kind: 'refused' }>['problems'];

export interface SegmentSaving {
  submit(form: Record<string, string>): void;
  isSaving: boolean;
  isRefused: boolean;
  problems: Problems;
  /** What is wrong with it as a whole. */
  general: string | undefined;
}

/** Submits a change of a segment, says in a toast that it was made, and keeps what was wrong. */
export function useSegmentSaving(action: string, saidWhenDone: string, onDone?: (done: Done) => void): SegmentSaving {
  const fetcher = useFetcher<SegmentOutcome>();
  const bridge = useAppBridge();
  const told = useRef<SegmentOutcome | undefined>(undefined);
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
    isRefused: problems.length > 0,
    problems,
    general: problems.find(({ path }) => path.length === 0)?.message,
  };
}
