import type { Db } from '~/platform/db/db.server';
import type { CustomerFilter, Having } from './customer-filter';

const FEW = 1_000;

/** Whoever may fit, if they are few: of a state of consent, of a tag or property, or of both. Null where they are many. */
export async function fewWhoFit(
  db: Db,
  shopId: string,
  consent: CustomerFilter['consent'],
  having: Having | null,
): Promise<string[] | null> {
  return (await fewHaving(db, shopId, having)) ?? (await fewInState(db, shopId, consent));
}

async function fewInState(db: Db, shopId: string, consent: CustomerFilter['consent']): Promise<string[] | null> {
  if (consent === 'all' || consent === 'no-address' || consent === 'never-given') return null;
  const where = { shopId, purpose: 'marketing', state: consent };
  const states = await db.consentState.findMany({ where, select: { addressId: true }, take: FEW + 1 });
  if (states.length > FEW) return null;
  const ids = states.map(({ addressId }) => addressId);
  const addresses = await db.address.findMany({ where: { shopId, id: { in: ids } }, select: { profileId: true } });
  return addresses.map(({ profileId }) => profileId);
}

async function fewHaving(db: Db, shopId: string, having: Having | null): Promise<string[] | null> {
  if (!having) return null;
  if (having.kind === 'property') return onlyFew(await withProperty(db, shopId, having.key, having.value));
  const withKey = onlyFew(await withProperty(db, shopId, having.name, null));
  const tagged = withKey && onlyFew(await withTag(db, shopId, having.name));
  return tagged && [...withKey, ...tagged];
}

const onlyFew = (rows: { profileId: string }[]): string[] | null =>
  rows.length > FEW ? null : rows.map(({ profileId }) => profileId);

function withProperty(db: Db, shopId: string, key: string, value: string | null): Promise<{ profileId: string }[]> {
  return db.$queryRaw`
    SELECT "profileId"::text FROM profile_properties WHERE "shopId" = ${shopId}::uuid AND "key" = ${key}
      AND (${value}::text IS NULL OR "value" #>> '{}' = ${value}) LIMIT ${FEW + 1}`;
}

function withTag(db: Db, shopId: string, tag: string): Promise<{ profileId: string }[]> {
  return db.$queryRaw`
    SELECT i."profileId"::text FROM (SELECT "customerId" FROM shopify_customers
      WHERE "shopId" = ${shopId}::uuid AND ${tag} = ANY("tags") LIMIT ${FEW + 1}) c
    JOIN identities i ON i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' AND i."value" = c."customerId"`;
}
