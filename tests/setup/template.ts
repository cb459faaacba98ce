import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Client } from 'pg';
import { migrate, MIGRATIONS_FOLDER } from '../../setup/migrations/migrate';
import { migrationsHash } from '../../setup/migrations/migration-files';
import { createDatabase, dropDatabase, type DatabaseUrls } from '../../setup/postgres/databases';
import { quoteName, withClient } from '../../setup/postgres/session';

const PREFIX = 'kindred_template_';
/** `KTPL`: holds back a second run that would build the same template. */
const LOCK_KEY = 0x4b54504c;

/**
 * Makes sure of the migrated database that tests copy. It is named by what it was made from, so that a run whose migrations did not
 * change finds it ready; templates of other migrations are removed.
 * @returns the template's name
 */
export async function ensureTemplate(server: DatabaseUrls, folder: string = MIGRATIONS_FOLDER): Promise<string> {
  const name = templateName(folder);
  await withClient(server.adminUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    const existing = await templates(client);
    for (const other of existing.filter((candidate) => candidate !== name)) await dropTemplate(server, other);
    if (!existing.includes(name)) await build(server, name, folder);
  });
  return name;
}

function templateName(folder: string): string {
  const { version } = createRequire(import.meta.url)('bullmq/package.json') as { version: string };
  const madeFrom = `${migrationsHash(folder)} bullmq ${version}`;
  return PREFIX + createHash('sha256').update(madeFrom).digest('hex').slice(0, 12);
}

async function templates(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [PREFIX],
  );
  return rows.map((row) => row.datname);
}

/** Built under another name: one that was cut short is not taken for whole. */
async function build(server: DatabaseUrls, name: string, folder: string): Promise<void> {
  const building = `${name}_building`;
  const { ownerUrl, appUrl } = await createDatabase(server, building);
  await migrate({ ownerUrl, appUrl, folder });
  await withClient(server.adminUrl, async (client) => {
    await client.query(`ALTER DATABASE ${quoteName(building)} RENAME TO ${quoteName(name)}`);
    // A test that connected to it by mistake would keep all others from copying it.
    await client.query(`ALTER DATABASE ${quoteName(name)} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  });
}

async function dropTemplate(server: DatabaseUrls, name: string): Promise<void> {
  await withClient(server.adminUrl, (client) =>
    client.query(`ALTER DATABASE ${quoteName(name)} WITH IS_TEMPLATE false`),
  );
  await dropDatabase(server, name);
}
