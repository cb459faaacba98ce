import { useEffect, useRef } from 'react';
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';

/** What is wrong, and where: a path from the root of what was changed; an empty one is about the whole. */
interface PlacedProblem {
  path: readonly (string | number)[];
  message: string;
}

interface Refusal<Problem> {
  kind: 'refused';
  problems: Problem[];
}

export interface ChangeSaving<Problem> {
  submit(form: Record<string, string>): void;
  isSaving: boolean;
  isRefused: boolean;
  problems: Problem[];
  /** What is wrong with it as a whole. */
  general: string | undefined;
}

/**
 * Submits a change, says in a toast that it was made, and keeps what was wrong by its place. `onDone` comes before the page's data say what was changed:
 * whoever goes on from it at once goes by what was submitted and the answer.
 */
export function useChangeSaving<Done extends { kind: string }, Problem extends PlacedProblem>(
  action: string,
  saidWhenDone: string,
  onDone?: (done: Done, submitted: Record<string, string>) => void,
): ChangeSaving<Problem> {
  const fetcher = useFetcher();
  const bridge = useAppBridge();
  const told = useRef<unknown>(undefined);
  const submitted = useRef<Record<string, string>>({});
  const { state } = fetcher;
  // What an action answers is plain JSON: the same before it is sent and after.
  const data = fetcher.data as Done | Refusal<Problem> | undefined;
  useEffect(() => {
    if (!data || told.current === data) return;
    told.current = data;
    if (isRefusal(data)) return;
    bridge.toast.show(saidWhenDone);
    onDone?.(data, submitted.current);
  }, [bridge, data, saidWhenDone, onDone]);
  const problems = state === 'idle' && data && isRefusal(data) ? data.problems : [];
  return {
    submit(form) {
      submitted.current = form;
      fetcher.submit(form, { method: 'post', action });
    },
    isSaving: state !== 'idle',
    isRefused: problems.length > 0,
    problems,
    general: problems.find(({ path }) => path.length === 0)?.message,
  };
}

const isRefusal = <Problem>(data: { kind: string } | Refusal<Problem>): data is Refusal<Problem> =>
  data.kind === 'refused';
