/** A failed delivery is tried again this many times, over four hours. */
export const maxRetries = 8;
const spanMs = 4 * 60 * 60 * 1000;

/** The first delay; each further one is twice as long, and all of them together are four hours. */
const firstDelayMs = spanMs / (2 ** maxRetries - 1);

/** Milliseconds of business time between the `attempt`-th failure (0 is the first try) and the next try; null when there is none. */
export function retryDelayMs(attempt: number): number | null {
  return attempt < maxRetries ? Math.round(firstDelayMs * 2 ** attempt) : null;
}
