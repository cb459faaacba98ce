import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

export interface MadeBy {
  /** The evidence of every link that made them. */
  evidence: string;
  /** The same in the ledger: the id under `import`. */
  importId: string;
  /** Whoever was seen after it did something. */
  madeAt: Date;
}

/**
 * People whom one list alone made and who did nothing since: nobody else ever told of them, they bought, carried, were mailed and were asked nothing, and
 * nothing says no in their name. Who said no stays: that must not be forgotten.
 */
export async function findUntouched(db: Db, shopId: string, made: MadeBy, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p."id"::text FROM profiles p WHERE ${isUntouched(shopId, made)} ORDER BY p."id" LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

const isUntouched = (shopId: string, { evidence, importId, madeAt }: MadeBy): Prisma.Sql => Prisma.sql`
  p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL AND p."lastSeenAt" <= ${madeAt}
  AND p."id" IN (SELECT "profileId" FROM identity_links WHERE "shopId" = ${shopId}::uuid AND "evidence" = ${evidence} AND "rule" = 'first-told')
  AND NOT EXISTS (SELECT FROM identity_links l WHERE l."shopId" = p."shopId" AND l."profileId" = p."id" AND l."evidence" <> ${evidence})
  AND NOT EXISTS (SELECT FROM profiles a WHERE a."shopId" = p."shopId" AND a."mergedIntoId" = p."id")
  AND NOT EXISTS (SELECT FROM events e WHERE e."shopId" = p."shopId" AND e."profileId" = p."id" AND e."type" NOT IN ('consent_changed', 'segment_entered', 'segment_left'))
  AND NOT EXISTS (SELECT FROM orders o WHERE o."shopId" = p."shopId" AND o."profileId" = p."id")
  AND NOT EXISTS (SELECT FROM carts c WHERE c."shopId" = p."shopId" AND c."profileId" = p."id")
  AND NOT EXISTS (SELECT FROM identities i JOIN shopify_customers s ON s."shopId" = i."shopId" AND s."customerId" = i."value"
    WHERE i."shopId" = p."shopId" AND i."profileId" = p."id" AND i."kind" = 'customer')
  AND NOT EXISTS (SELECT FROM flow_runs r WHERE r."shopId" = p."shopId" AND r."profileId" = p."id")
  AND NOT EXISTS (SELECT FROM messages m WHERE m."shopId" = p."shopId" AND m."profileId" = p."id")
  AND NOT EXISTS (SELECT FROM addresses a JOIN consent_entries e ON e."shopId" = a."shopId" AND e."addressId" = a."id"
    WHERE a."shopId" = p."shopId" AND a."profileId" = p."id" AND e."evidence"->>'import' IS DISTINCT FROM ${importId})
  AND NOT EXISTS (SELECT FROM addresses a JOIN consent_states s ON s."shopId" = a."shopId" AND s."addressId" = a."id"
    WHERE a."shopId" = p."shopId" AND a."profileId" = p."id" AND s."state" IN ('withdrawn', 'pending'))
  AND NOT EXISTS (SELECT FROM addresses a JOIN mail_preferences m ON m."shopId" = a."shopId" AND m."addressId" = a."id"
    WHERE a."shopId" = p."shopId" AND a."profileId" = p."id")`;

/** Removes people as if they had never been told of. The ledger keeps what was said, which without the vault leads to nobody. */
export async function removeUntouched(db: Db, shopId: string, profileIds: string[]): Promise<void> {
  const where = { shopId, profileId: { in: profileIds } };
  const addresses = await db.address.findMany({ where, select: { id: true } });
  const ofAddress = { shopId, addressId: { in: addresses.map(({ id }) => id) } };
  await db.consentState.deleteMany({ where: ofAddress });
  await db.consentTelling.deleteMany({ where: ofAddress });
  await db.nameToken.deleteMany({ where: ofAddress });
  await db.phone.deleteMany({ where });
  await db.cleaning.deleteMany({ where });
  await db.profileProperty.deleteMany({ where });
  await db.profileNumbers.deleteMany({ where });
  await db.identityLink.deleteMany({ where });
  await db.identity.deleteMany({ where });
  await db.event.deleteMany({ where });
  await db.profile.updateMany({ where: { shopId, id: { in: profileIds } }, data: { primaryAddressId: null } });
  await db.address.deleteMany({ where });
  await db.profile.deleteMany({ where: { shopId, id: { in: profileIds } } });
}
