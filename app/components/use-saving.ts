import { useEffect, useRef } from 'react';
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import type { SaveOutcome } from '~/ops/save-outcome';

export interface Saving {
  submit(form: Record<string, string>): void;
  isSaving: boolean;
  /** What was wrong with a field, in words; undefined where nothing was. */
  problemOf(field: string): string | undefined;
}

/** Submits a form to a page's action, says in a toast that it was saved, and keeps what was wrong by field. */
export function useSaving(action: string, saidWhenSaved: string, onSaved?: () => void): Saving {
  const fetcher = useFetcher<SaveOutcome>();
  const bridge = useAppBridge();
  const told = useRef<SaveOutcome | undefined>(undefined);
  const { data, state } = fetcher;
  useEffect(() => {
    // Said as soon as the answer is there: a form that is made anew from what was saved is gone by the time the page's data has come.
    if (!data || told.current === data) return;
    told.current = data;
    if (data.kind !== 'saved') return;
    bridge.toast.show(saidWhenSaved);
    onSaved?.();
  }, [bridge, data, saidWhenSaved, onSaved]);
  const problems = state === 'idle' && data?.kind === 'refused' ? data.problems : [];
  return {
    submit: (form) => fetcher.submit(form, { method: 'post', action }),
    isSaving: state !== 'idle',
    problemOf: (field) => problems.find((problem) => problem.field === field)?.message,
  };
}
