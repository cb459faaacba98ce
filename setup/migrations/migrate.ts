import type { Client } from 'pg';
import { inProject } from '../places.mjs';
import { roleOf, withClient } from '../postgres/session';
import { pendingMigrations, PRISMA_LOCK_KEY, recordMigration } from './ledger';
import { readMigrations, type MigrationFile } from './migration-files';
import { grantDefaults, protectLedgers } from './privileges';
import { migrateQueueSchema } from './queue-schema';

export const MIGRATIONS_FOLDER = inProject('prisma', 'migrations');

export interface MigrateOptions {
  /** Connects as the role that owns the database; migrations run as this role. */
  ownerUrl: string;
  /** Its role gets the right to use what the owner makes. */
  appUrl: string;
  /** Default: the project's `prisma/migrations`. */
  folder?: string;
}

/**
 * Brings a database to the state of this checkout: the project's migrations, the queue's tables, the app role's rights. Each file is one
 * transaction together with its record, so one that fails leaves nothing. Two runners at once are safe: the second finds all done.
 * @returns the names of the migrations applied now
 */
export async function migrate({ ownerUrl, appUrl, folder = MIGRATIONS_FOLDER }: MigrateOptions): Promise<string[]> {
  const files = readMigrations(folder);
  return withClient(ownerUrl, async (client) => {
    // Held until the connection closes.
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK_KEY]);
    await grantDefaults(client, roleOf(appUrl));
    const pending = await pendingMigrations(client, files);
    for (const file of pending) await applyMigration(client, file);
    await migrateQueueSchema(client);
    await protectLedgers(client, roleOf(appUrl));
    return pending.map((file) => file.name);
  });
}

async function applyMigration(client: Client, file: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    const transaction = await transactionId(client);
    await client.query(file.sql);
    if ((await transactionId(client)) !== transaction)
      throw new Error('it ends its own transaction; remove COMMIT, ROLLBACK and BEGIN from it');
    await recordMigration(client, file);
    await client.query('COMMIT');
    // What a file sets (such as a search path) ends with it.
    await client.query('RESET ALL');
  } catch (error) {
    await client.query('ROLLBACK');
    throw migrationError(file, error);
  }
}

async function transactionId(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return rows[0]?.id;
}

/** Names the file, the line where the server points, and its words. */
function migrationError(file: MigrationFile, error: unknown): Error {
  const { message, position, detail, hint } = error as {
    message: string;
    position?: string;
    detail?: string;
    hint?: string;
  };
  const line = position ? ` line ${file.sql.slice(0, Number(position) - 1).split('\n').length}` : '';
  const more = [detail, hint].filter(Boolean).map((text) => `\n  ${text}`);
  return new Error(
    `Migration ${file.name} failed:${line ? ` migration.sql${line}:` : ''} ${message}${more.join('')}\n` +
      'Nothing of it was kept. Mend the file, then run again.',
    { cause: error },
  );
}
