import { useState } from 'react';
import { useNavigate } from '@remix-run/react';
import { LARGEST_FILE_BYTES, UPLOAD_PIECE_BYTES } from '~/capture/imports/import-states';
import type { UploadOutcome } from '~/ops/upload-import.server';

export interface Upload {
  start(file: File): void;
  /** 0 to 1; null while nothing is being uploaded. */
  share: number | null;
  problem: string | null;
}

const TRIES = 3;

/** Sends a file in pieces, so that a slow line, or one that breaks, costs a piece and not the file; then leads to its page. */
export function useUpload(): Upload {
  const navigate = useNavigate();
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function send(file: File): Promise<void> {
    setProblem(null);
    setShare(0);
    try {
      if (file.size > LARGEST_FILE_BYTES)
        throw new Refusal('A file may have up to 200 MB. Split it, or compress it with gzip.');
      const id = await step({ step: 'begin', fileName: file.name });
      for (let seq = 0; seq * UPLOAD_PIECE_BYTES < file.size; seq++) {
        const piece = file.slice(seq * UPLOAD_PIECE_BYTES, (seq + 1) * UPLOAD_PIECE_BYTES);
        await step({ step: 'piece', id, seq: String(seq), piece });
        setShare(Math.min(1, ((seq + 1) * UPLOAD_PIECE_BYTES) / file.size));
      }
      navigate(`/app/data/imports/${await step({ step: 'finish', id })}`);
    } catch (error) {
      setShare(null);
      setProblem(
        error instanceof Refusal
          ? error.message
          : 'The upload broke off. Check your connection, and choose the file again.',
      );
    }
  }
  return { start: (file) => void send(file), share, problem };
}

class Refusal extends Error {}

/** Returns the import's id. */
async function step(fields: Record<string, string | Blob>): Promise<string> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch('/app/data/imports/upload', { method: 'POST', body: asForm(fields) }).catch(() => null);
    if (answer?.ok) {
      const outcome = (await answer.json()) as UploadOutcome;
      if (outcome.kind === 'refused') throw new Refusal(outcome.problem);
      return outcome.id;
    }
    if (tries >= TRIES) throw new Error(`a piece was answered ${answer?.status ?? 'by nobody'}`);
  }
}

function asForm(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
