import { Prisma } from '@prisma/client';
import type { FactKey } from '../facts';

/**
 * A table, or what it comes to for each profile, that is joined to profiles `p` under its own name; with the ids among which alone it is wanted, or
 * an empty condition.
 */
type Join = (shopId: string, among: (profileId: Prisma.Sql) => Prisma.Sql) => Prisma.Sql;

/** Who orders twice within so few days adds to an order; that is no habit. */
const FEWEST_DAYS_BETWEEN = 3;

const joins = {
  /** The profile itself. */
  p: () => Prisma.empty,
  consent: () => Prisma.sql`LEFT JOIN consent_states consent ON consent."shopId" = p."shopId"
    AND consent."addressId" = p."primaryAddressId" AND consent."purpose" = 'marketing'`,
  numbers: () =>
    Prisma.sql`LEFT JOIN profile_numbers numbers ON numbers."shopId" = p."shopId" AND numbers."profileId" = p."id"`,
  discounted: (shopId, among) => Prisma.sql`LEFT JOIN (
    SELECT o."profileId", count(*)::float8 AS "count" FROM orders o
    WHERE o."shopId" = ${shopId}::uuid AND cardinality(o."discountCodes") > 0 AND o."cancelledAt" IS NULL AND NOT o."isTest" ${among(Prisma.sql`o."profileId"`)}
    GROUP BY 1) discounted ON discounted."profileId" = p."id"`,
  traits: () =>
    Prisma.sql`LEFT JOIN profile_traits traits ON traits."shopId" = p."shopId" AND traits."profileId" = p."id"`,
  /** The day after their last order on which they usually order again, by the shop's calendar. */
  expected: (shopId, among) => Prisma.sql`LEFT JOIN (
    SELECT n."profileId", to_char((n."lastOrderAt" + t."medianDaysBetweenOrders" * interval '1 day') AT TIME ZONE s."timezone", 'YYYY-MM-DD') AS "on"
    FROM profile_numbers n JOIN profile_traits t ON t."shopId" = n."shopId" AND t."profileId" = n."profileId" JOIN shops s ON s."id" = n."shopId"
    WHERE n."shopId" = ${shopId}::uuid AND n."lastOrderAt" IS NOT NULL
      AND t."medianDaysBetweenOrders" >= ${FEWEST_DAYS_BETWEEN}::float8 ${among(Prisma.sql`n."profileId"`)}
    ) expected ON expected."profileId" = p."id"`,
  customer: (shopId, among) => Prisma.sql`LEFT JOIN (
    SELECT DISTINCT ON (i."profileId") i."profileId", c."rfmGroup", c."predictedSpendTier"
    FROM identities i JOIN shopify_customers c ON c."shopId" = i."shopId" AND c."customerId" = i."value" AND c."deletedAt" IS NULL
    WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' ${among(Prisma.sql`i."profileId"`)}
    ORDER BY i."profileId", c."statisticsAt" DESC NULLS LAST, c."customerId") customer ON customer."profileId" = p."id"`,
  tags: (shopId, among) => Prisma.sql`LEFT JOIN (
    SELECT i."profileId", array_agg(DISTINCT tag) AS "tags"
    FROM identities i JOIN shopify_customers c ON c."shopId" = i."shopId" AND c."customerId" = i."value" AND c."deletedAt" IS NULL, unnest(c."tags") AS tag
    WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' ${among(Prisma.sql`i."profileId"`)}
    GROUP BY 1) tags ON tags."profileId" = p."id"`,
  /** The one that changed last. */
  cart: (shopId, among) => Prisma.sql`LEFT JOIN (
    SELECT DISTINCT ON (k."profileId") k."profileId", k."lines", k."linesChangedAt", k."completedAt"
    FROM carts k WHERE k."shopId" = ${shopId}::uuid AND k."profileId" IS NOT NULL ${among(Prisma.sql`k."profileId"`)}
    ORDER BY k."profileId", k."linesChangedAt" DESC, k."token") cart ON cart."profileId" = p."id"`,
} satisfies Record<string, Join>;

export type Source = keyof typeof joins;

export const joinOf = (source: Source, shopId: string, among: (profileId: Prisma.Sql) => Prisma.Sql): Prisma.Sql =>
  joins[source](shopId, among);

interface FactColumn {
  source: Source;
  /** Of the SQL type of the fact's type; NULL where nothing is known. */
  sql: Prisma.Sql;
}

const column = (source: Source, name: string): FactColumn => ({ source, sql: Prisma.raw(`${source}."${name}"`) });
/** A count of somebody of whom nothing was ever counted is none. */
const count = (source: Source, name: string): FactColumn => ({
  source,
  sql: Prisma.raw(`COALESCE(${source}."${name}", 0)::float8`),
});
const favourites = (kind: string): FactColumn => ({
  source: 'traits',
  sql: Prisma.raw(
    `ARRAY(SELECT f->>'value' FROM jsonb_array_elements(COALESCE(traits."favourites"->'${kind}', '[]')) f)`,
  ),
});
const ofCart = (sum: string): FactColumn => ({
  source: 'cart',
  sql: Prisma.raw(
    `CASE WHEN cart."lines" IS NOT NULL THEN (SELECT COALESCE(sum(${sum}), 0)::float8 FROM jsonb_array_elements(cart."lines") l) END`,
  ),
});

/** Where each fact stands. Both the compiler and whoever reads a person's facts take them from here. */
export const factColumns: Record<FactKey, FactColumn> = {
  'profile.hasAddress': { source: 'p', sql: Prisma.sql`(p."primaryAddressId" IS NOT NULL)` },
  'profile.country': column('p', 'countryCode'),
  'profile.region': column('p', 'regionCode'),
  'profile.city': column('p', 'city'),
  'profile.locale': column('p', 'locale'),
  'profile.birthday': column('p', 'birthday'),
  'profile.firstSeenAt': column('p', 'createdAt'),
  'profile.lastSeenAt': column('p', 'lastSeenAt'),
  'consent.marketing': {
    source: 'consent',
    sql: Prisma.sql`CASE WHEN p."primaryAddressId" IS NOT NULL THEN COALESCE(consent."state", 'never-given') END`,
  },
  'consent.since': column('consent', 'since'),
  'orders.count': count('numbers', 'orderCount'),
  'orders.netMinor': count('numbers', 'netMinor'),
  'orders.averageMinor': {
    source: 'numbers',
    sql: Prisma.sql`CASE WHEN numbers."orderCount" > 0 THEN numbers."averageMinor"::float8 END`,
  },
  'orders.items': count('numbers', 'itemCount'),
  'orders.discounted': count('discounted', 'count'),
  'orders.firstAt': column('numbers', 'firstOrderAt'),
  'orders.lastAt': column('numbers', 'lastOrderAt'),
  'orders.nextExpectedOn': column('expected', 'on'),
  'rfm.recency': column('traits', 'recency'),
  'rfm.frequency': column('traits', 'frequency'),
  'rfm.monetary': column('traits', 'monetary'),
  'traits.daysBetweenOrders': column('traits', 'medianDaysBetweenOrders'),
  'traits.typicalPriceMinor': column('traits', 'typicalPriceMinor'),
  'traits.priceBand': column('traits', 'priceBand'),
  'traits.device': column('traits', 'usualDevice'),
  'traits.favouriteTypes': favourites('productType'),
  'traits.favouriteVendors': favourites('vendor'),
  'traits.favouriteCollections': favourites('collection'),
  'shopify.tags': { source: 'tags', sql: Prisma.sql`COALESCE(tags."tags", '{}')` },
  'shopify.rfmGroup': column('customer', 'rfmGroup'),
  'shopify.spendTier': column('customer', 'predictedSpendTier'),
  'cart.itemCount': ofCart(`(l->>'quantity')::float8`),
  'cart.valueMinor': ofCart(`(l->>'quantity')::float8 * (l->>'priceMinor')::float8`),
  'cart.linesChangedAt': column('cart', 'linesChangedAt'),
  'cart.isBought': {
    source: 'cart',
    sql: Prisma.sql`CASE WHEN cart."lines" IS NOT NULL THEN cart."completedAt" IS NOT NULL END`,
  },
};
