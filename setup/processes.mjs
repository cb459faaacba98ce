import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onKill, onShutdown } from './shutdown.mjs';

const GRACE_MS = 2_500;
const KILL_GRACE_MS = 500;
const TAIL_LINES = 30;

/**
 * @typedef {object} ProgramOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]
 * @property {(line: string) => void} [onLine] gets the output line by line; without it the output goes to the terminal
 * @property {boolean} [foreground] stays in the terminal's group: reads its keys and gets its Ctrl-C itself
 * @property {boolean} [ipc] the program is Node and ends when this process dies (see end-with-parent.mjs); always so in the foreground
 */

/**
 * Runs a program to its end. A Ctrl-C reaches it through this process alone, once, and nothing it started outlives it.
 * @param {string} command
 * @param {string[]} args
 * @param {ProgramOptions} [options]
 * @returns {Promise<{ code: number, tail: string[] }>} its exit code (128 and more after a signal) and its last lines, if they were read
 */
export function runProgram(command, args, options = {}) {
  const { cwd, env = process.env, onLine, foreground = false, ipc = foreground } = options;
  const output = onLine ? 'pipe' : 'inherit';
  const child = spawn(command, args, {
    cwd,
    env,
    detached: !foreground,
    stdio: [foreground ? 'inherit' : 'ignore', output, output, ...(ipc ? /** @type {const} */ (['ipc']) : [])],
  });
  const tail = readLines(child, onLine);
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? (SIGNALS[signal] ?? 0) : 0)));
  });
  return supervise(command, child, ended, foreground).then((code) => ({ code, tail }));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {((line: string) => void) | undefined} onLine
 * @returns {string[]} the last lines, as they come
 */
function readLines(child, onLine) {
  /** @type {string[]} */
  const tail = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      onLine?.(line);
    });
  }
  return tail;
}

/** @type {Record<string, number>} */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/**
 * @param {string} name
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<number>} ended
 * @param {boolean} foreground
 */
async function supervise(name, child, ended, foreground) {
  // A group of its own is ended as a whole.
  const kill = () => signalTo(foreground ? child.pid : child.pid && -child.pid, 'SIGKILL');
  const stop = (/** @type {number} */ graceMs) => {
    child.kill('SIGINT');
    const timer = setTimeout(kill, graceMs);
    return ended.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
  };
  // One in the foreground is told twice as well: it has to kill what it started.
  const forget = [
    onShutdown(name, () => stop(foreground ? GRACE_MS * 2 : GRACE_MS), { isQuiet: foreground }),
    onKill(foreground ? () => stop(KILL_GRACE_MS) : kill),
  ];
  try {
    return await ended;
  } finally {
    for (const each of forget) each();
    // What it started and left behind.
    if (!foreground) kill();
  }
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalTo(pid, signal) {
  try {
    if (pid) process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}
