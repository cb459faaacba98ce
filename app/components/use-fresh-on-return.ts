import { useEffect } from 'react';
import { useNavigation, useRevalidator } from '@remix-run/react';

/**
 * Asks for a page's data again when somebody comes back to its tab: what stood there may be hours old. Scrolling and what was typed stay. Not while
 * something is on its way already: asking anew would give that up.
 */
export function useFreshOnReturn(): void {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  const isResting = state === 'idle' && navigation.state === 'idle';
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible' && isResting) void revalidate();
    };
    document.addEventListener('visibilitychange', refresh);
    return () => document.removeEventListener('visibilitychange', refresh);
  }, [revalidate, isResting]);
}
