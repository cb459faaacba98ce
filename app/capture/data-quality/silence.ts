/** What a source's silence means, by what it did before. Instants and lengths in milliseconds. */
export type Silence =
  | { kind: 'nothing' }
  /** It came too seldom to say what is usual. */
  | { kind: 'few'; lastAt: number }
  | { kind: 'usual' | 'stale'; lastAt: number; longestPauseMs: number };

export const HOUR_MS = 3_600_000;
/** As many hours as a week has: a shop that is busy day and night is judged by its last week, a quiet one by the last months. */
export const HOURS_LOOKED_AT = 168;
/** Fewer hours in which something came say nothing of what is usual. */
const FEWEST = 6;
/** So many times its longest pause: a source may be a little later than ever. */
const TIMES_LONGEST = 2;
/** Nothing is late sooner: each shop has a slow afternoon. */
const SOONEST_MS = 3 * HOUR_MS;

/**
 * Whether a source has been silent for longer than it is used to: for more than twice the longest of its pauses, and three hours at least.
 * @param arrivals when something came, at most one instant an hour, in any order
 */
export function silenceOf(arrivals: number[], now: number): Silence {
  const seen = hourApart(arrivals);
  const [lastAt] = seen;
  if (lastAt === undefined) return { kind: 'nothing' };
  if (seen.length < FEWEST) return { kind: 'few', lastAt };
  const longestPauseMs = Math.max(...seen.slice(1).map((at, index) => (seen[index] ?? at) - at));
  const isStale = now - lastAt > Math.max(TIMES_LONGEST * longestPauseMs, SOONEST_MS);
  return { kind: isStale ? 'stale' : 'usual', lastAt, longestPauseMs };
}

/** The newest instants that are an hour apart, the newest first. */
function hourApart(arrivals: number[]): number[] {
  const seen: number[] = [];
  for (const at of arrivals.toSorted((a, b) => b - a)) {
    const newer = seen.at(-1);
    if (newer === undefined || newer - at >= HOUR_MS) seen.push(at);
    if (seen.length === HOURS_LOOKED_AT) break;
  }
  return seen;
}
