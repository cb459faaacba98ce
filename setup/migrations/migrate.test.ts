import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueryResultRow } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/database';
import { withClient } from '../postgres/session';
import { PRISMA_LOCK_KEY } from './ledger';
import { migrate } from './migrate';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
});

afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function writeMigration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

const run = () => migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, folder });

async function rowsAs<T extends QueryResultRow>(role: 'owner' | 'app', sql: string): Promise<T[]> {
  const { rows } = await withClient(role === 'owner' ? database.ownerUrl : database.appUrl, (client) =>
    client.query<T>(sql),
  );
  return rows;
}

describe('migrate', () => {
  it('applies files in the order of their names, each once', async () => {
    writeMigration('20260102_second', `INSERT INTO steps VALUES ('second')`);
    writeMigration('20260101_first', `CREATE TABLE steps (name text); INSERT INTO steps VALUES ('first')`);
    expect(await run()).toEqual(['20260101_first', '20260102_second']);
    expect(await run()).toEqual([]);
    writeMigration('20260103_third', `INSERT INTO steps VALUES ('third')`);
    expect(await run()).toEqual(['20260103_third']);
    expect(await rowsAs('owner', 'SELECT name FROM steps')).toEqual([
      { name: 'first' },
      { name: 'second' },
      { name: 'third' },
    ]);
  });

  it('runs functions, dollar quotes and semicolons inside texts whole', async () => {
    writeMigration(
      '1_function',
      `CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN n * 2; END; $$;
       CREATE TABLE notes (body text DEFAULT 'a;b'); -- a comment; with a semicolon
       DO $$ BEGIN INSERT INTO notes DEFAULT VALUES; END $$;`,
    );
    await run();
    expect(await rowsAs('app', 'SELECT body, twice(21) AS n FROM notes')).toEqual([{ body: 'a;b', n: 42 }]);
  });

  it('records what Prisma records', async () => {
    const sql = 'CREATE TABLE ä (id int);\n';
    writeMigration('1_ä', sql);
    await run();
    const rows = await rowsAs(
      'owner',
      `SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count, length(id) AS id_length,
              started_at <= finished_at AND finished_at > now() - interval '1 minute' AS dated FROM _prisma_migrations`,
    );
    const checksum = createHash('sha256').update(sql).digest('hex');
    expect(rows).toEqual([
      {
        migration_name: '1_ä',
        checksum,
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
        id_length: 36,
        dated: true,
      },
    ]);
  });

  it('refuses an applied file that was edited, by name, and applies nothing else', async () => {
    writeMigration('1_tables', 'CREATE TABLE a (id int)');
    await run();
    writeMigration('1_tables', 'CREATE TABLE a (id int, more text)');
    writeMigration('2_more', 'CREATE TABLE b (id int)');
    await expect(run()).rejects.toThrow(/Migration 1_tables was edited after it was applied\. Restore the file/);
    expect(await rowsAs('owner', `SELECT to_regclass('b') AS b`)).toEqual([{ b: null }]);
  });

  it('refuses a database that is ahead of the checkout', async () => {
    writeMigration('1_tables', 'CREATE TABLE a (id int)');
    await run();
    rmSync(join(folder, '1_tables'), { recursive: true });
    await expect(run()).rejects.toThrow(/has migration 1_tables, which this checkout lacks/);
  });

  it('keeps nothing of a file that fails, and says where it failed', async () => {
    writeMigration('1_good', 'CREATE TABLE good (id int)');
    writeMigration('2_bad', 'CREATE TABLE half (id int);\nINSERT INTO half VALUES (1);\nSELECT nonsense FROM half;');
    await expect(run()).rejects.toThrow(
      /Migration 2_bad failed: migration\.sql line 3: column "nonsense" does not exist/,
    );
    expect(
      await rowsAs(
        'owner',
        `SELECT to_regclass('half') AS half, (SELECT count(*)::int FROM _prisma_migrations) AS recorded`,
      ),
    ).toEqual([{ half: null, recorded: 1 }]);
    writeMigration('2_bad', 'CREATE TABLE half (id int)');
    expect(await run()).toEqual(['2_bad']);
  });

  it('refuses a file that ends its own transaction', async () => {
    writeMigration('1_commits', 'CREATE TABLE a (id int); COMMIT; CREATE TABLE b (id int);');
    await expect(run()).rejects.toThrow(/1_commits failed: it ends its own transaction/);
  });

  it('refuses a migration that another tool left half done, with the statement that mends it', async () => {
    await run();
    await rowsAs(
      'owner',
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '1_failed')`,
    );
    await expect(run()).rejects.toThrow(/1_failed was begun by another tool and did not finish.*DELETE FROM/);
    await rowsAs('owner', `UPDATE _prisma_migrations SET rolled_back_at = now()`);
    expect(await run()).toEqual([]);
  });

  it('refuses a folder without migration.sql', async () => {
    mkdirSync(join(folder, '1_empty'));
    await expect(run()).rejects.toThrow(/Migration 1_empty has no migration\.sql/);
  });

  it('does not carry a search path from one file to the next', async () => {
    writeMigration('1_path', `CREATE SCHEMA other; SET search_path TO other; CREATE TABLE inner_one (id int)`);
    writeMigration('2_next', `CREATE TABLE outer_one (id int)`);
    await run();
    const rows = await rowsAs(
      'owner',
      `SELECT schemaname || '.' || tablename AS at FROM pg_tables WHERE tablename LIKE '%_one' ORDER BY 1`,
    );
    expect(rows).toEqual([{ at: 'other.inner_one' }, { at: 'public.outer_one' }]);
  });

  it('lets two runners at once apply each file once', async () => {
    writeMigration('1_first', `CREATE TABLE runs (n int); INSERT INTO runs VALUES (1)`);
    writeMigration('2_second', `INSERT INTO runs SELECT 2 FROM pg_sleep(0.1)`);
    const results = await Promise.all([run(), run(), run()]);
    expect(results.map((names) => names.length).sort()).toEqual([0, 0, 2]);
    expect(await rowsAs('owner', 'SELECT n FROM runs ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('waits for whoever holds the lock of Prisma’s own migrate', async () => {
    writeMigration('1_first', 'CREATE TABLE a (id int)');
    await withClient(database.ownerUrl, async (holder) => {
      await holder.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK_KEY]);
      const running = run();
      await waitForLockWaiter();
      expect(await rowsAs('owner', `SELECT to_regclass('a') AS a`)).toEqual([{ a: null }]);
      await holder.query('SELECT pg_advisory_unlock($1)', [PRISMA_LOCK_KEY]);
      expect(await running).toEqual(['1_first']);
    });
  });
});

async function waitForLockWaiter(): Promise<void> {
  const waiting = `SELECT 1 AS one FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = ${PRISMA_LOCK_KEY}
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await expect.poll(() => rowsAs('owner', waiting), { interval: 10, timeout: 5_000 }).toHaveLength(1);
}
