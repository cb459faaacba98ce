import { useEffect } from 'react';
import { useRevalidator } from '@remix-run/react';

/** Asks for a page's data again when somebody comes back to its tab: what stood there may be hours old. Scrolling and what was typed stay. */
export function useFreshOnReturn(): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible' && state === 'idle') revalidate();
    };
    document.addEventListener('visibilitychange', refresh);
    return () => document.removeEventListener('visibilitychange', refresh);
  }, [revalidate, state]);
}
