import { Prisma } from '@prisma/client';
import pg from 'pg';

/** Something that takes a statement: a pool, or the connection that holds a transaction. */
export interface Asked {
  query(statement: pg.QueryConfig): Promise<pg.QueryResult>;
}

/** Prisma's two ways to say SQL in its own words. */
export interface RawSql {
  $queryRaw<T = unknown>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T>;
  $executeRaw(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
}

/**
 * SQL that goes to the driver as it stands. Prisma compiles each such statement, with all of its values: a tiny one takes it three times as long as the
 * driver, and one that carries a hundred mails eight times. Values come back as Prisma's are: `bigint`, `Decimal`, and dates in UTC.
 */
export const rawSql = (asked: () => Asked): RawSql => ({
  // Async, so that what `asked` throws is this statement's failure.
  $queryRaw: async (text, ...values) => (await asked().query(statementOf(text, values))).rows as never,
  $executeRaw: async (text, ...values) => (await asked().query(statementOf(text, values))).rowCount ?? 0,
});

function statementOf(text: TemplateStringsArray | Prisma.Sql, values: unknown[]): pg.QueryConfig {
  const sql = 'raw' in text ? Prisma.sql(text, ...values) : text;
  return { text: sql.text, values: sql.values.map(asValue), types: { getTypeParser } };
}

/** As the driver writes it, but for what it would write in the machine's own zone, or as JSON in quotes. */
function asValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Prisma.Decimal.isDecimal(value)) return value.toString();
  return Array.isArray(value) ? value.map(asValue) : value;
}

const { builtins } = pg.types;
/** Of arrays the driver has no names, but the catalogue's numbers (pg_type.oid). */
const [TEXTS, DATES, BIGINTS, NUMERICS, TIMESTAMPS] = [1009, 1182, 1016, 1231, 1115];
const utc = (text: string): Date => new Date(`${text.replace(' ', 'T')}Z`);
const asBigInt = (text: string): bigint => BigInt(text);
const asDecimal = (text: string): Prisma.Decimal => new Prisma.Decimal(text);
const textsOf = pg.types.getTypeParser(TEXTS) as (text: string) => (string | null)[];
const listOf =
  <T>(one: (text: string) => T) =>
  (text: string): (T | null)[] =>
    textsOf(text).map((entry) => (entry === null ? null : one(entry)));

const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.INT8, asBigInt],
  [BIGINTS, listOf(asBigInt)],
  [builtins.NUMERIC, asDecimal],
  [NUMERICS, listOf(asDecimal)],
  [builtins.DATE, (text) => new Date(text)],
  [DATES, listOf((text) => new Date(text))],
  [builtins.TIMESTAMP, utc],
  [TIMESTAMPS, listOf(utc)],
]);

const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: string) => {
  const own = format === 'binary' ? undefined : PARSERS.get(id);
  return (own ?? pg.types.getTypeParser(id, format as 'text')) as never;
};
