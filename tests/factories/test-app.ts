import { pino, type Logger } from 'pino';
import { afterAll } from 'vitest';
import { createVault, type Vault } from '~/platform/crypto/vault.server';
import { connectDatabase, type Database } from '~/platform/db/db.server';
import { createIds, type Ids } from '~/platform/ids.server';
import { testTimes, type TestTimes } from './times';

/** One line of the log as it would be printed. */
export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

/** What most use cases take, the real ones: only time stands still and the log is kept instead of printed. */
export interface TestApp extends TestTimes {
  db: Database;
  vault: Vault;
  ids: Ids;
  logger: Logger;
  logged: LogLine[];
}

export const TEST_KEY = Buffer.alloc(32, 7);

/** Call it at a test file's top level; connections are closed after its last test. */
export function testApp(
  database: { appUrl: string },
  options: { poolSize?: number; systemAheadMs?: number } = {},
): TestApp {
  const db = connectDatabase(database.appUrl, options.poolSize ?? 10);
  afterAll(() => db.close());
  const times = testTimes(options.systemAheadMs);
  const logged: LogLine[] = [];
  return {
    ...times,
    db,
    vault: createVault(TEST_KEY),
    ids: createIds(times.systemClock),
    logger: pino({ base: null }, { write: (line) => void logged.push(JSON.parse(line) as LogLine) }),
    logged,
  };
}
