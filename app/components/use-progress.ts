import { useEffect } from 'react';
import { useRevalidator } from '@remix-run/react';

const LOOK_AGAIN_MS = 2_000;

/** While the store's past is being read the page keeps up with it. */
export function useProgress(isSynced: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (isSynced) return;
    const looking = setInterval(() => void revalidate(), LOOK_AGAIN_MS);
    return () => clearInterval(looking);
  }, [isSynced, revalidate]);
}
