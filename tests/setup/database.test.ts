import { describe, expect, it } from 'vitest';
import { withClient } from '../../setup/postgres/session';
import { createTestDatabase, testDatabase } from './database';

const database = await testDatabase();

describe('testDatabase', () => {
  it('is migrated: the queue has its tables and the ledger is there', async () => {
    const { rows } = await withClient(database.ownerUrl, (client) =>
      client.query<{ found: string }>(
        `SELECT table_schema || '.' || table_name AS found FROM information_schema.tables WHERE table_name IN ('_prisma_migrations', 'job') ORDER BY 1`,
      ),
    );
    expect(rows.map((row) => row.found)).toEqual(['bullmq.job', 'public._prisma_migrations']);
  });

  it('gives the app a role that owns nothing and passes no policy by', async () => {
    const { rows } = await withClient(database.appUrl, (client) =>
      client.query(
        `SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, current_setting('timezone') AS zone,
                (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
           FROM pg_roles WHERE rolname = current_user`,
      ),
    );
    expect(rows).toEqual([
      {
        rolname: 'kindred_app',
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: false,
        rolcreaterole: false,
        zone: 'UTC',
        owned: 0,
      },
    ]);
  });

  it('makes databases that do not see each other', async () => {
    const other = await createTestDatabase();
    await withClient(database.ownerUrl, (client) => client.query('CREATE TABLE only_here (id int)'));
    const { rows } = await withClient(other.ownerUrl, (client) =>
      client.query(`SELECT to_regclass('public.only_here') AS found`),
    );
    expect(rows).toEqual([{ found: null }]);
    await other.drop();
    await expect(withClient(other.ownerUrl, (client) => client.query('SELECT 1'))).rejects.toThrow(/does not exist/);
  });
});
