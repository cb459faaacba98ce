import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, withShop } from '~/platform/db/db.server';
import { testDatabase } from '../setup/database';
import { asSuperuser } from './superuser';

/**
 * The wall between shops, without the code's own filters: every table that has a shop is given one row of each of two shops, and statements that
 * forgot to name the shop are sent through it. Tables are asked of the database, so that a new one is tried by itself.
 */
const database = await testDatabase();
const db = connectDatabase(database.appUrl, 2);
afterAll(() => db.close());

const [ours, theirs] = [randomUUID(), randomUUID()];
/** Told before anybody stands within a wall: whoever receives for one shop may add to another's inbox, and never read it. */
const OPEN_TO_INSERT: readonly string[] = ['inbox'];
/** Holds nothing but when a shop has work, for those who look through all shops. */
const WITHOUT_WALL: readonly string[] = ['shop_wakeups'];
/** Of the wall or for want of a right, and of a trigger that lets nothing be changed. */
const DENIED: readonly unknown[] = ['42501', 'P0001', '23001'];

interface Column {
  table: string;
  name: string;
  type: string;
}

let columns: Column[];
const tables = (): string[] => [...new Set(columns.map(({ table }) => table))].filter((t) => !WITHOUT_WALL.includes(t));
const quoted = (name: string): string => `"${name}"`;

beforeAll(() => asSuperuser(database.appUrl, fill));

/** As the superuser, with neither foreign keys nor checks: what stands in the rows does not matter, whose they are does. */
async function fill(admin: pg.Client): Promise<void> {
  await admin.query('SET session_replication_role = replica');
  const { rows: checks } = await admin.query<{ drop: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop FROM pg_constraint
     WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0`,
  );
  for (const { drop } of checks) await admin.query(drop);
  ({ rows: columns } = await admin.query<Column>(
    `SELECT c.table_name AS "table", c.column_name AS "name", c.udt_name AS "type" FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
       AND c.identity_generation IS DISTINCT FROM 'ALWAYS' AND EXISTS (SELECT 1
       FROM information_schema.columns s WHERE s.table_schema = 'public' AND s.table_name = c.table_name AND s.column_name = 'shopId')
     ORDER BY 1, c.ordinal_position`,
  ));
  for (const table of tables()) for (const shopId of [ours, theirs]) await admin.query(insertOf(table, shopId));
}

function insertOf(table: string, shopId: string): string {
  const own = columns.filter((column) => column.table === table);
  const values = own.map(({ name, type }) => (name === 'shopId' ? `'${shopId}'` : valueOf(type)));
  return `INSERT INTO ${quoted(table)} (${own.map(({ name }) => quoted(name)).join(', ')}) VALUES (${values.join(', ')})`;
}

function valueOf(type: string): string {
  if (type.startsWith('_')) return `'{}'`;
  const known: Record<string, string> = {
    ...{
      uuid: 'gen_random_uuid()',
      text: 'gen_random_uuid()::text',
      varchar: 'gen_random_uuid()::text',
      bool: 'false',
    },
    ...{ timestamptz: 'now()', timestamp: 'now()', date: 'now()', json: `'{}'`, jsonb: `'{}'`, bytea: `'\\x01'` },
    ...{ int2: '1', int4: '1', int8: '1', float4: '1', float8: '1', numeric: '1' },
  };
  return known[type] ?? `(enum_range(NULL::"${type}"))[1]`;
}

/** Rows that a statement reached from within our wall; 'denied' where it may not be sent at all. */
const reached = (statement: string, values: unknown[] = []): Promise<number | 'denied'> =>
  withShop(ours, () => db.pool.query(statement, values)).then(
    ({ rowCount }) => rowCount ?? 0,
    (error: { code?: string }) => {
      if (DENIED.includes(error.code)) return 'denied';
      throw error;
    },
  );

/** Which tables answered otherwise than they should. */
async function breaches(
  statementOf: (table: string) => string,
  allowed: (answer: number | 'denied', table: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables()) {
    const answer = await reached(statementOf(table));
    if (!allowed(answer, table)) found.push(`${table}: ${answer}`);
  }
  return found;
}

const isNone = (answer: number | 'denied'): boolean => answer === 0 || answer === 'denied';

describe('a statement that forgot the shop', () => {
  it('has something to reach: every table holds a row of ours', async () => {
    expect(tables().length).toBeGreaterThan(40);
    const one = (answer: number | 'denied') => answer === 1;
    expect(await breaches((table) => `SELECT 1 FROM ${quoted(table)}`, one)).toEqual([]);
  });

  it('reads no row of the other shop’s, even one that asks for it', async () => {
    const asked = (table: string) => `SELECT 1 FROM ${quoted(table)} WHERE "shopId" = '${theirs}'`;
    expect(await breaches(asked, isNone)).toEqual([]);
  });

  it('changes none', async () => {
    const asked = (table: string) => `UPDATE ${quoted(table)} SET "shopId" = "shopId" WHERE "shopId" = '${theirs}'`;
    expect(await breaches(asked, isNone)).toEqual([]);
  });

  it('deletes none', async () => {
    const asked = (table: string) => `DELETE FROM ${quoted(table)} WHERE "shopId" = '${theirs}'`;
    expect(await breaches(asked, isNone)).toEqual([]);
  });

  it('adds none, but to an inbox', async () => {
    const isDenied = (answer: number | 'denied', table: string) =>
      answer === (OPEN_TO_INSERT.includes(table) ? 1 : 'denied');
    const refused: string[] = [];
    for (const table of tables()) {
      // A foreign key may speak first where the wall would have let it through: then it did.
      const answer = await reached(insertOf(table, theirs)).catch((error: { code?: string }) =>
        error.code === '23503' && OPEN_TO_INSERT.includes(table) ? 1 : String(error.code),
      );
      if (!isDenied(answer as number | 'denied', table)) refused.push(`${table}: ${answer}`);
    }
    expect(refused).toEqual([]);
  });

  it('gives none of ours away', async () => {
    const asked = (table: string) => `UPDATE ${quoted(table)} SET "shopId" = '${theirs}' WHERE "shopId" = '${ours}'`;
    expect(await breaches(asked, (answer) => answer === 'denied')).toEqual([]);
  });

  it('reaches nothing at all outside of every wall', async () => {
    const seen: string[] = [];
    for (const table of tables()) {
      const { rowCount } = await db.pool.query(`SELECT 1 FROM ${quoted(table)}`);
      if (rowCount) seen.push(`${table}: ${rowCount}`);
    }
    expect(seen).toEqual([]);
  });
});

describe('ways around the wall', () => {
  it('are no functions of another’s rights and no views of the owner’s but those named here', async () => {
    const { rows: functions } = await db.pool.query<{ name: string }>(
      `SELECT proname AS name FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(functions.map(({ name }) => name)).toEqual([]);
    const { rows: views } = await db.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`,
    );
    expect(views.map(({ name }) => name)).toEqual([]);
  });

  it('are not in the app’s role: it owns nothing, is no superuser and cannot pass by policies', async () => {
    const { rows } = await db.pool.query<{ owned: number; free: boolean }>(
      `SELECT (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned, r.rolsuper OR r.rolbypassrls AS free
       FROM pg_roles r WHERE r.rolname = current_user`,
    );
    expect(rows).toEqual([{ owned: 0, free: false }]);
  });
});
