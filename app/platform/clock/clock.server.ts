import type { Pool } from 'pg';
import type { Clock, SystemClock } from './clock';

export const systemClock: SystemClock = { time: 'system', now: () => new Date() };

export interface FollowingClock extends Clock {
  /** Reads the database's clock and the stored offset anew. */
  refresh(): Promise<void>;
  /** Refreshes every so often until `stop`. */
  follow(everyMs: number): void;
  stop(): void;
}

/**
 * Business time for this process: its own steady clock, corrected by what the database's clock says and by the stored offset.
 * All processes of one database therefore agree, whatever their machines' clocks say. Outside the dev store's world the offset is not even
 * looked at.
 */
export function createFollowingClock(
  pool: Pool,
  { isMovable, onError }: { isMovable: boolean; onError: (error: unknown) => void },
): FollowingClock {
  let aheadMs = 0;
  let timer: NodeJS.Timeout | undefined;

  async function refresh(): Promise<void> {
    const askedAt = Date.now();
    const { rows } = await pool.query<{ database: Date; offsetMs: string }>(
      'SELECT clock_timestamp() AS database, "offsetMs" FROM business_clock WHERE id = 1',
    );
    const answer = rows[0];
    if (!answer) throw new Error('business_clock has no row: the migrations have not run');
    const askedMidway = (askedAt + Date.now()) / 2;
    aheadMs = answer.database.getTime() - askedMidway + (isMovable ? Number(answer.offsetMs) : 0);
  }

  return {
    time: 'business',
    now: () => new Date(Date.now() + aheadMs),
    refresh,
    follow(everyMs) {
      timer = setInterval(() => void refresh().catch(onError), everyMs);
    },
    stop: () => clearInterval(timer),
  };
}
