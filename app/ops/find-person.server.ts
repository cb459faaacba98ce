import type { Profile } from '@prisma/client';
import { propertiesOf } from '~/customers/profiles/set-properties.server';
import { maySell } from '~/customers/consent/may-sell.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { NO_CONSENT, type ConsentStateName } from '~/customers/consent/consent';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { presentProfile } from '~/customers/profiles/profile-tree.server';
import type { ProfileAnswer } from '~/ingest/api/answers';
import { userIdentity } from '~/integrations/segment-spec/told-entry';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import type { Vault } from '~/platform/crypto/vault.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';

export type FindPersonDeps = AuditDeps & { db: Database; vault: Vault };

/** One way of naming somebody exactly. */
export interface PersonQuestion {
  by: 'email' | 'external_id' | 'customer_id';
  value: string;
}

/**
 * What is kept of one person of the shop, without the address and names by which they may have been found; null where the shop knows nobody like
 * that. Each look that found somebody is written down before it is answered.
 */
export function findPerson(
  deps: FindPersonDeps,
  shopId: string,
  question: PersonQuestion,
  keyId: string,
): Promise<ProfileAnswer | null> {
  return withShop(shopId, async () => {
    const profile = await lookUpPerson(deps, shopId, question, keyId);
    return profile && answer(deps.db.prisma, profile);
  });
}

/** Who that is, for an answer that rests on what is known of them: the look is written down before. To be called behind the shop's wall. */
export async function lookUpPerson(
  deps: FindPersonDeps,
  shopId: string,
  question: PersonQuestion,
  keyId: string,
): Promise<Profile | null> {
  const db = deps.db.prisma;
  const profileId = await findProfileId(deps.vault, db, shopId, question);
  const profile = profileId && (await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } }));
  if (!profile) return null;
  await logAccess(deps, db, shopId, { actor: `api-key:${keyId}`, what: 'profile-read', subject: profile.id });
  return profile;
}

async function findProfileId(
  vault: Vault,
  db: Db,
  shopId: string,
  { by, value }: PersonQuestion,
): Promise<string | null> {
  if (by === 'email') {
    const email = normaliseEmail(value);
    return email ? ((await findAddress(vault, db, shopId, email))?.profileId ?? null) : null;
  }
  const key = identityKey(by, value);
  const identity = await db.identity.findUnique({ where: { shopId_kind_value: { shopId, ...key } } });
  return identity && presentProfile(db, shopId, identity.profileId);
}

function identityKey(by: 'external_id' | 'customer_id', value: string): { kind: string; value: string } {
  const customer = by === 'customer_id' && /^\d{1,20}$/.test(value) ? `gid://shopify/Customer/${value}` : value;
  if (by === 'customer_id') return { kind: 'customer', value: customer };
  const told = userIdentity(value);
  return 'customerId' in told
    ? { kind: 'customer', value: told.customerId }
    : { kind: 'external', value: told.externalId };
}

async function answer(db: Db, profile: Profile): Promise<ProfileAnswer> {
  const { shopId, id, locale, countryCode, regionCode, city, birthday } = profile;
  const [identities, properties, consent, numbers, maySellTheirs] = await Promise.all([
    db.identity.findMany({
      where: { shopId, profileId: id, kind: { in: ['customer', 'external'] } },
      orderBy: { value: 'asc' },
    }),
    propertiesOf(db, shopId, id),
    marketingConsent(db, profile),
    numbersOf(db, shopId, id),
    maySell(db, shopId, id),
  ]);
  const valuesOf = (kind: string) => identities.flatMap((each) => (each.kind === kind ? each.value : []));
  return {
    ...{ id, locale, countryCode, regionCode, city, birthday, consent, numbers },
    refusesDataSale: !maySellTheirs,
    customerIds: valuesOf('customer'),
    externalIds: valuesOf('external'),
    firstSeenAt: profile.createdAt.toISOString(),
    lastSeenAt: profile.lastSeenAt.toISOString(),
    properties: Object.fromEntries(properties.map(({ key, value }) => [key, value])),
  };
}

async function marketingConsent(
  db: Db,
  { shopId, primaryAddressId }: Profile,
): Promise<{ marketing: ConsentStateName; since: string | null }> {
  const { state, since } = primaryAddressId ? await consentOf(db, shopId, primaryAddressId, 'marketing') : NO_CONSENT;
  return { marketing: state, since: since?.toISOString() ?? null };
}

async function numbersOf(db: Db, shopId: string, profileId: string): Promise<ProfileAnswer['numbers']> {
  const { currency } = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
  const known = await db.profileNumbers.findUnique({ where: { shopId_profileId: { shopId, profileId } } });
  return {
    currency,
    orderCount: known?.orderCount ?? 0,
    itemCount: known?.itemCount ?? 0,
    grossMinor: known?.grossMinor ?? 0,
    refundedMinor: known?.refundedMinor ?? 0,
    netMinor: known?.netMinor ?? 0,
    averageMinor: known?.averageMinor ?? 0,
    firstOrderAt: known?.firstOrderAt?.toISOString() ?? null,
    lastOrderAt: known?.lastOrderAt?.toISOString() ?? null,
  };
}
