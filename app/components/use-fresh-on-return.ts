import { useEffect } from 'react';
import { useRefresh } from './use-refresh';

/** Asks for a page's data again when somebody comes back to its tab: what stood there may be hours old. Scrolling and what was typed stay. */
export function useFreshOnReturn(): void {
  const { refresh, isResting } = useRefresh();
  useEffect(() => {
    const onReturn = () => {
      if (document.visibilityState === 'visible' && isResting) refresh();
    };
    document.addEventListener('visibilitychange', onReturn);
    return () => document.removeEventListener('visibilitychange', onReturn);
  }, [refresh, isResting]);
}
