import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { MAILABILITY_NAMES, type Mailability } from '~/decisions/explanations/consent-words';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { Services } from '~/services.server';
import { cutPage, readPaging, type PageLinks, type Paging } from './list-pages';
import { openAddresses } from './people.server';
import { purchasesOf, type Purchases } from './purchases.server';
import { inShop, pageShop, type PageShop } from './shop-context.server';

export interface CustomerRow extends Purchases {
  id: string;
  email: string | null;
  name: string | null;
  mailability: Mailability;
  lastSeenAt: string;
}

export interface CustomersPage {
  shop: PageShop;
  filter: CustomerFilter;
  /** What was looked for is neither a whole address nor a customer's number; names are sealed and cannot be searched. */
  isUnsearchable: boolean;
  customers: CustomerRow[];
  links: PageLinks;
}

const MAILABILITIES = Object.keys(MAILABILITY_NAMES) as [Mailability, ...Mailability[]];

const filterSchema = z.object({
  consent: z.enum(['all', ...MAILABILITIES]).catch('all'),
  who: z.string().trim().max(320).catch(''),
});

export type CustomerFilter = z.infer<typeof filterSchema>;

const SHOWN = 50;

/** The shop's people, whoever was seen last first. */
export function customersPage(
  services: Pick<Services, 'db' | 'shops' | 'vault' | 'clock'>,
  shopDomain: string,
  search: URLSearchParams,
): Promise<CustomersPage> {
  const filter = filterSchema.parse(Object.fromEntries(search));
  const paging = readPaging(search);
  return inShop(services, shopDomain, async (db, shop) => {
    const wanted = await whoIsWanted(services.vault, db, shop.id, filter.who);
    const isNobody = wanted.kind === 'nobody' || wanted.kind === 'unsearchable';
    const found = isNobody ? [] : await findProfiles(db, shop.id, filter, wanted, paging);
    const { rows, links } = cutPage(found, paging, SHOWN, ({ lastSeenAt: at, id }) => ({ at, id }));
    return {
      ...{ shop: pageShop(services, shop), filter, links },
      isUnsearchable: wanted.kind === 'unsearchable',
      customers: await customerRows(services.vault, db, { id: shop.id, currency: shop.currency }, rows),
    };
  });
}

type Wanted = { kind: 'anybody' | 'nobody' | 'unsearchable' } | { kind: 'one'; profileId: string };

/** An address is found by its hash, a customer of Shopify by number or full id. */
async function whoIsWanted(vault: Vault, db: Db, shopId: string, who: string): Promise<Wanted> {
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

interface ProfileRow {
  id: string;
  primaryAddressId: string | null;
  lastSeenAt: Date;
  consent: string | null;
}

/** Who was erased has no way left of being recognised, and is nobody any more. */
function findProfiles(
  db: Db,
  shopId: string,
  { consent }: CustomerFilter,
  wanted: Wanted,
  paging: Paging,
): Promise<ProfileRow[]> {
  const one = wanted.kind === 'one' ? Prisma.sql`AND p."id" = ${wanted.profileId}::uuid` : Prisma.empty;
  const direction = paging.kind === 'newer' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return db.$queryRaw<ProfileRow[]>`
    SELECT p."id"::text, p."primaryAddressId"::text, p."lastSeenAt", c."state" AS "consent" FROM profiles p
    LEFT JOIN consent_states c ON c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing'
    WHERE p."shopId" = ${shopId}::uuid ${one} ${consentCondition(consent)} ${beyond(paging)}
      AND EXISTS (SELECT FROM identities i WHERE i."shopId" = p."shopId" AND i."profileId" = p."id")
    ORDER BY p."lastSeenAt" ${direction}, p."id" ${direction} LIMIT ${SHOWN + 1}`;
}

function consentCondition(consent: CustomerFilter['consent']): Prisma.Sql {
  switch (consent) {
    case 'all':
      return Prisma.empty;
    case 'no-address':
      return Prisma.sql`AND p."primaryAddressId" IS NULL`;
    case 'never-given':
      return Prisma.sql`AND p."primaryAddressId" IS NOT NULL AND COALESCE(c."state", 'never-given') = 'never-given'`;
    default:
      return Prisma.sql`AND c."state" = ${consent}`;
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

async function customerRows(
  vault: Vault,
  db: Db,
  shop: { id: string; currency: string },
  profiles: ProfileRow[],
): Promise<CustomerRow[]> {
  const ids = profiles.map(({ id }) => id);
  const [opened, purchases] = await Promise.all([
    openAddresses(
      vault,
      db,
      shop.id,
      profiles.map(({ primaryAddressId }) => primaryAddressId),
    ),
    purchasesOf(db, shop, ids),
  ]);
  return profiles.map(({ id, primaryAddressId, lastSeenAt, consent }) => ({
    id,
    email: opened.get(primaryAddressId ?? '')?.email ?? null,
    name: opened.get(primaryAddressId ?? '')?.name ?? null,
    mailability: primaryAddressId ? ((consent ?? 'never-given') as Mailability) : 'no-address',
    ...(purchases.get(id) ?? { orders: 0, spentMinor: 0 }),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}
