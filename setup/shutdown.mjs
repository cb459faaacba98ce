import { callers } from './process-life.mjs';

/** @typedef {{ name: string, stop: () => Promise<void> | void, isQuiet: boolean }} Step */

/** @type {Step[]} */
const steps = [];
/** @type {Set<() => unknown>} */
const kills = new Set();

const TOTAL_MS = 5_000;
/** npm hands on the signal that the terminal sent to all anyway: one press may arrive two or three times. */
const SAME_PRESS_MS = 1_000;

/** @type {number | undefined} */
let firstSignalAt;
/** @type {Promise<void> | undefined} */
let stopping;

/**
 * Names something that must be stopped when the process ends. Last in, first out.
 * @param {string} name
 * @param {() => Promise<void> | void} stop
 * @param {{ isQuiet?: boolean }} [options] quiet: it speaks for itself when it stops
 * @returns {() => void} forgets it again (it was stopped otherwise)
 */
export function onShutdown(name, stop, { isQuiet = false } = {}) {
  const step = { name, stop, isQuiet };
  steps.push(step);
  return () => {
    const index = steps.indexOf(step);
    if (index >= 0) steps.splice(index, 1);
  };
}

/**
 * What a second Ctrl-C does.
 * @param {() => unknown} kill may return a promise: it is waited for
 */
export function onKill(kill) {
  kills.add(kill);
  return () => kills.delete(kill);
}

export const isStopping = () => stopping !== undefined;

/** Ctrl-C (and its relatives) stops all that was started, in order, within five seconds; a second one kills it. */
export function exitOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void receive());
  // The process that started this one was killed.
  process.once('disconnect', () => void receive());
  process.channel?.unref();
  watchNpm();
  for (const stream of [process.stdout, process.stderr]) {
    // Whoever read the output went away (`| head`).
    stream.on('error', (error) => {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') void receive();
    });
  }
}

/** npm that is killed takes nobody with it: its child notices that nobody waits for it any more. */
function watchNpm() {
  if (!process.env['npm_lifecycle_event']) return;
  const before = callers().join();
  setInterval(() => {
    if (callers().join() !== before && !isStopping()) void receive();
  }, 1_000).unref();
}

async function receive() {
  const now = performance.now();
  if (firstSignalAt !== undefined) {
    if (now - firstSignalAt >= SAME_PRESS_MS) await killAll();
    return;
  }
  firstSignalAt = now;
  if (steps.some((step) => !step.isQuiet)) process.stderr.write('\nStopping. Ctrl-C again kills.\n');
  setTimeout(() => void killAll(), TOTAL_MS).unref();
  await stopAll();
  process.exit(130);
}

async function killAll() {
  await Promise.all([...kills].map((kill) => kill()));
  process.exit(130);
}

/** Runs each step, the last first; one that fails is reported and does not keep the others. */
export function stopAll() {
  stopping ??= (async () => {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step.stop();
      } catch (error) {
        process.stderr.write(`${step.name} did not stop: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  })();
  return stopping;
}

/**
 * Stops what is left and ends the process. After a signal, its own ending wins.
 * @param {number} code
 */
export async function finish(code) {
  if (firstSignalAt !== undefined) return;
  await stopAll();
  if (firstSignalAt === undefined) process.exit(code);
}
