import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isAlive } from '../process-life.mjs';

export interface PidFile {
  pid: number;
  port: number;
  /** Such as `ready` or `starting`. */
  status: string;
}

/** What a server wrote about itself into its data folder; undefined when it left cleanly or never ran. */
export function readPidFile(dataFolder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/**
 * Whether the process of a pid file is really a server on this data folder. After a crash the number may belong to anything,
 * most of all in containers, where numbers are small and soon used again.
 */
export function isServerOn(dataFolder: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    // A server stands in its data folder all its life.
    if (readlinkSync(`/proc/${pid}/cwd`) === dataFolder) return true;
  } catch {
    // No /proc, or another account's process: its command line decides.
  }
  return commandLine(pid).includes(dataFolder);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    try {
      return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    } catch {
      return '';
    }
  }
}

/**
 * Removes a pid file whose number now belongs to another program (or to one that ended and was never waited for): the server itself
 * would take that one for a running server and refuse to start. One whose process is gone is left to the server.
 */
export function removeForeignPidFile(dataFolder: string): boolean {
  const found = readPidFile(dataFolder);
  if (!found || !isNumberTaken(found.pid) || isServerOn(dataFolder, found.pid)) return false;
  rmSync(join(dataFolder, 'postmaster.pid'), { force: true });
  return true;
}

function isNumberTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
