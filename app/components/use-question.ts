import { useEffect, useRef, useState } from 'react';

export interface Question<Answer> {
  /** Asks anew; what was asked before is let go. */
  ask(form: Record<string, string>): void;
  /** The last one that came. */
  answer: Answer | undefined;
  isAsking: boolean;
}

/**
 * Posts a question to a route and gives its answer. Not by Remix's fetcher, which takes all that is posted for a change: it fetches the page's data anew after
 * it, and lets go of what an earlier change is just fetching. A page that was saved in the same moment would go on showing what was before.
 */
export function useQuestion<Answer>(address: string): Question<Answer> {
  const [answer, setAnswer] = useState<Answer>();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const underWay = useRef<AbortController>(undefined);
  useEffect(() => () => underWay.current?.abort(), []);
  // As where a page's data do not come: the page says so.
  if (failure) throw failure;

  async function asked(form: Record<string, string>, { signal }: AbortController): Promise<void> {
    try {
      const response = await fetch(address, { method: 'POST', body: new URLSearchParams(form), signal });
      if (!response.ok) throw new Response(null, { status: response.status });
      const given = (await response.json()) as Answer;
      if (!signal.aborted) setAnswer(() => given);
    } catch (error) {
      if (!signal.aborted) setFailure(error);
    } finally {
      if (!signal.aborted) setAsking(false);
    }
  }

  return {
    ask(form) {
      underWay.current?.abort();
      underWay.current = new AbortController();
      setAsking(true);
      void asked(form, underWay.current);
    },
    ...{ answer, isAsking },
  };
}
