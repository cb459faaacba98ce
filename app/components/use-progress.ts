import { useEffect } from 'react';
import { useNavigation, useRevalidator } from '@remix-run/react';

const LOOK_AGAIN_MS = 2_000;

/**
 * While the store's past is being read the page keeps up with it. It asks again some time after the last answer, and not while somebody is on their way to
 * another page: asking anew gives up what was asked before, and answers that take longer would never come.
 */
export function useProgress(isSynced: boolean): void {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  const isResting = state === 'idle' && navigation.state === 'idle';
  useEffect(() => {
    if (isSynced || !isResting) return;
    const looking = setTimeout(() => void revalidate(), LOOK_AGAIN_MS);
    return () => clearTimeout(looking);
  }, [isSynced, isResting, revalidate]);
}
