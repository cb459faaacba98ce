import { useState } from 'react';
import { useAppBridge } from '@shopify/app-bridge-react';

export interface Copying {
  /** @param said in a toast, once it is copied */
  copy(value: string, said: string): void;
  /** Where the browser does not let it be copied: what to do instead, to be said beside the value. */
  problem: string | null;
}

const NOT_ALLOWED = 'Your browser does not let it be copied. Mark it, and copy it by the keyboard.';

export function useCopy(): Copying {
  const bridge = useAppBridge();
  const [problem, setProblem] = useState<string | null>(null);
  async function put(value: string, said: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setProblem(null);
      bridge.toast.show(said);
    } catch {
      setProblem(NOT_ALLOWED);
    }
  }
  return { copy: (value, said) => void put(value, said), problem };
}
