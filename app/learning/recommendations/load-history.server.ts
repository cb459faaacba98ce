import { languageOf } from '~/decisions/recommendations/person-facts';
import { describedProducts } from '~/decisions/recommendations/described-products.server';
import type { Traits } from '~/customers/profiles/traits';
import type { Db } from '~/platform/db/db.server';
import type { History, PastPurchase, PastVisit, ProductFacts, ToldOf } from './history';

/** All orders of a shop, its visits of the last weeks, and its products, as they stood at `now`. */
export async function loadHistory(db: Db, shopId: string, now: Date): Promise<History> {
  const [orders, visits, products, people] = [
    await loadOrders(db, shopId, now),
    await loadVisits(db, shopId, now),
    await loadProducts(db, shopId, now),
    await loadPeople(db, shopId),
  ];
  return { orders, visits, products, people };
}

async function loadOrders(db: Db, shopId: string, now: Date): Promise<PastPurchase[]> {
  const rows = await db.$queryRaw<{ at: Date; buyer: string | null; items: string[] }[]>`
    SELECT o."placedAt" AS "at", o."profileId"::text AS "buyer", array_agg(l."productId" ORDER BY l."id") AS "items"
    FROM orders o JOIN order_lines l ON l."shopId" = o."shopId" AND l."orderId" = o."id"
    WHERE o."shopId" = ${shopId}::uuid AND o."placedAt" <= ${now} AND o."cancelledAt" IS NULL AND NOT o."isTest"
      AND l."productId" IS NOT NULL
    GROUP BY o."placedAt", o."profileId", o."id" ORDER BY o."placedAt", o."id"`;
  return rows.map(({ at, buyer, items }) => ({ at: at.getTime(), buyer, items: [...new Set(items)] }));
}

/** A pause of half an hour ends a visit, as web analytics count. */
const VISIT_GAP_MINUTES = 30;
const BROWSING_DAYS = 90;

async function loadVisits(db: Db, shopId: string, now: Date): Promise<PastVisit[]> {
  const rows = await db.$queryRaw<{ at: Date; items: string[] }[]>`
    WITH views AS (
      SELECT "profileId", "occurredAt", "properties"->>'productId' AS item,
        "occurredAt" - lag("occurredAt") OVER w > make_interval(mins => ${VISIT_GAP_MINUTES}) AS "isNewVisit"
      FROM events WHERE "shopId" = ${shopId}::uuid AND "type" = 'product_viewed' AND "occurredAt" <= ${now}
        AND "occurredAt" > (SELECT max("occurredAt") FROM events WHERE "shopId" = ${shopId}::uuid AND "type" = 'product_viewed'
          AND "occurredAt" <= ${now}) - make_interval(days => ${BROWSING_DAYS})
      WINDOW w AS (PARTITION BY "profileId" ORDER BY "occurredAt")),
    visits AS (
      SELECT *, count(*) FILTER (WHERE "isNewVisit") OVER (PARTITION BY "profileId" ORDER BY "occurredAt") AS visit FROM views)
    SELECT max("occurredAt") AS "at", array_agg(item ORDER BY "occurredAt") AS "items" FROM visits GROUP BY "profileId", visit`;
  return rows.map(({ at, items }) => ({ at: at.getTime(), items }));
}

async function loadProducts(db: Db, shopId: string, now: Date): Promise<ProductFacts[]> {
  const rows = await describedProducts(db, shopId, { until: now });
  return rows
    .map(({ id, words, createdAt, isOnSale }) => ({ id, words, addedAt: isOnSale ? createdAt.getTime() : null }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What was told of those who bought; where an order alone says where they live, that was not known before it. */
async function loadPeople(db: Db, shopId: string): Promise<Map<string, ToldOf>> {
  const rows = await db.$queryRaw<{ id: string; traits: Traits }[]>`
    SELECT p."id"::text AS "id", p."traits" FROM profiles p
    WHERE p."shopId" = ${shopId}::uuid AND p."erasedAt" IS NULL AND p."traits" ?| ARRAY['country', 'locale']
      AND EXISTS (SELECT 1 FROM orders o WHERE o."shopId" = p."shopId" AND o."profileId" = p."id")`;
  return new Map(
    rows.map(({ id, traits: { country, locale } }) => {
      const language = locale ? languageOf(locale[0]) : null;
      return [id, { country: country ?? null, language: language && locale ? [language, locale[1]] : null }];
    }),
  );
}
