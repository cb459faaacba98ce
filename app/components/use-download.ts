import { useState } from 'react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { saveAs } from './save-as';

export interface Download {
  start(): void;
  isLoading: boolean;
}

/** Fetches a file as who is signed in, and hands it over; says in a toast where it did not come. */
export function useDownload(address: string, fileName: string): Download {
  const bridge = useAppBridge();
  const [isLoading, setLoading] = useState(false);
  async function download(): Promise<void> {
    setLoading(true);
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`the file was answered by ${answer.status}`);
      saveAs(await answer.blob(), fileName);
    } catch {
      bridge.toast.show('The file did not come. Please try again.', { isError: true });
    } finally {
      setLoading(false);
    }
  }
  return { start: () => void download(), isLoading };
}
