import { useCallback, useEffect, useRef } from 'react';
import { useFetchers, useNavigation, useRevalidator } from '@remix-run/react';

export interface Refresh {
  /** Asks for the page's data again. */
  refresh(): void;
  /** No page is on its way, so that asking gives nothing up. What is saved meanwhile is for `useLatestData`. */
  isResting: boolean;
}

/** For whoever wants to keep a page up to date: asking anew while somebody is on their way to another page would give that up. */
export function useRefresh(): Refresh {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  const refresh = useCallback(() => void revalidate(), [revalidate]);
  return { refresh, isResting: state === 'idle' && navigation.state === 'idle' };
}

/**
 * Once, at the root: asks again for what was asked before something was saved and answered after it. Remix lets such an answer stand, and the page would
 * show what was there before.
 */
export function useLatestData(): void {
  const { revalidate, state } = useRevalidator();
  const isBusy = useIsBusy();
  const isOvertaken = useRef(false);
  useEffect(() => {
    if (state === 'loading' && isBusy) isOvertaken.current = true;
    if (state === 'loading' || isBusy || !isOvertaken.current) return;
    isOvertaken.current = false;
    void revalidate();
  }, [state, isBusy, revalidate]);
}

function useIsBusy(): boolean {
  const navigation = useNavigation();
  const fetchers = useFetchers();
  return navigation.state !== 'idle' || fetchers.some((fetcher) => fetcher.state !== 'idle');
}
