import { Prisma } from '@prisma/client';
import type { CustomerFilter, Having } from './customer-filter';

/** The state of consent of the address that `p` is written to; null where nothing was ever said. */
export const CONSENT = Prisma.sql`(SELECT c."state" FROM consent_states c
  WHERE c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing')`;

/** Who was erased has no way left of being recognised, and is nobody any more. */
export const IS_SOMEBODY = Prisma.sql`((SELECT count(*) FROM (
  SELECT FROM identities i WHERE i."shopId" = p."shopId" AND i."profileId" = p."id" LIMIT 1) AS one) = 1
  OR (SELECT count(*) FROM (SELECT FROM phones n WHERE n."shopId" = p."shopId" AND n."profileId" = p."id" LIMIT 1) AS one) = 1)`;

export function consentCondition(consent: CustomerFilter['consent']): Prisma.Sql[] {
  switch (consent) {
    case 'all':
      return [];
    case 'no-address':
      return [Prisma.sql`p."primaryAddressId" IS NULL`];
    case 'never-given':
      return [Prisma.sql`p."primaryAddressId" IS NOT NULL AND COALESCE(${CONSENT}, 'never-given') = 'never-given'`];
    default:
      return [Prisma.sql`${CONSENT} = ${consent}`];
  }
}

const ORDERS = Prisma.sql`COALESCE((SELECT n."orderCount" FROM profile_numbers n
  WHERE n."shopId" = p."shopId" AND n."profileId" = p."id"), 0)`;

export function orderedCondition(ordered: CustomerFilter['ordered']): Prisma.Sql[] {
  if (!ordered) return [];
  return [ordered === 'yes' ? Prisma.sql`${ORDERS} > 0` : Prisma.sql`${ORDERS} = 0`];
}

/** The newest value of a property, as text. */
const propertyText = (key: string): Prisma.Sql => Prisma.sql`(SELECT v."value" #>> '{}' FROM profile_properties v
  WHERE v."shopId" = p."shopId" AND v."profileId" = p."id" AND v."key" = ${key} ORDER BY v."updatedAt" DESC, v."value"::text DESC LIMIT 1)`;

export function havingCondition(having: Having | null): Prisma.Sql[] {
  if (!having) return [];
  if (having.kind === 'property') return [Prisma.sql`${propertyText(having.key)} = ${having.value}`];
  const hasTag = Prisma.sql`(SELECT count(*) FROM identities i JOIN shopify_customers c ON c."shopId" = i."shopId" AND c."customerId" = i."value"
    WHERE i."shopId" = p."shopId" AND i."profileId" = p."id" AND i."kind" = 'customer' AND ${having.name} = ANY(c."tags")) > 0`;
  return [Prisma.sql`(${propertyText(having.name)} IS NOT NULL OR ${hasTag})`];
}
