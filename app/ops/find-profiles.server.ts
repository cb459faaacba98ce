import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { MAILABILITY_NAMES, type Mailability } from '~/decisions/explanations/consent-words';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { Paging } from './list-pages';

const MAILABILITIES = Object.keys(MAILABILITY_NAMES) as [Mailability, ...Mailability[]];

/** What stands in the page's address; anything else there means no filter. */
export const customerFilter = z.object({
  consent: z.enum(['all', ...MAILABILITIES]).catch('all'),
  who: z.string().trim().max(320).catch(''),
});

export type CustomerFilter = z.infer<typeof customerFilter>;

export type Wanted = { kind: 'anybody' | 'nobody' | 'unsearchable' } | { kind: 'one'; profileId: string };

/** An address is found by its hash, a customer of Shopify by number or full id. */
export async function whoIsWanted(vault: Vault, db: Db, shopId: string, who: string): Promise<Wanted> {
  if (!who) return { kind: 'anybody' };
  const email = normaliseEmail(who);
  const number = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,20})$/.exec(who)?.[1];
  if (!email && !number) return { kind: 'unsearchable' };
  const key = { shopId, kind: 'customer', value: `gid://shopify/Customer/${number}` };
  const found = email
    ? await findAddress(vault, db, shopId, email)
    : await db.identity.findUnique({ where: { shopId_kind_value: key } });
  return found ? { kind: 'one', profileId: found.profileId } : { kind: 'nobody' };
}

export interface ProfileRow {
  id: string;
  primaryAddressId: string | null;
  lastSeenAt: Date;
  consent: string | null;
}

interface ProfileQuery extends Pick<CustomerFilter, 'consent'> {
  wanted: Wanted;
  paging: Paging;
  limit: number;
}

const CONSENT = Prisma.sql`(SELECT c."state" FROM consent_states c
  WHERE c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing')`;

/** Who was erased has no way left of being recognised, and is nobody any more. */
const IS_SOMEBODY = Prisma.sql`(SELECT count(*) FROM (
  SELECT FROM identities i WHERE i."shopId" = p."shopId" AND i."profileId" = p."id" LIMIT 1) AS one) = 1`;

/**
 * Walks people in their order and looks at each one's consent by its key: as long as enough of them are wanted that ends soon, and it does not
 * depend on what the database knows of the tables, which right after a first sync is nothing. Few who are wanted are looked up first instead.
 */
export async function findProfiles(
  db: Db,
  shopId: string,
  { consent, wanted, paging, limit }: ProfileQuery,
): Promise<ProfileRow[]> {
  const few = wanted.kind === 'one' ? [wanted.profileId] : await fewInState(db, shopId, consent);
  const among = few ? Prisma.sql`AND p."id" = ANY(${few}::uuid[])` : Prisma.empty;
  const direction = paging.kind === 'newer' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return db.$queryRaw<ProfileRow[]>`
    SELECT p."id"::text, p."primaryAddressId"::text, p."lastSeenAt", ${CONSENT} AS "consent" FROM profiles p
    WHERE p."shopId" = ${shopId}::uuid ${among} ${beyond(paging)} ${consentCondition(consent)} AND ${IS_SOMEBODY}
    ORDER BY p."lastSeenAt" ${direction}, p."id" ${direction} LIMIT ${limit}`;
}

const FEW = 1_000;

/** Whoever has addresses in a state, if they are few; null where they are many, or where the filter is no state. */
async function fewInState(db: Db, shopId: string, consent: CustomerFilter['consent']): Promise<string[] | null> {
  if (consent === 'all' || consent === 'no-address' || consent === 'never-given') return null;
  const where = { shopId, purpose: 'marketing', state: consent };
  const states = await db.consentState.findMany({ where, select: { addressId: true }, take: FEW + 1 });
  if (states.length > FEW) return null;
  const ids = states.map(({ addressId }) => addressId);
  const addresses = await db.address.findMany({ where: { shopId, id: { in: ids } }, select: { profileId: true } });
  return addresses.map(({ profileId }) => profileId);
}

function consentCondition(consent: CustomerFilter['consent']): Prisma.Sql {
  switch (consent) {
    case 'all':
      return Prisma.empty;
    case 'no-address':
      return Prisma.sql`AND p."primaryAddressId" IS NULL`;
    case 'never-given':
      return Prisma.sql`AND p."primaryAddressId" IS NOT NULL AND COALESCE(${CONSENT}, 'never-given') = 'never-given'`;
    default:
      return Prisma.sql`AND ${CONSENT} = ${consent}`;
  }
}

function beyond(paging: Paging): Prisma.Sql {
  if (paging.kind === 'newest') return Prisma.empty;
  const { at, id } = paging.than;
  const position = Prisma.sql`(${at}::timestamptz, ${id}::uuid)`;
  return paging.kind === 'older'
    ? Prisma.sql`AND (p."lastSeenAt", p."id") < ${position}`
    : Prisma.sql`AND (p."lastSeenAt", p."id") > ${position}`;
}
