import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import type { SystemClock } from './clock/clock';

/** Makes UUIDv7s: unique without a database, and those of one process in the order of their making. */
export interface Ids {
  next(): string;
}

/** Half of the sequence's 31 bits: room to count within a millisecond, while two processes hardly begin at the same number. */
const FIRST_SEQUENCES = 2 ** 30;

export function createIds(systemClock: SystemClock): Ids {
  let msecs = 0;
  let seq = 0;
  return {
    next() {
      const nowMs = systemClock.now().getTime();
      if (nowMs > msecs) [msecs, seq] = [nowMs, randomInt(FIRST_SEQUENCES)];
      else seq += 1;
      return v7({ msecs, seq });
    },
  };
}
