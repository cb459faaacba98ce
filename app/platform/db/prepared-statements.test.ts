import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/setup/database';
import { connectDatabase } from './db.server';
import { PreparedStatements } from './prepared-statements';

const database = await testDatabase();
const db = connectDatabase(database.appUrl, 1);
afterAll(() => db.close());

const times = (statements: PreparedStatements, text: string, count: number) =>
  Array.from({ length: count }, () => statements.nameOf(text));

describe('naming statements', () => {
  it('names a text that is asked again and again, always alike, and no two alike', () => {
    const statements = new PreparedStatements();
    const one = times(statements, 'SELECT 1', 8);
    const other = times(statements, 'SELECT 2', 8);
    expect(one.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
    expect(new Set(one.slice(4)).size).toBe(1);
    expect(one.at(-1)).toBeDefined();
    expect(other.at(-1)).not.toBe(one.at(-1));
  });

  it('names no more than a connection should keep, and forgets what is asked once', () => {
    const statements = new PreparedStatements();
    for (let nth = 0; nth < 20_000; nth++) statements.nameOf(`SELECT ${nth}`);
    for (let nth = 0; nth < 1_000; nth++) times(statements, `SELECT often ${nth}`, 5);
    const names = Array.from({ length: 1_000 }, (_, nth) => statements.nameOf(`SELECT often ${nth}`));
    expect(new Set(names.filter(Boolean)).size).toBe(300);
    expect(times(statements, 'SELECT 1 late', 8)).toEqual(Array<undefined>(8).fill(undefined));
  });
});

interface Prepared {
  statement: string;
}

describe('a connection', () => {
  const prepared = async () => {
    const { rows } = await db.pool.query<Prepared>('SELECT statement FROM pg_prepared_statements');
    return rows.map(({ statement }) => statement);
  };

  it('prepares what Prisma asks often, gives the same answers by it, and goes on after one that fails', async () => {
    const asked: number[] = [];
    for (let nth = 0; nth < 12; nth++) {
      const [row] = await db.prisma.$queryRaw<{ twice: number }[]>`SELECT ${nth}::int * 2 AS "twice"`;
      asked.push(row?.twice ?? -1);
      const divided = db.transaction((tx) => tx.$queryRaw`SELECT 1 / ${0}::int`);
      await expect(divided).rejects.toThrow(/division by zero/);
    }
    expect(asked).toEqual(Array.from({ length: 12 }, (_, nth) => nth * 2));
    const statements = await prepared();
    expect(statements).toContain('SELECT $1::int * 2 AS "twice"');
    expect(statements.filter((text) => text.startsWith('SELECT 1 /'))).toHaveLength(1);
  });

  it('prepares nothing without values', async () => {
    for (let nth = 0; nth < 12; nth++) await db.transaction((tx) => tx.$queryRaw`SELECT 1 AS "one"`);
    expect((await prepared()).filter((text) => /BEGIN|COMMIT|"one"/.test(text))).toEqual([]);
  });
});
