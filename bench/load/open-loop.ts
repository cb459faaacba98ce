import type { SeededRandom } from '../../devstore/store-data/seeded-random';

/** How the sender tells and waits for time; milliseconds of a clock that never goes back. */
export interface Stopwatch {
  now(): number;
  /** Resolves at the instant or as soon after it as it can; at once where it has passed. */
  until(instantMs: number): Promise<void>;
}

export interface Sent<T> {
  /** From the instant at which it should have been sent, so that a late sender does not hide a wait. */
  latencyMs: number;
  /** How late it was sent: large values say that the sender, not what it measures, was slow. */
  lateMs: number;
  outcome: T;
}

/**
 * Send times fixed in advance: `count` independent arrivals within `seconds`, which is a Poisson stream of that rate given its number.
 * Milliseconds from the start, ascending.
 */
export function arrivals(count: number, seconds: number, random: SeededRandom): number[] {
  return Array.from({ length: count }, () => random.next() * seconds * 1_000).sort((a, b) => a - b);
}

/**
 * Sends one thing at each of the given times, whether or not earlier ones were answered, and measures each from its intended time.
 * Resolves when all are answered, in their order; rejects with the first error of `send`.
 */
export async function sendOpenLoop<T>(
  timesMs: readonly number[],
  send: (index: number) => Promise<T>,
  stopwatch: Stopwatch,
): Promise<Sent<T>[]> {
  const beganAt = stopwatch.now();
  const underWay: Promise<Sent<T>>[] = [];
  for (const [index, timeMs] of timesMs.entries()) {
    const intendedAt = beganAt + timeMs;
    await stopwatch.until(intendedAt);
    const lateMs = stopwatch.now() - intendedAt;
    const sent = send(index).then((outcome) => ({ latencyMs: stopwatch.now() - intendedAt, lateMs, outcome }));
    sent.catch(() => undefined); // told below, once the sending is over
    underWay.push(sent);
  }
  return Promise.all(underWay);
}

/** A timer of Node fires up to a millisecond late: the last stretch is waited turn by turn of the event loop. */
const LAST_STRETCH_MS = 1;

/** The machine's own clock. Even a sender that is late gives way for a turn: else it would never read an answer. */
export const realStopwatch: Stopwatch = {
  now: () => performance.now(),
  async until(instantMs) {
    const coarseMs = Math.floor(instantMs - performance.now() - LAST_STRETCH_MS);
    if (coarseMs >= 1) await new Promise((resolve) => setTimeout(resolve, coarseMs));
    do await new Promise((resolve) => setImmediate(resolve));
    while (performance.now() < instantMs);
  },
};
