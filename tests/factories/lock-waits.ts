import type { Pool } from 'pg';
import { expect } from 'vitest';

/** Resolves when so many connections to this database wait for a lock that another one holds. */
export async function waitingForLock(pool: Pool, atLeast = 1): Promise<void> {
  const waiting = async () => {
    const { rowCount } = await pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount ?? 0;
  };
  await expect
    .poll(waiting, { interval: 5, timeout: 10_000, message: 'waiting for a lock' })
    .toBeGreaterThanOrEqual(atLeast);
}
