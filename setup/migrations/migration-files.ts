import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface MigrationFile {
  /** The folder's name, such as `20261122120000_capture`. */
  name: string;
  sql: string;
  /** SHA-256 of the file's bytes, in hex: what Prisma records. */
  checksum: string;
}

/** Prisma's layout: `folder/NAME/migration.sql`, in the order of their names. A folder that does not exist holds none. */
export function readMigrations(folder: string): MigrationFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => readMigration(folder, name));
}

function readMigration(folder: string, name: string): MigrationFile {
  const file = join(folder, name, 'migration.sql');
  if (!existsSync(file))
    throw new Error(
      `Migration ${name} has no migration.sql. Add the file, or remove the folder ${join(folder, name)}.`,
    );
  const bytes = readFileSync(file);
  return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
}

/** One hash for all migrations in their order: two databases with the same one have the same tables. */
export function migrationsHash(folder: string): string {
  const hash = createHash('sha256');
  for (const { name, checksum } of readMigrations(folder)) hash.update(`${name}\0${checksum}\0`);
  return hash.digest('hex');
}
