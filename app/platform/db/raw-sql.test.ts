import { Prisma, PrismaClient } from '@prisma/client';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, describe, expect, it, test } from 'vitest';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';

const database = await testDatabase();
const { db } = testApp(database);
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.appUrl }) });
afterAll(() => prisma.$disconnect());

const AT = new Date('2026-02-28T23:30:00.123Z');

/** What is given, and as what it is read. */
const cases: Record<string, Prisma.Sql> = {
  nothing: Prisma.sql`${null}::text`,
  'a text': Prisma.sql`${'it’s {"a"} \\ 7'}::text`,
  'a list of texts': Prisma.sql`${['a,b', '"c"', '', 'NULL']}::text[]`,
  'an empty list': Prisma.sql`${[]}::uuid[]`,
  'a small number': Prisma.sql`${-7}::int`,
  'a list of numbers': Prisma.sql`${[1, 2]}::int[]`,
  'a large number': Prisma.sql`${9_007_199_254_740_993n}::bigint`,
  'a list of large numbers': Prisma.sql`${[1n, 9_007_199_254_740_993n]}::bigint[]`,
  'a broken number': Prisma.sql`${0.25}::float8`,
  'an exact number': Prisma.sql`${new Prisma.Decimal('1234567.125')}::numeric`,
  'a list of exact numbers': Prisma.sql`ARRAY[1.5, 2.25]`,
  'a count': Prisma.sql`(SELECT count(*) FROM (VALUES (1), (2)) AS v)`,
  'a sum': Prisma.sql`(SELECT sum(n) FROM (VALUES (1::bigint), (2::bigint)) AS v(n))`,
  yes: Prisma.sql`${true}::boolean`,
  'an instant': Prisma.sql`${AT}::timestamptz`,
  'a list of instants': Prisma.sql`${[AT, AT]}::timestamptz[]`,
  'an instant without a zone': Prisma.sql`${AT}::timestamp`,
  'a day': Prisma.sql`${AT}::date`,
  'a list of days': Prisma.sql`ARRAY['2026-02-28'::date]`,
  JSON: Prisma.sql`${JSON.stringify({ a: [1, null, { b: 'ü' }] })}::jsonb`,
  'an object': Prisma.sql`${{ a: [1, null], b: 'ü' }}::jsonb`,
  bytes: Prisma.sql`${Buffer.from([0, 1, 255])}::bytea`,
  'a list of bytes': Prisma.sql`ARRAY['\\x00ff'::bytea]`,
  'an id': Prisma.sql`${'0197a3d0-0000-7000-8000-00000000000a'}::uuid`,
};

/** Bytes are Node’s own kind here, and the standard’s there: both are `Uint8Array`. */
const comparable = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  return Array.isArray(value) ? value.map(comparable) : value;
};
const valueOf = ([row]: { value: unknown }[]): unknown => comparable(row?.value);

describe('raw SQL past Prisma reads as Prisma reads', () => {
  test.each(Object.entries(cases))('%s', async (_name, sql) => {
    const statement = Prisma.sql`SELECT ${sql} AS "value"`;
    const [ours, theirs] = [
      valueOf(await db.prisma.$queryRaw<{ value: unknown }[]>(statement)),
      valueOf(await prisma.$queryRaw<{ value: unknown }[]>(statement)),
    ];
    expect(ours).toStrictEqual(theirs);
  });

  it('counts what it changed', async () => {
    const counted = await db.transaction(async (tx) => {
      await tx.$executeRaw`CREATE TEMPORARY TABLE few (n int) ON COMMIT DROP`;
      await tx.$executeRaw`INSERT INTO few SELECT generate_series(1, ${3}::int)`;
      return tx.$executeRaw`UPDATE few SET n = n + 1 WHERE n > ${1}`;
    });
    expect(counted).toBe(2);
  });
});

describe('raw SQL in a transaction', () => {
  it('stands in it, with what Prisma says, and goes with it', async () => {
    const saidBy = (tx: { $queryRaw: typeof db.prisma.$queryRaw }) =>
      tx.$queryRaw<{ value: string }[]>`SELECT current_setting('kindred.test', true) AS "value"`;
    const failed = db.transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('kindred.test', 'said', true)`;
      expect(await saidBy(tx)).toEqual([{ value: 'said' }]);
      await tx.shop.count();
      expect(await saidBy(tx)).toEqual([{ value: 'said' }]);
      throw new Error('changed its mind');
    });
    await expect(failed).rejects.toThrow('changed its mind');
    expect((await saidBy(db.prisma)).map(({ value }) => value ?? '')).toEqual(['']);
  });

  it('of two at once stands in its own', async () => {
    const idOf = async (tx: { $queryRaw: typeof db.prisma.$queryRaw }) =>
      (await tx.$queryRaw<{ id: string }[]>`SELECT pg_backend_pid()::text AS "id"`)[0]?.id;
    await db.transaction(async (outer) => {
      const mine = await idOf(outer);
      const others = await db.transaction(async (inner) => [await idOf(inner), await idOf(outer)]);
      expect(others[0]).not.toBe(mine);
      expect(others[1]).toBe(mine);
      expect(await idOf(outer)).toBe(mine);
    });
  });

  it('that is over is refused: its connection is another’s by then', async () => {
    let late: (() => Promise<unknown>) | undefined;
    await db.transaction((tx) => Promise.resolve((late = () => tx.$queryRaw`SELECT 1`)));
    await expect(late?.()).rejects.toThrow('this transaction is over');
  });

  it('that took too long is refused from then on', async () => {
    const says: unknown[] = [];
    const work = db.transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT pg_sleep(0.3)::text`;
        await tx.$queryRaw`SELECT 1`.catch((error: unknown) => says.push(error));
      },
      { timeoutMs: 50 },
    );
    await expect(work).rejects.toThrow(/expired|closed|timeout/i);
    expect(String(says[0])).toContain('this transaction is over');
  });
});
