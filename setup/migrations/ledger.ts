import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { MigrationFile } from './migration-files';

export const LEDGER = 'public._prisma_migrations';

/** The key Prisma's own migrate takes: the two never run at once. */
export const PRISMA_LOCK_KEY = 72_707_369;

/** The table as Prisma makes it. */
const CREATE = `CREATE TABLE IF NOT EXISTS ${LEDGER} (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface LedgerRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

/**
 * The migrations that are still to be applied. Refuses, with the name and the remedy: an applied file that was edited since, one that
 * failed half-way elsewhere, and a database that is ahead of this checkout.
 */
export async function pendingMigrations(client: Client, files: MigrationFile[]): Promise<MigrationFile[]> {
  await client.query(CREATE);
  const { rows } = await client.query<LedgerRow>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM ${LEDGER} WHERE rolled_back_at IS NULL`,
  );
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const row of rows) refuseUnlessAgreed(row, byName.get(row.migration_name));
  const applied = new Set(rows.map((row) => row.migration_name));
  return files.filter((file) => !applied.has(file.name));
}

function refuseUnlessAgreed(row: LedgerRow, file: MigrationFile | undefined): void {
  const name = row.migration_name;
  if (!row.finished) {
    throw new Error(
      `Migration ${name} was begun by another tool and did not finish. Bring the tables to the state before it, then remove its mark: ` +
        `DELETE FROM ${LEDGER} WHERE migration_name = '${name}' AND finished_at IS NULL;`,
    );
  }
  if (!file) {
    throw new Error(
      `The database has migration ${name}, which this checkout lacks: the database is ahead. ` +
        'Use the checkout that has it, or another database (for the demo: remove .kindred/postgres).',
    );
  }
  if (file.checksum !== row.checksum) {
    throw new Error(
      `Migration ${name} was edited after it was applied. Restore the file (git checkout) and put the change into a new migration; ` +
        'or, where the data may be lost, use a new database (for the demo: remove .kindred/postgres).',
    );
  }
}

/** Records a migration as Prisma does after it succeeded, in the transaction that applies it: that one's start is when it started. */
export async function recordMigration(client: Client, file: MigrationFile): Promise<void> {
  await client.query(
    `INSERT INTO ${LEDGER} (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), file.checksum, file.name],
  );
}
