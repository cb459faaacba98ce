import type { Client } from 'pg';
import type { Connection } from './connection-file';
import { quoteName } from './session';

/** Owns the database and its schemas; bound by row-level security where that is forced. */
export const OWNER_ROLE = 'kindred_owner';
/** What the app runs as: owns nothing, passes no policy by. */
export const APP_ROLE = 'kindred_app';

const RESTRICTED = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT';

/** Makes both roles, or brings them back to what they should be. Instants are UTC whatever the server's own zone is. */
export async function ensureRoles(client: Client, connection: Connection): Promise<void> {
  for (const [role, password] of [
    [OWNER_ROLE, connection.ownerPassword],
    [APP_ROLE, connection.appPassword],
  ] as const) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = rowCount ? 'ALTER' : 'CREATE';
    await client.query(`${verb} ROLE ${quoteName(role)} ${RESTRICTED} PASSWORD ${client.escapeLiteral(password)}`);
    await client.query(`ALTER ROLE ${quoteName(role)} SET timezone = 'UTC'`);
  }
}
