import type { Context } from './model';

/** Why a version serves, or does not, as it was decided when it was trained. */
export type Verdict =
  /** Nothing served before it that could be compared. */
  | { kind: 'first' }
  /** Fitted to what is new, with the mixes that served. */
  | { kind: 'refitted' }
  /** Chosen anew; each context took the new mix only where it was not worse on held-out data. */
  | { kind: 'chosen'; contexts: MixVerdict[] }
  /** It would have been worse than what serves, or knows far less: what served goes on. */
  | { kind: 'held-back'; why: HeldBack }
  /** A version chosen by hand goes on serving. */
  | { kind: 'waits' };

/** What the mix that serves and the one chosen anew were worth on the same held-out cases, by the context's own aim. */
export interface MixVerdict {
  context: Context;
  cases: number;
  served: number;
  chosen: number;
  isNew: boolean;
}

/** Shares are 0…1. */
export type HeldBack =
  { kind: 'worse'; hitRate10: number; before: number } | { kind: 'fewer-products'; products: number; before: number };
