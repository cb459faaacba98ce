import { appendFileSync } from 'node:fs';
import fc, { type RunDetails } from 'fast-check';

/**
 * How far the deep programs go. `npm run check:deep` says it by variables and reads their figures from a file; within `npm test` each goes a
 * tenth of the way, from the same seed every time.
 */
const { DEEP_RESULTS: results, DEEP_SEED = '1', DEEP_MINUTES } = process.env;

export const isLong = results !== undefined;
export const seed = Number(DEEP_SEED);

/** Room for a program in milliseconds: a run of a tenth is short enough by itself. */
export const LIMIT_MS = isLong ? (Number(DEEP_MINUTES ?? 30) + 5) * 60_000 : 300_000;

export const runsOf = (full: number): number => (isLong ? full : Math.ceil(full / 10));

/** What fast-check is to do: it begins with the seed, and gives up in time without calling that a failure. */
export const parametersOf = (full: number) => ({
  ...{ numRuns: runsOf(full), seed },
  ...(isLong && DEEP_MINUTES
    ? { interruptAfterTimeLimit: Number(DEEP_MINUTES) * 60_000, markInterruptAsFailure: false }
    : {}),
});

/** Notes the figures of a program, for the command to print, and fails with the smallest counter-example where there is one. */
export function conclude<T>(program: string, details: RunDetails<T>, more: object = {}): void {
  const { numRuns, failed } = details;
  const line = { program, runs: numRuns, failures: failed ? 1 : 0, seed, ...more };
  if (results) appendFileSync(results, `${JSON.stringify(line)}\n`);
  if (failed) throw new Error(`${program}: ${explain(details)}`);
}

const LONGEST = 1_500;

/** What went wrong, with what it needs to be tried again; bodies may be long. */
function explain<T>({ errorInstance, counterexample, counterexamplePath, seed: from }: RunDetails<T>): string {
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${why}\n  seed ${from}, path ${counterexamplePath}\n  smallest: ${fc.stringify(counterexample).slice(0, LONGEST)}`;
}
