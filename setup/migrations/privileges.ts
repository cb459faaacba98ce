import type { Client } from 'pg';
import { quoteName } from '../postgres/session';
import { LEDGER } from './ledger';
import { QUEUE_SCHEMA } from './queue-schema';

/**
 * What the app's role may do with whatever the owner makes from now on: use schemas and sequences, read and write rows. Being defaults,
 * they come before the migrations, and a migration may take a right away again (`REVOKE UPDATE, DELETE ON … FROM kindred_app`) without
 * a later run giving it back. Functions may be called by everyone, as PostgreSQL has it.
 */
const DEFAULTS = [
  ['USAGE', 'SCHEMAS'],
  ['SELECT, INSERT, UPDATE, DELETE', 'TABLES'],
  ['USAGE, SELECT', 'SEQUENCES'],
  ['EXECUTE', 'FUNCTIONS'],
] as const;

/**
 * Sets the defaults, once a database: then also for what is there already (tables that another tool made).
 * `client` is connected as the owner.
 */
export async function grantDefaults(client: Client, appRole: string): Promise<void> {
  const role = quoteName(appRole);
  if (await hasDefaults(client, appRole)) return;
  const schemas = await ownSchemas(client);
  await client.query('BEGIN');
  try {
    for (const schema of schemas) {
      await client.query(`GRANT USAGE ON SCHEMA ${quoteName(schema)} TO ${role}`);
      for (const [rights, kind] of DEFAULTS.slice(1)) {
        await client.query(`GRANT ${rights} ON ALL ${kind} IN SCHEMA ${quoteName(schema)} TO ${role}`);
      }
    }
    for (const [rights, kind] of DEFAULTS)
      await client.query(`ALTER DEFAULT PRIVILEGES GRANT ${rights} ON ${kind} TO ${role}`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function hasDefaults(client: Client, appRole: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_default_acl, aclexplode(defaclacl) AS entry
      WHERE defaclrole = current_user::regrole AND defaclnamespace = 0 AND defaclobjtype = 'r'
        AND entry.grantee = quote_ident($1)::regrole AND entry.privilege_type = 'SELECT'`,
    [appRole],
  );
  return (rowCount ?? 0) > 0;
}

async function ownSchemas(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)' AND pg_has_role(nspowner, 'USAGE')`,
  );
  return rows.map((row) => row.nspname);
}

/** The app may look up which migrations were applied, and change none of that. */
export async function protectLedgers(client: Client, appRole: string): Promise<void> {
  for (const table of [LEDGER, `${QUEUE_SCHEMA}.migration`]) {
    await client.query(`REVOKE INSERT, UPDATE, DELETE ON ${table} FROM ${quoteName(appRole)}`);
  }
}
