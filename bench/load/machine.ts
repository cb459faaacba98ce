import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  /** Processes that wanted a core in the last minute before the run: with more than there are cores, others ran too. */
  loadBefore: number;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** Resident memory of a process in MB (2^20 bytes). Throws where the system does not tell. */
export function residentMb(pid: number): number {
  const kb =
    process.platform === 'linux' ? vmRssKb(pid) : Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]));
  if (!(kb > 0)) throw new Error(`the memory of process ${pid} could not be read`);
  return Math.round(kb / 1_024);
}

/** Most resident memory of a process since it began, in MB (2^20 bytes), as the kernel counts it. */
export function peakRssMb(pid: number): number {
  const kb = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  if (!(kb > 0)) throw new Error(`the memory of process ${pid} could not be read`);
  return Math.round(kb / 1_024);
}

/** Time on a processor that a process has taken since it began, its threads and what the kernel did for it included, in milliseconds. */
export function cpuMs(pid: number): number {
  // proc(5): utime and stime are the 14th and 15th field; the second may hold spaces, but ends with the last bracket.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const MS_PER_TICK = 10;

function vmRssKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
