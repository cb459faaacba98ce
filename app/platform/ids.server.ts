import { v7 } from 'uuid';
import type { SystemClock } from './clock/clock';

/** Makes UUIDv7s: unique without a database, and in the order of their making. */
export interface Ids {
  next(): string;
}

export function createIds(systemClock: SystemClock): Ids {
  return { next: () => v7({ msecs: systemClock.now().getTime() }) };
}
