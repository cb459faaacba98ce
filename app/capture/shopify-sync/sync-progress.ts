export interface RunProgress {
  state: string;
  startedAt: Date | null;
  bytesLoaded: number;
  /** Null while Shopify has not told. */
  bytesTotal: number | null;
}

/** Below these a rate says nothing yet. */
const LEAST_SHARE = 0.03;
const LEAST_ELAPSED_MS = 5_000;

/** Which part of an answer is stored, 0 to 1; null while its length is not known. */
export const shareOf = ({ bytesLoaded, bytesTotal }: RunProgress): number | null =>
  bytesTotal ? Math.min(1, bytesLoaded / bytesTotal) : null;

/**
 * How much longer it takes at the rate so far, in milliseconds; null where there is no rate yet to go by. Shopify's own preparation counts as
 * part of the time, so that it is rather too long than too short.
 */
export function remainingMs(run: RunProgress, now: Date): number | null {
  const share = shareOf(run);
  if (run.state !== 'loading' || !run.startedAt || share === null || share < LEAST_SHARE) return null;
  const elapsedMs = now.getTime() - run.startedAt.getTime();
  return elapsedMs < LEAST_ELAPSED_MS ? null : (elapsedMs * (1 - share)) / share;
}
