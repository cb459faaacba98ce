import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresBackend, withBackend } from 'bullmq';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/database';
import { withClient } from '../postgres/session';
import { migrate } from './migrate';
import { QUEUE_SCHEMA } from './queue-schema';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = mkdtempSync(join(tmpdir(), 'privileges-'));
});

afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function migrateWith(...statements: string[]): Promise<void> {
  statements.forEach((sql, index) => {
    mkdirSync(join(folder, `${index}_step`), { recursive: true });
    writeFileSync(join(folder, `${index}_step`, 'migration.sql'), sql);
  });
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, folder });
}

const asOwner = (sql: string) => withClient(database.ownerUrl, (client) => client.query(sql));
const asApp = (sql: string) => withClient(database.appUrl, (client) => client.query(sql));

describe('what the app’s role may do', () => {
  it('reads and writes rows, uses sequences and functions, in each schema the owner makes', async () => {
    await migrateWith(
      `CREATE TABLE things (id serial PRIMARY KEY, name text);
       CREATE SCHEMA other; CREATE TABLE other.things (id bigint GENERATED ALWAYS AS IDENTITY, name text);
       CREATE FUNCTION other.shout(t text) RETURNS text LANGUAGE sql AS $$ SELECT upper(t) $$;`,
    );
    for (const table of ['things', 'other.things']) {
      await asApp(`INSERT INTO ${table} (name) VALUES ('a'), ('b')`);
      await asApp(`UPDATE ${table} SET name = other.shout(name) WHERE name = 'a'`);
      await asApp(`DELETE FROM ${table} WHERE name = 'b'`);
      expect((await asApp(`SELECT name FROM ${table}`)).rows).toEqual([{ name: 'A' }]);
    }
  });

  it('makes, changes and empties no table', async () => {
    await migrateWith('CREATE TABLE things (id int)');
    for (const sql of ['CREATE TABLE mine (id int)', 'CREATE SCHEMA mine']) {
      await expect(asApp(sql), sql).rejects.toThrow(/permission denied/);
    }
    for (const sql of [
      'DROP TABLE things',
      'ALTER TABLE things ADD COLUMN more int',
      'ALTER TABLE things DISABLE ROW LEVEL SECURITY',
    ]) {
      await expect(asApp(sql), sql).rejects.toThrow(/must be owner of table things/);
    }
    await expect(asApp('TRUNCATE things')).rejects.toThrow(/permission denied/);
  });

  it('is held by row-level security', async () => {
    await migrateWith(
      `CREATE TABLE walled (shop int); ALTER TABLE walled ENABLE ROW LEVEL SECURITY; ALTER TABLE walled FORCE ROW LEVEL SECURITY;
       CREATE POLICY wall ON walled USING (shop = nullif(current_setting('app.shop', true), '')::int);`,
    );
    await expect(asApp('INSERT INTO walled VALUES (1)')).rejects.toThrow(/violates row-level security/);
    await expect(asOwner('INSERT INTO walled VALUES (1)'), 'the owner too').rejects.toThrow(
      /violates row-level security/,
    );
    await asApp(`BEGIN; SET LOCAL app.shop = '1'; INSERT INTO walled VALUES (1); COMMIT`);
    expect((await asApp('SELECT * FROM walled')).rows).toEqual([]);
  });

  it('does not get back what a migration took away', async () => {
    await migrateWith('CREATE TABLE ledger (id int)', 'REVOKE UPDATE, DELETE ON ledger FROM kindred_app');
    await migrateWith(
      'CREATE TABLE ledger (id int)',
      'REVOKE UPDATE, DELETE ON ledger FROM kindred_app',
      'CREATE TABLE later (id int)',
    );
    await asApp('INSERT INTO ledger VALUES (1)');
    await expect(asApp('DELETE FROM ledger')).rejects.toThrow(/permission denied for table ledger/);
    await asApp('DELETE FROM later');
  });

  it('covers tables that were there before the first run', async () => {
    await asOwner('CREATE TABLE earlier (id serial)');
    await migrateWith('CREATE TABLE later (id int)');
    await asApp('INSERT INTO earlier DEFAULT VALUES');
    expect((await asApp('SELECT count(*)::int AS n FROM earlier')).rows).toEqual([{ n: 1 }]);
  });

  it('reads the ledger of migrations and changes nothing in it', async () => {
    await migrateWith('CREATE TABLE things (id int)');
    expect((await asApp('SELECT migration_name FROM _prisma_migrations')).rows).toEqual([{ migration_name: '0_step' }]);
    await expect(asApp('DELETE FROM _prisma_migrations')).rejects.toThrow(/permission denied/);
    await expect(asApp('DELETE FROM bullmq.migration')).rejects.toThrow(/permission denied/);
  });

  it('runs a queue without owning any of it: adds jobs, one and many, works on them, removes the queue', async () => {
    await migrateWith('CREATE TABLE things (id int)');
    const backed = withBackend(createPostgresBackend);
    const connection = { connectionString: database.appUrl, schema: QUEUE_SCHEMA, max: 2 };
    const queue = new backed.Queue('wake-ups', { connection });
    await queue.add('look', { shop: 1 });
    await queue.addBulk([2, 3].map((shop) => ({ name: 'look', data: { shop } })));
    await queue.addBulk([4, 5].map((shop) => ({ name: 'look', data: { shop } })));
    const seen: number[] = [];
    await new Promise<void>((resolve, reject) => {
      const worker = new backed.Worker<{ shop: number }>('wake-ups', async (job) => seen.push(job.data.shop), {
        connection,
      });
      worker.on('error', reject);
      worker.on('drained', () => void worker.close().then(resolve, reject));
    });
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5]);
    const owned = await asApp(`SELECT relname FROM pg_class WHERE relowner = current_user::regrole`);
    expect(owned.rows).toEqual([]);
    await queue.obliterate({ force: true });
    await queue.close();
  });
});
