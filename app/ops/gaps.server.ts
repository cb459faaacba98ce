import { Prisma } from '@prisma/client';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { BROWSING_DAYS, COUNTED_AT_MOST, gapFindings, type GapFinding } from './gap-words';

interface GapQuery {
  from: Prisma.Sql;
  /** `kind`, `id`, `label` (sealed of people), `aside` and `newest`, by which they are sorted. */
  shown: Prisma.Sql;
}

const person = Prisma.sql`p."id"::text AS "id", a."email" AS "sealed", NULL AS "label", NULL AS "aside", p."lastSeenAt" AS "newest"`;
const order = Prisma.sql`NULL AS "id", NULL::bytea AS "sealed", o."name" AS "label", NULL AS "aside", o."placedAt" AS "newest"`;
const product = Prisma.sql`NULL AS "id", NULL::bytea AS "sealed", g."title" AS "label", g."vendor" AS "aside", g."createdAt" AS "newest"`;

function gapQueries(shopId: string, now: Date): Record<GapFinding, GapQuery> {
  const browsedSince = addMs(now, -minutes(BROWSING_DAYS * 1_440));
  const people = (without: Prisma.Sql) => ({
    shown: person,
    from: Prisma.sql`profiles p JOIN addresses a ON a."shopId" = p."shopId" AND a."id" = p."primaryAddressId"
      WHERE p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL AND ${without}`,
  });
  const products = (without: Prisma.Sql) => ({
    shown: product,
    from: Prisma.sql`products g WHERE g."shopId" = ${shopId}::uuid AND g."deletedAt" IS NULL AND g."status" = 'ACTIVE' AND ${without}`,
  });
  return {
    'people-without-country': people(Prisma.sql`p."countryCode" IS NULL`),
    'people-not-browsing':
      people(Prisma.sql`NOT EXISTS (SELECT FROM events e WHERE e."shopId" = p."shopId" AND e."profileId" = p."id"
      AND e."occurredAt" >= ${browsedSince} AND e."type" IN ('product_viewed', 'page_viewed'))`),
    'orders-without-customer': {
      shown: order,
      from: Prisma.sql`orders o JOIN profiles p ON p."shopId" = o."shopId" AND p."id" = o."profileId"
        WHERE o."shopId" = ${shopId}::uuid AND o."erasedAt" IS NULL AND p."erasedAt" IS NULL AND NOT EXISTS (SELECT FROM identities i
          WHERE i."shopId" = o."shopId" AND i."profileId" = o."profileId" AND i."kind" IN ('customer', 'external', 'email', 'phone'))
          AND NOT EXISTS (SELECT FROM phones f WHERE f."shopId" = o."shopId" AND f."profileId" = o."profileId")`,
    },
    'products-without-picture': products(Prisma.sql`g."imageUrl" IS NULL`),
    'products-without-price': products(Prisma.sql`NOT EXISTS (SELECT FROM variants v
      WHERE v."shopId" = g."shopId" AND v."productId" = g."id" AND v."priceMinor" > 0)`),
    'products-without-type': products(Prisma.sql`g."productType" = ''`),
  };
}

/** How many rows each gap has; no more than `COUNTED_AT_MOST` are counted. */
export async function countGaps(db: Db, shopId: string, now: Date): Promise<Record<GapFinding, number>> {
  const queries = gapQueries(shopId, now);
  const counts = await Promise.all(
    gapFindings.map(async (finding) => {
      const [row] = await db.$queryRaw<[{ count: number }]>`
        SELECT count(*)::int AS "count" FROM (SELECT FROM ${queries[finding].from} LIMIT ${COUNTED_AT_MOST}) AS few`;
      return [finding, row.count] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<GapFinding, number>;
}

export interface GapRow {
  /** Whose page it leads to; null: nobody's. */
  profileId: string | null;
  label: string;
  /** A text, or the instant that stands instead. */
  aside: string | Date;
}

/** Opens the rows of a gap, the newest first: for pages that show them, nobody else. */
export async function gapRows(
  vault: Vault,
  db: Db,
  shopId: string,
  { finding, now, limit, skip }: { finding: GapFinding; now: Date; limit: number; skip: number },
): Promise<GapRow[]> {
  const { shown, from } = gapQueries(shopId, now)[finding];
  const rows = await db.$queryRaw<GapResult[]>`
    SELECT ${shown} FROM ${from} ORDER BY "newest" DESC, "id", "label" LIMIT ${limit} OFFSET ${skip}`;
  return rows.map(({ id, sealed, label, aside, newest }) => ({
    profileId: id,
    label: sealed ? vault.open(sealed, shopId) : (label ?? ''),
    aside: aside ?? newest,
  }));
}

interface GapResult {
  id: string | null;
  sealed: Uint8Array | null;
  label: string | null;
  aside: string | null;
  newest: Date;
}
