import type { AppIdentity } from '../../devstore/world';

export interface WorldSettings {
  app: AppIdentity;
  seed: number;
  store: { customers: number; products: number };
  searchLagMs?: number;
}

/** What a world's process can be asked; faults and weather are the stand-in's own. */
export type WorldQuestion =
  | { ask: 'install' }
  | { ask: 'set-up'; unsubscribeMode: 'postmark' | 'custom' }
  | { ask: 'weather'; weather: object }
  | { ask: 'faults'; mix: object | null }
  | { ask: 'accepted' }
  | { ask: 'requests' }
  | { ask: 'outage'; isDown: boolean }
  | { ask: 'advance'; ms: number }
  | { ask: 'settle' }
  | { ask: 'time' };

/** A mail that Postmark took, by its own log. */
export interface Acceptance {
  to: string;
  /** The app's own name of it. */
  name: string;
  /** Business time. */
  atMs: number;
  requestId: number;
}

/** A request with mails, whatever became of it. */
export interface RequestSeen {
  requestId: number;
  fault: string | null;
  /** System time at which its first byte was seen, in milliseconds since 1970 with fractions. */
  firstByteMs: number;
  to: string[];
}
