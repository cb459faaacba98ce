import { useEffect, useRef, useState } from 'react';
import type { EmailDocument } from '~/delivery/documents/document';
import type { DraftPreview } from '~/ops/emails/preview-draft.server';
import { useQuestion } from '../use-question';
import type { Tried } from './use-tried';

export type ShownDraft = Extract<DraftPreview, { kind: 'shown' }>;

export interface DraftPreviewing {
  /** The last one that could be made; it stays while the next is made, and while something is being mended. */
  shown: ShownDraft | null;
  problem: string | null;
  isAsking: boolean;
}

/** So long after the last key nobody is still typing. */
const PAUSE_MS = 500;

/** Asks how a draft looks each time it rests; a question that comes later takes the place of the one before. */
export function useDraftPreview(draft: EmailDocument, { as, language }: Tried): DraftPreviewing {
  const { ask: askNow, answer, isAsking } = useQuestion<DraftPreview>(`/app/emails/${draft.key}/preview`);
  const ask = useRef(askNow);
  ask.current = askNow;
  const [shown, setShown] = useState<ShownDraft | null>(null);
  const text = JSON.stringify(draft);
  useEffect(() => {
    const timer = setTimeout(() => ask.current({ document: text, as, language }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, as, language]);
  useEffect(() => {
    if (answer?.kind === 'shown') setShown(answer);
  }, [answer]);
  return { shown, problem: problemIn(answer), isAsking };
}

function problemIn(data: DraftPreview | undefined): string | null {
  if (data?.kind === 'failed') return `It could not be made: ${data.problem}`;
  if (data?.kind === 'unsound') return 'Something is to be mended first; until then you see it as it was before.';
  return null;
}
