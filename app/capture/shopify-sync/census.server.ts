import { Prisma } from '@prisma/client';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { CensusKind, SyncKind } from './sync-kinds';
import { OVERLAP_MINUTES } from './watermarks.server';

/** Keeps ids that a census was told; one told twice is one. */
export async function addCensusIds(db: Db, shopId: string, kind: SyncKind, ids: string[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO census_ids ("shopId", "kind", "id") SELECT ${shopId}::uuid, ${kind}, unnest(${ids}::text[])
    ON CONFLICT DO NOTHING`;
}

/** At most so many are told to be gone at once: more are an error of ours or Shopify's until somebody has looked. */
const MOST_GONE_SHARE = 0.5;
const FEW = 20;

export type CensusResult = { kind: 'gone'; ids: string[] } | { kind: 'doubtful'; gone: number; known: number };

export interface CensusBounds {
  /** Business time at which all were counted. What came or changed shortly before was perhaps not counted yet. */
  askedAt: Date;
  /** Orders from before it are not shown to the app and were not counted; null: all are. */
  ordersSince: Date | null;
}

/**
 * Which of the things known here were not there when all were counted. Where more than half of all would be gone, the census is doubted and
 * not believed.
 */
export async function closeCensus(
  db: Db,
  shopId: string,
  kind: CensusKind,
  bounds: CensusBounds,
): Promise<CensusResult> {
  const known = knownOf(shopId, kind, bounds);
  const gone = await db.$queryRaw<{ id: string }[]>`
    SELECT k."id" FROM (${known}) k WHERE NOT EXISTS (SELECT FROM census_ids c
      WHERE c."shopId" = ${shopId}::uuid AND c."kind" = ${kind} AND c."id" = k."id")`;
  const [all] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS "count" FROM (${known}) k`;
  await db.censusId.deleteMany({ where: { shopId, kind } });
  const ids = gone.map(({ id }) => id);
  const count = all?.count ?? 0;
  if (ids.length > FEW && ids.length > count * MOST_GONE_SHARE)
    return { kind: 'doubtful', gone: ids.length, known: count };
  return { kind: 'gone', ids };
}

/** What is known to be there, and was not touched since the counting began. */
function knownOf(shopId: string, kind: CensusKind, { askedAt, ordersSince }: CensusBounds): Prisma.Sql {
  const until = addMs(askedAt, -minutes(OVERLAP_MINUTES));
  switch (kind) {
    case 'products':
      return Prisma.sql`SELECT "id" FROM products WHERE "shopId" = ${shopId}::uuid AND "deletedAt" IS NULL AND "sourceUpdatedAt" < ${until}`;
    case 'collections':
      return Prisma.sql`SELECT "id" FROM collections WHERE "shopId" = ${shopId}::uuid AND "deletedAt" IS NULL AND "sourceUpdatedAt" < ${until}`;
    case 'customers':
      return Prisma.sql`SELECT "customerId" AS "id" FROM shopify_customers
        WHERE "shopId" = ${shopId}::uuid AND "deletedAt" IS NULL AND "mergedIntoCustomerId" IS NULL AND "sourceUpdatedAt" < ${until}`;
    case 'orders':
      return Prisma.sql`SELECT "id" FROM orders WHERE "shopId" = ${shopId}::uuid AND "sourceUpdatedAt" < ${until}
        AND (${ordersSince}::timestamptz IS NULL OR "placedAt" > ${ordersSince})`;
  }
}
