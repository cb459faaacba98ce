import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inProject } from '../../setup/places.mjs';
import { rounded } from '../load/percentiles';
import type { AnswerTimes } from './ask-model';

export interface SharingFigures extends AnswerTimes {
  /** From the file to a model that answers. */
  loadMs: number;
  /** What a second process takes for the same model in memory that no other has. */
  ownMb: number;
}

/** What a second process takes for a model that another one has already, shared and as a copy. Null where the system does not say whose memory is whose. */
export async function measureSharing(file: string): Promise<Record<'shared' | 'copied', SharingFigures> | null> {
  if (process.platform !== 'linux') return null;
  const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'));
  try {
    return { shared: await second([file, folder]), copied: await second([file]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function second(args: string[]): Promise<SharingFigures> {
  const first = start(args);
  try {
    await first.answer();
    const other = start(args);
    const { ownBytes, ...times } = await other.answer().finally(() => other.end());
    return { ...times, ownMb: rounded(ownBytes / 1e6, 1) };
  } finally {
    first.end();
  }
}

function start(args: string[]) {
  const program = fileURLToPath(new URL('./sharing-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', program, ...args], {
    cwd: inProject(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return {
    async answer(): Promise<AnswerTimes & { loadMs: number; ownBytes: number }> {
      for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as never;
      throw new Error('a process that should keep a model ended without a word');
    },
    end: () => void child.stdin.end(),
  };
}
