import { Prisma } from '@prisma/client';
import type { Moment } from '~/customers/rules/known-person';
import { compile, IS_A_PERSON } from '~/customers/rules/sql/compile.server';
import { factColumns, joinOf, type Source } from '~/customers/rules/sql/fact-sources.server';
import type { Db } from '~/platform/db/db.server';
import { NEVER_DAYS, POPULATION, type Feature } from './features';

/** One person as numbers, in the order of the features that were asked for. */
export interface MeasuredPerson {
  id: string;
  /** Where the person stands in an order drawn by lot, the same each time. */
  lot: string;
  values: number[];
}

const EVERYBODY = () => Prisma.empty;
const DAY_MS = 86_400_000;

/** How many people there are to tell apart. */
export async function countPeople(db: Db, shopId: string, moment: Moment): Promise<number> {
  const { joins, condition } = compile(POPULATION, { shopId, moment, among: EVERYBODY });
  const [row] = await db.$queryRaw<{ people: number }[]>`SELECT count(*)::int AS "people" FROM profiles p ${joins}
    WHERE p."shopId" = ${shopId}::uuid AND ${IS_A_PERSON} AND ${condition}`;
  return row?.people ?? 0;
}

/** The countries that tell people apart: the commonest three where neither nearly all nor hardly anybody lives. */
export async function commonCountries(db: Db, shopId: string, people: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ country: string }[]>`
    SELECT p."countryCode" AS "country" FROM profiles p
    WHERE p."shopId" = ${shopId}::uuid AND ${IS_A_PERSON} AND p."countryCode" IS NOT NULL
    GROUP BY 1 HAVING count(*) BETWEEN ${people * 0.05}::float8 AND ${people * 0.95}::float8 ORDER BY count(*) DESC, 1 LIMIT 3`;
  return rows.map(({ country }) => country);
}

/** The next people by lot, measured in one statement: facts and counts of events are those that rules look at. */
export async function measurePeople(
  db: Db,
  shopId: string,
  features: readonly Feature[],
  moment: Moment,
  { afterLot, most }: { afterLot: string; most: number },
): Promise<MeasuredPerson[]> {
  const { joins, condition } = compile(POPULATION, { shopId, moment, among: EVERYBODY });
  const among = (profileId: Prisma.Sql) => Prisma.sql`AND ${profileId} IN (SELECT who."id" FROM who)`;
  const sources = new Set(features.flatMap(({ of }): Source[] => ('fact' in of ? [factColumns[of.fact].source] : [])));
  const columns = features.map((feature) => columnOf(feature, moment));
  return db.$queryRaw<MeasuredPerson[]>`
    WITH who AS MATERIALIZED (
      SELECT * FROM (SELECT p."id", md5('clusters:' || p."id"::text) COLLATE "C" AS "lot" FROM profiles p ${joins}
        WHERE p."shopId" = ${shopId}::uuid AND ${IS_A_PERSON} AND ${condition}) drawn
      WHERE drawn."lot" > ${afterLot} ORDER BY drawn."lot" LIMIT ${most}::bigint)
    SELECT p."id"::text AS "id", who."lot", ARRAY[${Prisma.join(columns)}]::float8[] AS "values"
    FROM who JOIN profiles p ON p."shopId" = ${shopId}::uuid AND p."id" = who."id"
    ${Prisma.join(
      [...sources].map((source) => joinOf(source, shopId, among)),
      ' ',
    )}
    LEFT JOIN (${countsSql(shopId, features, moment, among)}) did ON did."profileId" = p."id"
    ORDER BY who."lot"`;
}

function columnOf({ key, of }: Feature, { at }: Moment): Prisma.Sql {
  if (of.kind === 'events') return Prisma.sql`COALESCE(did.${Prisma.raw(`"${key}"`)}, 0)`;
  const { sql } = factColumns[of.fact];
  switch (of.kind) {
    case 'age':
      return Prisma.sql`CASE WHEN ${sql} <= ${at} THEN LEAST(floor(extract(epoch FROM ${at}::timestamptz - ${sql}) / 86400), ${NEVER_DAYS}::float8)
        ELSE ${NEVER_DAYS}::float8 END`;
    case 'choice':
      return Prisma.sql`CASE WHEN ${sql} = ${of.value} THEN 1 ELSE 0 END`;
    default:
      return Prisma.sql`GREATEST(COALESCE(${sql}, 0), 0)`;
  }
}

function countsSql(
  shopId: string,
  features: readonly Feature[],
  { at }: Moment,
  among: (profileId: Prisma.Sql) => Prisma.Sql,
): Prisma.Sql {
  const counted = features.flatMap(({ key, of }) => (of.kind === 'events' ? [{ key, ...of }] : []));
  const since = (days: number) => new Date(at.getTime() - days * DAY_MS);
  const counts = counted.map(
    ({ key, event, days }) =>
      Prisma.sql`count(*) FILTER (WHERE e."type" = ${event} AND e."occurredAt" > ${since(days)}) AS ${Prisma.raw(`"${key}"`)}`,
  );
  const longest = Math.max(...counted.map(({ days }) => days));
  return Prisma.sql`SELECT e."profileId", ${Prisma.join(counts)} FROM events e
    WHERE e."shopId" = ${shopId}::uuid AND e."type" = ANY(${counted.map(({ event }) => event)}::text[])
      AND e."occurredAt" > ${since(longest)} AND e."occurredAt" <= ${at} ${among(Prisma.sql`e."profileId"`)} GROUP BY 1`;
}
