/** Pauses before each further attempt of one message; the last one repeats. */
const PAUSES_MS = [5_000, 60_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000];
/** So long a message is tried, and so long an endpoint may only fail. */
export const TRIED_MS = 3 * 86_400_000;

/** @param attempts that failed, at least one */
export const pauseAfter = (attempts: number): number =>
  PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1] ?? (PAUSES_MS.at(-1) as number);

/** After so many failures in a row an endpoint is taken for down: it is asked rarely, and not by every message of its own. */
const DOWN_AFTER = 4;
const LONGEST_HOLD_MS = 900_000;

/** How long nothing goes to an endpoint that failed so often in a row; 0: it goes on. As many as go there at once fail at once: they are one more time. */
export function holdAfter(failures: number): number {
  if (failures < DOWN_AFTER) return 0;
  const times = Math.floor((failures - DOWN_AFTER) / DOWN_AFTER);
  return Math.min(5_000 * 2 ** Math.min(times, 20), LONGEST_HOLD_MS);
}
