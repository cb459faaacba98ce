import type { Db } from '~/platform/db/db.server';
import type { CustomerFilter, Having } from './customer-filter';

const FEW = 1_000;
/** Looking at somebody's tags costs more than at their consent: more of them are looked up at once. */
const FEW_HAVING = 5_000;

/** Whoever has a tag or a property, exactly, if they are few; null where they are many, or where neither is asked for. */
export async function fewHaving(db: Db, shopId: string, having: Having | null): Promise<string[] | null> {
  if (!having) return null;
  if (having.kind === 'property') return withProperty(db, shopId, having.key, having.value);
  const withKey = await withProperty(db, shopId, having.name, null);
  const tagged = withKey && onlyFew(await withTag(db, shopId, having.name));
  return tagged && [...withKey, ...tagged];
}

const onlyFew = (rows: { profileId: string }[]): string[] | null =>
  rows.length > FEW_HAVING ? null : rows.map(({ profileId }) => profileId);

/** First whoever was ever told of with it; only where they are few it is looked whether it still is so. */
async function withProperty(db: Db, shopId: string, key: string, value: string | null): Promise<string[] | null> {
  const told = await db.$queryRaw<{ profileId: string }[]>`
    SELECT "profileId"::text FROM profile_properties WHERE "shopId" = ${shopId}::uuid AND "key" = ${key}
      AND (${value}::text IS NULL OR "value" #>> '{}' = ${value}) LIMIT ${FEW_HAVING + 1}`;
  const ids = onlyFew(told);
  if (!ids?.length) return ids;
  const newest = await db.$queryRaw<{ profileId: string }[]>`
    SELECT "profileId"::text FROM (SELECT DISTINCT ON ("profileId") "profileId", "value" #>> '{}' AS "text" FROM profile_properties
      WHERE "shopId" = ${shopId}::uuid AND "profileId" = ANY(${ids}::uuid[]) AND "key" = ${key}
      ORDER BY "profileId", "updatedAt" DESC, "value"::text DESC) AS newest
    WHERE "text" IS NOT NULL AND (${value}::text IS NULL OR "text" = ${value})`;
  return newest.map(({ profileId }) => profileId);
}

function withTag(db: Db, shopId: string, tag: string): Promise<{ profileId: string }[]> {
  return db.$queryRaw`
    SELECT i."profileId"::text FROM (SELECT "customerId" FROM shopify_customers
      WHERE "shopId" = ${shopId}::uuid AND ${tag} = ANY("tags") LIMIT ${FEW_HAVING + 1}) c
    JOIN identities i ON i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' AND i."value" = c."customerId"`;
}

/** Whoever has addresses in a state, if they are few; null where they are many, or where the filter is no state. */
export async function fewInState(db: Db, shopId: string, consent: CustomerFilter['consent']): Promise<string[] | null> {
  if (consent === 'all' || consent === 'no-address' || consent === 'never-given') return null;
  const where = { shopId, purpose: 'marketing', state: consent };
  const states = await db.consentState.findMany({ where, select: { addressId: true }, take: FEW + 1 });
  if (states.length > FEW) return null;
  const ids = states.map(({ addressId }) => addressId);
  const addresses = await db.address.findMany({ where: { shopId, id: { in: ids } }, select: { profileId: true } });
  return addresses.map(({ profileId }) => profileId);
}
