import { useEffect, useRef, useState } from 'react';
import type { AskOutcome } from '~/ops/exports/ask-export.server';
import type { ExportedFile } from '~/ops/exports/exports-page.server';
import { saveAs } from './save-as';
import { bytesOf, type FetchedFile } from './use-fetched-file';

export interface Export extends FetchedFile {
  /** How far the file is, in words; null where nothing is known yet. */
  progress: string | null;
}

/** Asks for a list's file from the head of its page. */
export const exportOf = ({ start, isLoading, progress }: Export) => [
  { content: progress ?? 'Export', onAction: start, loading: isLoading },
];

const LOOK_AGAIN_MS = 400;

/** Said to whoever asked, as it is. */
class Told extends Error {}

/**
 * Asks for a list as a file, waits until it is written, and hands it over. `search` are the filters of the list's page. Whoever leaves the page meanwhile finds
 * the file among the exports. `onAsked`: a page that shows those has one more to show.
 */
export function useExport(list: string, search: string, onAsked?: () => void): Export {
  const [isLoading, setLoading] = useState(false);
  const [progress, setProgress] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const left = useRef(new AbortController());
  useEffect(() => {
    const leaving = new AbortController();
    left.current = leaving;
    return () => leaving.abort();
  }, []);
  async function run({ signal }: AbortController): Promise<void> {
    setLoading(true);
    setProblem(null);
    try {
      const id = await ask(list, search);
      onAsked?.();
      await written(id, signal, (file) => setProgress(progressWords(file)));
      if (!signal.aborted) saveAs(await take(id), `${list}.csv`);
    } catch (error) {
      if (signal.aborted) return;
      setProblem(error instanceof Told ? error.message : NOTHING_CAME);
    } finally {
      setLoading(false);
      setProgress(null);
    }
  }
  const dismiss = (): void => setProblem(null);
  return { start: () => void run(left.current), isLoading, progress, problem, dismiss };
}

const NOTHING_CAME = 'Please try again.';

async function ask(list: string, search: string): Promise<string> {
  const body = new URLSearchParams({ list, search });
  const answer = await fetch('/app/data/exports/ask', { method: 'POST', body });
  const outcome = (await read(answer)) as AskOutcome;
  if (outcome.kind === 'refused') throw new Told(outcome.problem);
  return outcome.id;
}

async function read(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`the export was answered by ${answer.status}`);
  return answer.json();
}

/** Until the file is whole, or somebody leaves. */
async function written(id: string, signal: AbortSignal, tell: (file: ExportedFile) => void): Promise<void> {
  while (!signal.aborted) {
    const file = (await read(await fetch(`/app/data/exports/${id}`, { signal }))) as ExportedFile;
    if (file.state === 'ready') return;
    if (file.state === 'gone') throw new Told(file.goneWords ?? NOTHING_CAME);
    tell(file);
    await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
  }
}

/** The bytes of a file that is ready. */
export async function take(id: string): Promise<Blob> {
  return bytesOf(await fetch(`/app/data/exports/${id}`, { method: 'POST' }));
}

/** `1,000 of 12,000` */
export const progressWords = ({ rowsDone, rowsTotal }: Pick<ExportedFile, 'rowsDone' | 'rowsTotal'>): string | null =>
  rowsTotal === null ? null : `${rowsDone.toLocaleString('en')} of ${rowsTotal.toLocaleString('en')}`;
