import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf, isAlive } from '../../setup/process-life.mjs';
import type { KeptFile } from '../kept/kept-file';

/** A process of the app, by its number and when it began: a later one with the same number is another. */
interface KeptProcess {
  pid: number;
  birth: string;
}

/** Notes which processes the demo has started, so that those which outlive a kill can be ended by the next start. */
export function noteProcesses(file: KeptFile<KeptProcess[]>): (pid: number) => void {
  const started: KeptProcess[] = [];
  return (pid) => {
    started.push({ pid, birth: birthOf(pid) });
    file.write(started);
  };
}

const POLL_MS = 20;

/** Ends what an earlier start left running; resolves when it is gone, and its ports are free again. */
export async function endLeftovers(file: KeptFile<KeptProcess[]>): Promise<void> {
  const left = (file.read() ?? []).filter(({ pid, birth }) => isAlive(pid, birth));
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  while (left.some(({ pid, birth }) => isAlive(pid, birth))) await sleep(POLL_MS);
  file.write([]);
}
