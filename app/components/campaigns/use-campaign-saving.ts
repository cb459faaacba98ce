import { useEffect, useRef } from 'react';
import { useFetcher, useNavigate } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import type { CampaignOutcome } from '~/ops/campaigns/change-campaign.server';

export interface CampaignSaving {
  submit(form: Record<string, string>): void;
  isSaving: boolean;
  /** What is wrong, by field; that of no field is about the whole. */
  problemOf(field: string): string | undefined;
  /** What is wrong with anything. */
  first: string | undefined;
}

/** Submits a change of a campaign, and goes where it leads. `said`: in a toast, where there is something to say. */
export function useCampaignSaving(action: string, said?: string, onDone?: () => void): CampaignSaving {
  const fetcher = useFetcher<CampaignOutcome>();
  const bridge = useAppBridge();
  const navigate = useNavigate();
  const told = useRef<CampaignOutcome | undefined>(undefined);
  const { data, state } = fetcher;
  const isAsked = useRef(false);
  useEffect(() => {
    // Answered, and not refused; where that leads to another page this one is gone before it comes to rest.
    if (state !== 'loading' || !isAsked.current) return;
    isAsked.current = false;
    if (said && data?.kind !== 'refused') bridge.toast.show(said);
  }, [bridge, data, said, state]);
  useEffect(() => {
    // Once nothing is on its way any more: going on before would give that up.
    if (!data || state !== 'idle' || told.current === data) return;
    told.current = data;
    if (data.kind !== 'saved') return;
    onDone?.();
    navigate(data.to);
  }, [data, navigate, onDone, state]);
  const problems = state === 'idle' && data?.kind === 'refused' ? data.problems : [];
  return {
    submit(form) {
      isAsked.current = true;
      fetcher.submit(form, { method: 'post', action });
    },
    isSaving: state !== 'idle',
    problemOf: (field) => problems.find((problem) => problem.field === field)?.message,
    first: problems[0]?.message,
  };
}
