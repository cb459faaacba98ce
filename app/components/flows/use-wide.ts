import { useEffect, useState } from 'react';

/** As in flows.css: from there on the picture has room. */
const WIDE = '(min-width: 65em)';

/** Whether there is room for the picture; false until it is known. */
export function useWide(): boolean {
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const look = (): void => setWide(query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return isWide;
}
