import { connectDatabase, type Database } from '~/platform/db/db.server';
import { createVault, type Vault } from '~/platform/crypto/vault.server';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import { systemClock } from '~/platform/clock/clock.server';
import { createIds, type Ids } from '~/platform/ids.server';

export interface BenchDeps {
  db: Database;
  vault: Vault;
  ids: Ids;
  clock: Clock;
  systemClock: SystemClock;
}

/** Both processes of a bench seal with one key. */
export function openBench(databaseUrl: string, key: string): BenchDeps {
  const clock: Clock = { time: 'business', now: () => systemClock.now() };
  return {
    ...{ db: connectDatabase(databaseUrl, 4), vault: createVault(Buffer.from(key, 'base64')) },
    ...{ ids: createIds(systemClock), clock, systemClock },
  };
}
