import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { readHaving, seenBetween, type CustomerFilter } from './customer-filter';
import type { Paging } from './list-pages';
import { CONSENT, consentCondition, havingCondition, IS_SOMEBODY, orderedCondition } from './profile-conditions.server';
import { fewHaving, fewInState } from './few-who-fit.server';
import type { Wanted } from './whom-to-find.server';

export interface ProfileRow {
  id: string;
  primaryAddressId: string | null;
  lastSeenAt: Date;
  consent: string | null;
}

export interface ProfileFilter {
  filter: CustomerFilter;
  wanted: Wanted;
  /** Business time. */
  now: Date;
}

export interface ProfileQuery extends ProfileFilter {
  /** `by-id`: in the order in which they became known, which no visit changes. */
  paging: Paging | { kind: 'by-id'; after: string | null };
  limit: number;
}

/**
 * Walks people in their order and looks at each one by its key: as long as enough of them are wanted that ends soon, and it does not depend on
 * what the database knows of the tables, which right after a first sync is nothing. Few who are wanted are looked up first instead.
 */
export async function findProfiles(db: Db, shopId: string, query: ProfileQuery): Promise<ProfileRow[]> {
  const { paging, limit } = query;
  const conditions = await conditionsOf(db, shopId, query);
  if (!conditions) return [];
  return db.$queryRaw<ProfileRow[]>`
    SELECT p."id"::text, p."primaryAddressId"::text, p."lastSeenAt", ${CONSENT} AS "consent" FROM profiles p
    WHERE ${Prisma.join([...conditions, ...beyond(paging)], ' AND ')} ORDER BY ${orderOf(paging)} LIMIT ${limit}`;
}

/** How many people fit. */
export async function countProfiles(db: Db, shopId: string, query: ProfileFilter): Promise<number> {
  const conditions = await conditionsOf(db, shopId, query);
  if (!conditions) return 0;
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS "count" FROM profiles p WHERE ${Prisma.join(conditions, ' AND ')}`;
  return Number(row?.count ?? 0);
}

/** What must be true of a profile `p`; null where nobody can fit. */
async function conditionsOf(
  db: Db,
  shopId: string,
  { filter, wanted, now }: ProfileFilter,
): Promise<Prisma.Sql[] | null> {
  if (wanted.kind === 'unsearchable') return null;
  const having = readHaving(filter.has);
  const named = wanted.kind === 'among' ? wanted.profileIds : null;
  if (named?.length === 0) return null;
  const fitting = await fewHaving(db, shopId, having);
  const few = fitting ?? (named ? null : await fewInState(db, shopId, filter.consent));
  if (few?.length === 0) return null;
  return [
    Prisma.sql`p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL`,
    ...[named, few].flatMap((ids) => (ids ? [Prisma.sql`p."id" = ANY(${ids}::uuid[])`] : [])),
    ...(filter.country ? [Prisma.sql`p."countryCode" = ${filter.country}`] : []),
    ...seenConditions(filter, now),
    ...consentCondition(filter.consent),
    ...orderedCondition(filter.ordered),
    ...(fitting ? [] : havingCondition(having)),
    IS_SOMEBODY,
  ];
}

function orderOf(paging: ProfileQuery['paging']): Prisma.Sql {
  if (paging.kind === 'by-id') return Prisma.sql`p."id"`;
  const direction = paging.kind === 'newer' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`p."lastSeenAt" ${direction}, p."id" ${direction}`;
}

function seenConditions({ seen }: CustomerFilter, now: Date): Prisma.Sql[] {
  const { from, until } = seenBetween(seen, now);
  return [
    ...(from ? [Prisma.sql`p."lastSeenAt" >= ${from}`] : []),
    ...(until ? [Prisma.sql`p."lastSeenAt" < ${until}`] : []),
  ];
}

function beyond(paging: ProfileQuery['paging']): Prisma.Sql[] {
  if (paging.kind === 'by-id') return paging.after ? [Prisma.sql`p."id" > ${paging.after}::uuid`] : [];
  if (paging.kind === 'newest') return [];
  const { at, id } = paging.than;
  const position = Prisma.sql`(${at}::timestamptz, ${id}::uuid)`;
  return paging.kind === 'older'
    ? [Prisma.sql`(p."lastSeenAt", p."id") < ${position}`]
    : [Prisma.sql`(p."lastSeenAt", p."id") > ${position}`];
}

/** The countries people are from, by their codes: a walk from one to the next, however many people there are. */
export async function countriesOf(db: Db, shopId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>`
    WITH RECURSIVE codes AS (
      (SELECT "countryCode" AS "code" FROM profiles WHERE "shopId" = ${shopId}::uuid AND "mergedIntoId" IS NULL
        AND "countryCode" IS NOT NULL ORDER BY "countryCode" LIMIT 1)
      UNION ALL SELECT (SELECT p."countryCode" FROM profiles p WHERE p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL
        AND p."countryCode" > c."code" ORDER BY p."countryCode" LIMIT 1) FROM codes c WHERE c."code" IS NOT NULL)
    SELECT "code" FROM codes WHERE "code" IS NOT NULL`;
  return rows.map(({ code }) => code);
}
