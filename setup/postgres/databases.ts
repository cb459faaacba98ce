import type { Client } from 'pg';
import { quoteName, roleOf, withClient, withDatabase } from './session';

/** The URLs of one database for its three roles. `adminUrl` may create databases. */
export interface DatabaseUrls {
  ownerUrl: string;
  appUrl: string;
  adminUrl: string;
}

export interface CreatedDatabase extends DatabaseUrls {
  name: string;
}

/**
 * Makes a database that the owner role owns, empty or as a copy of `template` (60-80 ms; nobody may be connected to it).
 * @returns the same server's URLs with the new database in them
 */
export async function createDatabase(
  server: DatabaseUrls,
  name: string,
  options: { template?: string } = {},
): Promise<CreatedDatabase> {
  await withClient(server.adminUrl, (client) => createWith(client, server, name, options.template));
  return urlsOf(server, name);
}

async function createWith(
  client: Client,
  server: DatabaseUrls,
  name: string,
  template: string | undefined,
): Promise<void> {
  const owner = quoteName(roleOf(server.ownerUrl));
  const source = template ? ` TEMPLATE ${quoteName(template)}` : '';
  try {
    await client.query(`CREATE DATABASE ${quoteName(name)} OWNER ${owner}${source}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Error(
      `Role ${roleOf(server.adminUrl)} may not create databases on this server. Grant it: ` +
        `ALTER ROLE ${quoteName(roleOf(server.adminUrl))} CREATEDB; or name a role that may in DATABASE_ADMIN_URL.`,
      { cause: error },
    );
  }
  await client.query(`REVOKE ALL ON DATABASE ${quoteName(name)} FROM PUBLIC`);
  await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${quoteName(name)} TO ${quoteName(roleOf(server.appUrl))}`);
}

/** Removes a database, ending whatever is connected to it. One that does not exist is no error. */
export async function dropDatabase(server: DatabaseUrls, name: string): Promise<void> {
  await withClient(server.adminUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`),
  );
}

/** Makes the database unless it exists. */
export async function ensureDatabase(server: DatabaseUrls, name: string): Promise<CreatedDatabase> {
  const exists = await withClient(server.adminUrl, (client) =>
    client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]),
  );
  return exists.rowCount ? urlsOf(server, name) : createDatabase(server, name);
}

export function urlsOf(server: DatabaseUrls, name: string): CreatedDatabase {
  return {
    name,
    ownerUrl: withDatabase(server.ownerUrl, name),
    appUrl: withDatabase(server.appUrl, name),
    adminUrl: server.adminUrl,
  };
}
