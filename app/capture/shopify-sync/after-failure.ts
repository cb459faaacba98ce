import type { FailedWhy } from './store-source';

const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 60 * MINUTE_MS;
/** Approvals and scopes are given by people: asked for once a day, and at once when somebody there opens the app. */
export const REFUSED_WAIT_MS = 24 * 60 * MINUTE_MS;
export const BUSY_WAIT_MS = 10_000;

/**
 * How long to wait until a bulk operation that came to nothing is begun anew, in milliseconds; `attempts` counts those before it in a row. An
 * answer that is gone was a good one: it is asked for again at once, but not over and over. What somebody cancelled, or Shopify could not do,
 * waits from a minute on, twice as long each time, up to an hour.
 */
export function waitAfter(why: FailedWhy, attempts: number): number {
  if (why === 'gone' && attempts === 0) return 0;
  return Math.min(MINUTE_MS * 2 ** attempts, LONGEST_WAIT_MS);
}

const SOONEST_LOOK_MS = 1_000;
const LATEST_LOOK_MS = 30_000;

/** When to look again at an operation under way, ms from now: soon at first, then ever less often. Its webhook comes in between. */
export const lookAgainAfter = (runningForMs: number): number =>
  Math.min(Math.max(runningForMs / 20, SOONEST_LOOK_MS), LATEST_LOOK_MS);
