import pg from 'pg';
import { inject } from 'vitest';

/** A superuser's session in the database of the given URL, past policies, rights and, where asked for, foreign keys and triggers. */
export async function asSuperuser<T>(databaseUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(inject('testCluster').adminUrl);
  url.pathname = new URL(databaseUrl).pathname;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Names of all tables that have a shop. */
export async function shopTables(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ table: string }>(
    `SELECT c.relname AS "table" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shopId'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  return rows.map(({ table }) => table);
}
