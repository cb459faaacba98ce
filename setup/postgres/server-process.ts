import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../process-life.mjs';
import { spawnOptions, type Account } from './account';
import type { PostgresBinaries } from './binaries';
import { ADMIN_ROLE } from './data-folder';
import { isServerOn, readPidFile } from './pid-file';

const POLL_MS = 15;
/** A fast shutdown takes milliseconds; what has not ended by then is made to end without a last checkpoint (recovery follows at the next start). */
const FAST_STOP_MS = 3_000;

export interface ServerPlace {
  /** Absolute and without symbolic links. */
  dataFolder: string;
  logFile: string;
  binaries: PostgresBinaries;
  account: Account;
}

export interface LaunchOptions {
  port: number;
  /** Nothing in it has to survive a power cut: writes are not forced to the disk. */
  disposable: boolean;
}

export type LaunchOutcome =
  { kind: 'running'; pid: number } | { kind: 'failed'; reason: 'port' | 'occupied' | 'other'; log: string };

/**
 * Starts the server and waits until it takes connections. It writes to its own log file, not to a pipe, and is its own process group:
 * so it outlives a killed parent unharmed, and a Ctrl-C in the terminal reaches those who use it before it reaches the server.
 */
export async function launchServer(
  place: ServerPlace,
  options: LaunchOptions,
  onWait: (seconds: number) => void,
): Promise<LaunchOutcome> {
  const log = openSync(place.logFile, 'w', 0o600);
  const child = spawn(
    place.binaries.postgres,
    ['-D', place.dataFolder, '-p', String(options.port), ...settings(options)],
    {
      ...spawnOptions(place.account),
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended ??= `it ended with ${signal ?? `code ${code}`}`));
  child.unref();
  closeSync(log);
  const isReady = await until(() => ended !== undefined || isReadyAs(place.dataFolder, child.pid), {
    timeoutMs: 300_000,
    onWait,
  });
  if (isReady && ended === undefined && child.pid) return { kind: 'running', pid: child.pid };
  return failure(place.logFile, ended ?? 'it was not ready after 300 s');
}

function settings({ disposable }: LaunchOptions): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    dynamic_shared_memory_type: hasRoomyShm() ? 'posix' : 'mmap',
    ...(disposable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Containers often get 64 MB of shared memory, in which a parallel query ends with "No space left on device". */
function hasRoomyShm(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks >= 256 * 1024 * 1024;
  } catch {
    return false;
  }
}

function isReadyAs(dataFolder: string, pid: number | undefined): boolean {
  const found = readPidFile(dataFolder);
  return found !== undefined && found.pid === pid && found.status === 'ready';
}

const failure = (logFile: string, ending: string): LaunchOutcome => whyFailed(readFileSync(logFile, 'utf8'), ending);

/** @param said all that stands in the log: what a killed server's sessions say as they end may stand below what matters. */
export function whyFailed(said: string, ending: string): Extract<LaunchOutcome, { kind: 'failed' }> {
  const log = `${said.trim().split('\n').slice(-8).join('\n')}\n${ending}`.trim();
  if (/could not bind|Address already in use|could not create any TCP/.test(said))
    return { kind: 'failed', reason: 'port', log };
  if (/lock file .* already exists|pre-existing shared memory/.test(said))
    return { kind: 'failed', reason: 'occupied', log };
  return { kind: 'failed', reason: 'other', log };
}

/** Waits for a running server's `ready`: one that recovers from a crash takes its time. False when it ended meanwhile. */
export async function waitUntilReady(
  dataFolder: string,
  pid: number,
  onWait: (seconds: number) => void,
): Promise<boolean> {
  const settled = () => !isServerOn(dataFolder, pid) || isReadyAs(dataFolder, pid);
  return (await until(settled, { timeoutMs: 300_000, onWait })) && isReadyAs(dataFolder, pid);
}

/** Stops a server and waits until it is gone: politely to its clients' transactions it is not (they are rolled back). */
export async function stopServer(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!sendSignal(pid, signal)) return;
    if (await until(() => !isAlive(pid), { timeoutMs: signal === 'SIGINT' ? FAST_STOP_MS : 1_000 })) return;
  }
  throw new Error(
    `The PostgreSQL server with pid ${pid} does not end. End it by hand (kill -9 ${pid}), then run again.`,
  );
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Gives the admin role a new password with the server stopped: the way back in when the remembered one was lost. */
export function resetAdminPassword(place: ServerPlace, password: string): void {
  const done = spawnSync(place.binaries.postgres, ['--single', '-D', place.dataFolder, 'postgres'], {
    ...spawnOptions(place.account),
    input: `ALTER ROLE ${ADMIN_ROLE} PASSWORD '${password}'\n`,
    encoding: 'utf8',
  });
  if (done.status !== 0 || /ERROR|FATAL/.test(done.stderr)) {
    throw new Error(
      `The passwords of ${place.dataFolder} are lost and could not be set anew:\n  ${done.stderr.trim()}\n` +
        `Move ${join(place.dataFolder, '..')} away and a new database is made.`,
    );
  }
}

async function until(
  condition: () => boolean,
  { timeoutMs, onWait }: { timeoutMs: number; onWait?: (seconds: number) => void },
): Promise<boolean> {
  const began = performance.now();
  let toldAt = 5;
  while (!condition()) {
    const seconds = (performance.now() - began) / 1_000;
    if (seconds * 1_000 > timeoutMs) return false;
    if (seconds >= toldAt) {
      onWait?.(Math.round(seconds));
      toldAt += 5;
    }
    await delay(POLL_MS);
  }
  return true;
}
