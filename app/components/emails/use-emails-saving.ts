import type { EmailsOutcome } from '~/ops/emails/change-context.server';
import { useEffect, useRef } from 'react';
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';

type Done = Exclude<EmailsOutcome, { kind: 'refused' }>;

export interface EmailsSaving {
  submit(form: Record<string, string>): void;
  isSaving: boolean;
  /** What is wrong, in words; empty where nothing is. */
  problems: string[];
}

/** Changes something among the mails, and says in a toast that it was done. */
export function useEmailsSaving(saidWhenDone: string, onDone?: (done: Done) => void): EmailsSaving {
  const fetcher = useFetcher<EmailsOutcome>();
  const bridge = useAppBridge();
  const told = useRef<EmailsOutcome | undefined>(undefined);
  const { data, state } = fetcher;
  useEffect(() => {
    if (!data || told.current === data) return;
    told.current = data;
    if (data.kind === 'refused') return;
    bridge.toast.show(saidWhenDone);
    onDone?.(data);
  }, [bridge, data, saidWhenDone, onDone]);
  return {
    submit: (form) => fetcher.submit(form, { method: 'post', action: '/app/emails?index' }),
    isSaving: state !== 'idle',
    problems: state === 'idle' && data?.kind === 'refused' ? data.problems.map(({ message }) => message) : [],
  };
}
