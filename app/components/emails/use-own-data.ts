import { useEffect } from 'react';
import { useFetcher } from '@remix-run/react';

/** What a part of a page asks for itself, once it is there and after each change; undefined until it came. */
export function useOwnData<T>(source: string): T | undefined {
  const fetcher = useFetcher();
  const { load } = fetcher;
  useEffect(() => load(source), [load, source]);
  // What a loader answers is plain JSON: the same before it is sent and after.
  return fetcher.data as T | undefined;
}
