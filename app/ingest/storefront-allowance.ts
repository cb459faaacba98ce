/** What one look at the process found. */
export interface Look {
  /** Browsers that asked since the look before. */
  asked: number;
  /** How late the event loop was on average since then, in milliseconds. */
  latenessMs: number;
}

/** With the event loop as late, webhooks are waiting already. */
const LATEST_MS = 15;
/** So many are never turned away between two looks: all of them together take a tenth of the time, and something else makes the process late. */
export const ALWAYS = 10;
/** So many may come of a sudden: about what one process bears before its first look finds it late. */
export const OF_A_SUDDEN = 40;
const LESS = 0.6;
const MORE = 1.1;
/** How far the allowance runs ahead of those who ask. */
const AHEAD = 2;

/**
 * How many browsers may come in until the next look. Less by a factor while the event loop is late, more by a smaller one while it is not: so it
 * settles at what the process can bear beside its webhooks, where a door that is open or shut would let in a crowd and then nobody, by turns.
 */
export function nextAllowance(allowance: number, { asked, latenessMs }: Look): number {
  if (latenessMs > LATEST_MS) return Math.max(ALWAYS, Math.min(allowance, asked) * LESS);
  return Math.min(allowance * MORE, Math.max(OF_A_SUDDEN, asked * AHEAD));
}
