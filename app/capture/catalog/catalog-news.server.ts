import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { LOWEST_WITHIN_DAYS, MOST_LOW_UNITS, type CatalogNewsItem, type CatalogNewsKind } from './catalog-news';

/** Of rows of `catalog_changes` that a statement's part named `changed` has: which of them is worth telling, and of a lower price what the lowest before was. */
const worthTelling: Prisma.Sql = Prisma.sql`
  FROM changed c
  CROSS JOIN LATERAL (
    SELECT min(LEAST(o."before", o."after")) AS "lowest" FROM catalog_changes o
    WHERE o."shopId" = c."shopId" AND o."variantId" = c."variantId" AND o."kind" = 'price' AND c."kind" = 'price'
      AND o."occurredAt" < c."occurredAt" AND o."occurredAt" > c."occurredAt" - make_interval(days => ${LOWEST_WITHIN_DAYS}::int)) past
  CROSS JOIN LATERAL (
    SELECT 'back-in-stock' AS "change", NULL::float8 AS "lowest"
      WHERE c."kind" = 'stock' AND NOT c."wasAvailable" AND c."isAvailable"
    UNION ALL SELECT 'low-stock', NULL
      WHERE c."kind" = 'stock' AND c."isAvailable" AND c."after" > 0 AND c."after" < c."before" AND c."after" <= ${MOST_LOW_UNITS}::int
    UNION ALL SELECT 'price-drop', LEAST(c."before", past."lowest")
      WHERE c."kind" = 'price' AND c."after" < LEAST(c."before", past."lowest")) n`;

/**
 * Notes what is worth telling of the rows that a statement's part named `changed` adds to `catalog_changes`: with them, or not at all. Once a change,
 * however often it is told, because only a true change is among them.
 */
export const newsOfChanged: Prisma.Sql = Prisma.sql`
  INSERT INTO catalog_news ("shopId", "variantId", "change", "occurredAt", "productId", "before", "after", "lowestMinor")
  SELECT c."shopId", c."variantId", n."change", c."occurredAt", c."productId", c."before", c."after", n."lowest" ${worthTelling}
  ON CONFLICT DO NOTHING`;

/** What was worth telling of one kind within a span of time, told or not: the oldest first. */
export function newsWithin(
  db: Db,
  shopId: string,
  change: CatalogNewsKind,
  { from, until }: { from: Date; until: Date },
): Promise<CatalogNewsItem[]> {
  return db.$queryRaw<CatalogNewsItem[]>`
    WITH changed AS (SELECT * FROM catalog_changes
      WHERE "shopId" = ${shopId}::uuid AND "occurredAt" >= ${from}::timestamptz AND "occurredAt" <= ${until}::timestamptz)
    SELECT c."variantId", c."productId", n."change", c."occurredAt", c."before", c."after", n."lowest" AS "lowestMinor" ${worthTelling}
    WHERE n."change" = ${change} ORDER BY c."occurredAt", c."variantId"`;
}

/** Takes the oldest news that no flow was offered yet, at most `most`: they are gone with the transaction that does something of them. */
export async function takeNews(tx: Db, shopId: string, most: number): Promise<CatalogNewsItem[]> {
  const rows = await tx.$queryRaw<(CatalogNewsItem & { change: CatalogNewsKind })[]>`
    WITH taken AS (
      SELECT "variantId", "change", "occurredAt" FROM catalog_news WHERE "shopId" = ${shopId}::uuid
      ORDER BY "occurredAt", "variantId" LIMIT ${most} FOR UPDATE SKIP LOCKED)
    DELETE FROM catalog_news n USING taken t
    WHERE n."shopId" = ${shopId}::uuid AND n."variantId" = t."variantId" AND n."change" = t."change" AND n."occurredAt" = t."occurredAt"
    RETURNING n."variantId", n."productId", n."change", n."occurredAt", n."before", n."after", n."lowestMinor"`;
  return rows.sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());
}

/** Whether there is anything to take. */
export async function hasNews(db: Db, shopId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ has: boolean }[]>`
    SELECT EXISTS (SELECT FROM catalog_news WHERE "shopId" = ${shopId}::uuid) AS "has"`;
  return row?.has ?? false;
}
