import type { Identifier, PersonReport } from '~/capture/events/reports';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { saveAddress } from './address-vault.server';
import { normaliseEmail } from './email-address';
import { decideIdentity, type Match } from './identity-rules';

export interface IdentifyDeps {
  vault: Vault;
  ids: Ids;
  systemClock: SystemClock;
}

export interface IdentifyInput {
  person: PersonReport;
  /** Carts and checkouts the report speaks of. */
  weak?: Identifier[];
  /** What is told, by whom: kept with each link as its evidence. */
  evidence: string;
}

export interface Identified {
  profileId: string;
  /** Profiles that are this one from now on; the other stages move what they hold. */
  mergedFrom: string[];
}

/** Finds, makes or merges the profile a report is about, and keeps what the report tells of the person. */
export async function identify(deps: IdentifyDeps, db: Db, shopId: string, input: IdentifyInput): Promise<Identified> {
  const email = normaliseEmail(input.person.email);
  const identifiers = identifiersOf(deps.vault, shopId, input, email);
  const settled = await findSettled(db, shopId, identifiers);
  const identified = settled ?? (await link(deps, db, shopId, identifiers, input));
  if (email) await saveAddress(deps, db, shopId, identified.profileId, { ...input.person, email });
  await updateProfile(db, shopId, identified.profileId, input.person);
  return identified;
}

function identifiersOf(vault: Vault, shopId: string, input: IdentifyInput, email: string | null): Identifier[] {
  const { customerId, visitorId } = input.person;
  const found: Identifier[] = [...(input.weak ?? [])];
  if (customerId) found.push({ kind: 'customer', value: customerId });
  if (email) found.push({ kind: 'email', value: vault.hash(email, shopId).toString('hex') });
  if (visitorId) found.push({ kind: 'visitor', value: visitorId });
  if (!found.length) throw new Error('a report that identifies nobody cannot become a profile');
  return found;
}

/**
 * Holds a profile until the transaction ends, so that nothing is stored of one that is just merged away: a report waits for a merge and a merge
 * for a report. Returns false where the profile is gone.
 */
export async function holdProfile(db: Db, shopId: string, profileId: string): Promise<boolean> {
  const held = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM profiles WHERE "shopId" = ${shopId}::uuid AND "id" = ${profileId}::uuid FOR NO KEY UPDATE`;
  return held.length > 0;
}

/** The quick way: all identifiers are known and lead to one profile, which was not merged away meanwhile. */
async function findSettled(db: Db, shopId: string, identifiers: Identifier[]): Promise<Identified | null> {
  const kinds = identifiers.map(({ kind }) => kind);
  const values = identifiers.map(({ value }) => value);
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    SELECT "profileId"::text FROM identities WHERE "shopId" = ${shopId}::uuid
      AND ("kind", "value") IN (SELECT * FROM unnest(${kinds}::text[], ${values}::text[]))`;
  const [first, ...rest] = rows;
  if (!first || rows.length < identifiers.length || rest.some((row) => row.profileId !== first.profileId)) return null;
  return (await holdProfile(db, shopId, first.profileId)) ? { profileId: first.profileId, mergedFrom: [] } : null;
}

async function link(
  deps: IdentifyDeps,
  db: Db,
  shopId: string,
  identifiers: Identifier[],
  input: IdentifyInput,
): Promise<Identified> {
  // One at a time per shop: two reports of the same new person must not make two profiles.
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`identity:${shopId}`}, 0))::text`;
  const decision = decideIdentity(identifiers, await findMatches(db, shopId, identifiers));
  if (decision.profileId) await holdProfile(db, shopId, decision.profileId);
  const profileId = decision.profileId ?? (await createProfile(deps, db, shopId, input.person));
  for (const from of decision.mergeFrom) await mergeIdentities(db, shopId, from, profileId);
  const linkedAt = deps.systemClock.now();
  for (const { kind, value } of decision.link) {
    await db.identity.upsert({
      where: { shopId_kind_value: { shopId, kind, value } },
      create: { shopId, kind, value, profileId, evidence: input.evidence, linkedAt },
      update: { profileId, evidence: input.evidence, linkedAt },
    });
  }
  return { profileId, mergedFrom: decision.mergeFrom };
}

async function findMatches(db: Db, shopId: string, identifiers: Identifier[]): Promise<Match[]> {
  const rows = await db.identity.findMany({
    where: { shopId, OR: identifiers },
    include: { profile: { include: { identities: { where: { kind: 'customer' }, take: 1 } } } },
  });
  return rows.map(({ kind, value, profile }) => {
    const customerId = profile.identities[0]?.value ?? null;
    return {
      identifier: { kind: kind as Identifier['kind'], value },
      candidate: {
        profileId: profile.id,
        customerId,
        isKnownPerson: customerId !== null || profile.primaryAddressId !== null,
        createdAt: profile.createdAt,
      },
    };
  });
}

async function createProfile(deps: IdentifyDeps, db: Db, shopId: string, person: PersonReport): Promise<string> {
  const id = deps.ids.next();
  await db.profile.create({ data: { shopId, id, createdAt: person.seenAt, lastSeenAt: person.seenAt } });
  return id;
}

async function mergeIdentities(db: Db, shopId: string, from: string, to: string): Promise<void> {
  const where = { shopId, profileId: from };
  await db.identity.updateMany({ where, data: { profileId: to } });
  await db.address.updateMany({ where, data: { profileId: to } });
}

/** One statement, and none that writes where nothing is news: every report of somebody known comes here. */
async function updateProfile(db: Db, shopId: string, profileId: string, person: PersonReport): Promise<void> {
  const [locale, countryCode] = [person.locale || null, person.countryCode || null];
  await db.$executeRaw`
    UPDATE profiles SET "locale" = COALESCE(${locale}, "locale"), "countryCode" = COALESCE(${countryCode}, "countryCode"),
      "lastSeenAt" = GREATEST("lastSeenAt", ${person.seenAt})
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${profileId}::uuid AND ("lastSeenAt" < ${person.seenAt}
      OR "locale" IS DISTINCT FROM COALESCE(${locale}, "locale")
      OR "countryCode" IS DISTINCT FROM COALESCE(${countryCode}, "countryCode"))`;
}
