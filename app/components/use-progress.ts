import { useEffect } from 'react';
import { useRefresh } from './use-refresh';

const LOOK_AGAIN_MS = 2_000;

/** While something is under way the page keeps up with it: it asks again some time after the last answer. */
export function useProgress(isDone: boolean): void {
  const { refresh, isResting } = useRefresh();
  useEffect(() => {
    if (isDone || !isResting) return;
    const looking = setTimeout(refresh, LOOK_AGAIN_MS);
    return () => clearTimeout(looking);
  }, [isDone, isResting, refresh]);
}
