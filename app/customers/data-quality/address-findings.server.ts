import { Prisma } from '@prisma/client';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

export interface AddressFindings {
  impossible: number;
  'likely-typo': number;
  disposable: number;
  role: number;
  /** Nobody has looked at them yet. */
  unchecked: number;
}

export async function countAddressFindings(db: Db, shopId: string): Promise<AddressFindings> {
  const [counts] = await db.$queryRaw<[AddressFindings]>`
    SELECT count(*) FILTER (WHERE "state" = 'impossible')::int AS "impossible", count("meant")::int AS "likely-typo",
      count(*) FILTER (WHERE 'disposable' = ANY("traits"))::int AS "disposable", count(*) FILTER (WHERE 'role' = ANY("traits"))::int AS "role",
      count(*) FILTER (WHERE "checkedAt" IS NULL)::int AS "unchecked"
    FROM address_checks WHERE "shopId" = ${shopId}::uuid`;
  return counts;
}

const CONDITIONS: Record<Exclude<keyof AddressFindings, 'unchecked'>, Prisma.Sql> = {
  impossible: Prisma.sql`c."state" = 'impossible'`,
  'likely-typo': Prisma.sql`c."meant" IS NOT NULL`,
  disposable: Prisma.sql`'disposable' = ANY(c."traits")`,
  role: Prisma.sql`'role' = ANY(c."traits")`,
};

export interface FoundAddress {
  profileId: string;
  email: string;
  /** What was probably meant. */
  meant: string | null;
}

/** Opens addresses of which something was found, the newest first: for pages that show them, nobody else. */
export async function addressesWith(
  vault: Vault,
  db: Db,
  shopId: string,
  { finding, limit, skip }: { finding: keyof typeof CONDITIONS; limit: number; skip: number },
): Promise<FoundAddress[]> {
  const rows = await db.$queryRaw<{ profileId: string; email: Uint8Array; meant: Uint8Array | null }[]>`
    SELECT a."profileId"::text, a."email", c."meant" FROM address_checks c
    JOIN addresses a ON a."shopId" = c."shopId" AND a."id" = c."addressId"
    WHERE c."shopId" = ${shopId}::uuid AND ${CONDITIONS[finding]} ORDER BY a."createdAt" DESC, a."id" LIMIT ${limit} OFFSET ${skip}`;
  return rows.map(({ profileId, email, meant }) => ({
    profileId,
    email: vault.open(email, shopId),
    meant: meant && vault.open(meant, shopId),
  }));
}
