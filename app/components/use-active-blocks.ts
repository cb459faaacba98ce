import { useEffect, useState } from 'react';
import { useAppBridge } from '@shopify/app-bridge-react';

/** Handles of blocks that stand in a theme, as Shopify says; null: it has not said yet. */
export type ActiveBlocks = ReadonlySet<string> | null;

/** Asked of Shopify through App Bridge, again whenever the merchant comes back from the theme editor. */
export function useActiveBlocks(): ActiveBlocks {
  const bridge = useAppBridge();
  const [active, setActive] = useState<ActiveBlocks>(null);
  useEffect(() => {
    const ask = () =>
      void bridge.app.extensions().then(
        (extensions) => setActive(activeIn(extensions)),
        () => undefined,
      );
    ask();
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [bridge]);
  return active;
}

interface Said {
  type?: string;
  activations?: readonly { handle?: string; status?: string }[];
}

function activeIn(extensions: unknown): ReadonlySet<string> {
  const ofTheme = (extensions as readonly Said[]).filter(({ type }) => type === 'theme_app_extension');
  const blocks = ofTheme.flatMap(({ activations = [] }) => activations);
  return new Set(blocks.flatMap(({ handle, status }) => (status === 'active' && handle ? [handle] : [])));
}
