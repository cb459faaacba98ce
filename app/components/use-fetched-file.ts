import { useState } from 'react';
import { saveAs } from './save-as';

export interface FetchedFile {
  start(): void;
  isLoading: boolean;
  /** Why it did not come, until it is put away or asked for anew; null: nothing went wrong. */
  problem: string | null;
  dismiss(): void;
}

/** Fetches a file and hands it over. @param otherwise what is said where it did not come */
export function useFetchedFile(fileName: string, fetchIt: () => Promise<Blob>, otherwise: string): FetchedFile {
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function run(): Promise<void> {
    setLoading(true);
    setProblem(null);
    try {
      saveAs(await fetchIt(), fileName);
    } catch {
      setProblem(otherwise);
    } finally {
      setLoading(false);
    }
  }
  return { start: () => void run(), isLoading, problem, dismiss: () => setProblem(null) };
}

/** The bytes of an answer. */
export async function bytesOf(answer: Response): Promise<Blob> {
  if (!answer.ok) throw new Error(`the file was answered by ${answer.status}`);
  return answer.blob();
}
