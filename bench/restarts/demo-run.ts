import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { placeOf } from '../../devstore/demo/place';
import { birthOf, isAlive } from '../../setup/process-life.mjs';
import { root } from '../../setup/places.mjs';

/** The world of these starts, beside the demo's own. */
export const WORLD = 'bench-restarts';
export const place = placeOf(WORLD);

/** `starter`: who started it, set-up, as when its terminal dies; `world`: the stand-ins' process; `all`: these and the app's, at once. */
export type KillKind = 'starter' | 'world' | 'all';

/** `npm run demo` as a person starts it, but for npm. */
export interface DemoRun {
  /** Resolves with the time it took from its first breath; rejects with its last lines when it ends before, or takes too long. */
  ready: Promise<{ seconds: number }>;
  /** Resolves when a line of its output matches. */
  said(pattern: RegExp): Promise<void>;
  kill(kind: KillKind): void;
  /** As Ctrl-C does. */
  interrupt(): void;
  /** Resolves when set-up's process has ended. */
  ended: Promise<void>;
}

const READY_WITHIN_MS = 300_000;
const TAIL_LINES = 15;

export function startDemo(args: string[]): DemoRun {
  const began = performance.now();
  const child = spawn(process.execPath, ['setup/run.mjs', 'demo', '--world', WORLD, '--ready', ...args], {
    cwd: root,
    env: withoutDatabase(process.env),
    detached: true,
    // By its channel it notices when this process has gone, and ends.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'close').then(() => undefined);
  const { lines, said } = listen(child);
  const complain = (why: string) => new Error(`${why}. It said:\n  ${lines.slice(-TAIL_LINES).join('\n  ')}`);
  const ready = Promise.race([
    said(/Ready after/).then(() => ({ seconds: (performance.now() - began) / 1_000 })),
    ended.then(() => Promise.reject(complain('the demo ended before it was ready'))),
    late(READY_WITHIN_MS).then(() => Promise.reject(complain(`the demo was not ready within ${READY_WITHIN_MS} ms`))),
  ]);
  // Whoever kills it before is not interested.
  ready.catch(() => undefined);
  return {
    ...{ ready, said, ended },
    interrupt: () => void child.kill('SIGINT'),
    kill: (kind) => victims(kind, Number(child.pid)).forEach((pid) => process.kill(pid, 'SIGKILL')),
  };
}

/** Set-up is to start the database itself, as it does for a person. */
function withoutDatabase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, DATABASE_ADMIN_URL: _admin, ...rest } = env;
  return rest;
}

function listen(child: ChildProcess) {
  const lines: string[] = [];
  const waiting = new Set<{ pattern: RegExp; found: () => void }>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const each of waiting) if (each.pattern.test(line)) each.found();
    });
  }
  const said = (pattern: RegExp) =>
    new Promise<void>((found) => {
      if (lines.some((line) => pattern.test(line))) found();
      waiting.add({ pattern, found });
    });
  return { lines, said };
}

const late = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());

interface KnownProcess {
  pid: number;
  birth: string;
}

/** The processes that are killed, where they are running: who holds the world's folder, and whom it has started. */
function victims(kind: KillKind, starterPid: number): number[] {
  const world = readJson<KnownProcess>(place.running);
  const app = readJson<KnownProcess[]>(join(place.dir, 'kept', 'processes.json')) ?? [];
  const starter = { pid: starterPid, birth: birthOf(starterPid) };
  const chosen = { starter: [starter], world: [world], all: [starter, world, ...app] }[kind];
  return chosen.flatMap((each) => (each && isAlive(each.pid, each.birth) ? [each.pid] : []));
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
