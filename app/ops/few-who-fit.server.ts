import type { Db } from '~/platform/db/db.server';
import type { CustomerFilter, Having } from './customer-filter';

const FEW = 1_000;
/** Looking at somebody's tags costs more than at their consent: more of them are looked up at once. */
const FEW_HAVING = 5_000;

/** Whoever has a tag or a property, exactly, if they are few; null where they are many, or where neither is asked for. */
export async function fewHaving(db: Db, shopId: string, having: Having | null): Promise<string[] | null> {
  if (!having) return null;
  if (having.kind === 'property') return onlyFew(await withProperty(db, shopId, having.key, having.value));
  const withKey = onlyFew(await withProperty(db, shopId, having.name, null));
  const tagged = withKey && onlyFew(await withTag(db, shopId, having.name));
  return tagged && [...withKey, ...tagged];
}

const onlyFew = (rows: { profileId: string }[]): string[] | null =>
  rows.length > FEW_HAVING ? null : rows.map(({ profileId }) => profileId);

function withProperty(db: Db, shopId: string, key: string, value: string | null): Promise<{ profileId: string }[]> {
  return db.$queryRaw`
    SELECT v."profileId"::text FROM profile_properties v WHERE v."shopId" = ${shopId}::uuid AND v."key" = ${key}
      AND v."value" <> 'null'::jsonb AND (${value}::text IS NULL OR v."value" #>> '{}' = ${value})
      AND NOT EXISTS (SELECT FROM profile_properties o WHERE o."shopId" = v."shopId" AND o."profileId" = v."profileId"
        AND o."key" = v."key" AND o."updatedAt" > v."updatedAt") LIMIT ${FEW_HAVING + 1}`;
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
