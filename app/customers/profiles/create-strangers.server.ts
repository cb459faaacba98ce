import { randomBytes } from 'node:crypto';
import type { PersonReport } from '~/capture/events/person-report';
import type { Identifier } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import type { Cleaning } from '../data-quality/standardise-person';
import { bytea } from './bytea';
import type { IdentifyDeps } from './identified';
import { keepMore } from './keep-person.server';
import { linkIdentities } from './link-identities.server';
import { keepNameTokens } from './name-tokens.server';
import type { ToldIdentifiers } from './told-identifiers.server';
import { traitColumns, traitsOf } from './traits';

/** Somebody who is told of, brought to one form. */
export interface Prepared extends ToldIdentifiers {
  person: PersonReport;
  cleanings: Cleaning[];
  weak: Identifier[];
}

export interface Stranger {
  entry: Prepared;
  /** The id they get. */
  profileId: string;
}

/** Makes persons nobody has seen before, in a handful of statements. Needs the shop's identities locked. */
export async function createStrangers(
  deps: IdentifyDeps,
  db: Db,
  shopId: string,
  strangers: Stranger[],
  evidence: string,
): Promise<void> {
  if (!strangers.length) return;
  const addresses = strangers.flatMap((stranger) => addressOf(deps, shopId, stranger) ?? []);
  await insertProfiles(db, shopId, strangers, new Map(addresses.map(({ profileId, id }) => [profileId, id])));
  await insertAddresses(db, shopId, addresses, deps.systemClock.now());
  const named = addresses.map(({ id, names }) => ({ addressId: id, names }));
  await keepNameTokens(deps.vault, db, shopId, named);
  const links = strangers.flatMap(({ entry, profileId }) =>
    entry.identifiers.map((identifier) => ({ identifier, profileId, originId: profileId })),
  );
  const rule = 'first-told' as const;
  await linkIdentities(
    deps,
    db,
    shopId,
    links.map((link) => ({ ...link, rule, evidence })),
  );
  const told = strangers.map(({ entry: { person, cleanings, email, phone }, profileId }) => ({
    ...{ profileId, originId: profileId, person, cleanings, email, phone, evidence },
  }));
  await keepMore(deps, db, shopId, told);
}

type AddressRow = NonNullable<ReturnType<typeof addressOf>>;

function addressOf({ vault, ids }: IdentifyDeps, shopId: string, { entry: { email, person }, profileId }: Stranger) {
  if (!email) return null;
  const seal = (text: string | undefined) => (text ? bytea(vault.seal(text, shopId)) : null);
  return {
    id: ids.next(),
    profileId,
    emailHash: bytea(vault.hash(email, shopId)),
    email: seal(email),
    firstName: seal(person.firstName),
    lastName: seal(person.lastName),
    salt: bytea(randomBytes(16)),
    toldAt: person.seenAt,
    names: [person.firstName, person.lastName],
  };
}

async function insertProfiles(
  db: Db,
  shopId: string,
  strangers: Stranger[],
  addressIds: Map<string, string>,
): Promise<void> {
  const rows = strangers.map(({ entry: { person }, profileId: id }) => {
    const traits = traitsOf(person);
    return { id, primaryAddressId: addressIds.get(id), traits, ...traitColumns(traits, null), seenAt: person.seenAt };
  });
  await db.$executeRaw`
    INSERT INTO profiles ("shopId", "id", "primaryAddressId", "traits", "locale", "countryCode", "city", "regionCode", "birthday",
      "createdAt", "lastSeenAt")
    SELECT ${shopId}::uuid, r.*, r."seenAt" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid,
      "primaryAddressId" uuid, "traits" jsonb, "locale" text, "countryCode" text, "city" text, "regionCode" text, "birthday" text,
      "seenAt" timestamptz)`;
}

async function insertAddresses(db: Db, shopId: string, rows: AddressRow[], createdAt: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO addresses ("shopId", "createdAt", "id", "profileId", "emailHash", "email", "firstName", "lastName", "salt", "toldAt")
    SELECT ${shopId}::uuid, ${createdAt}, r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid,
      "profileId" uuid, "emailHash" bytea, "email" bytea, "firstName" bytea, "lastName" bytea, "salt" bytea, "toldAt" timestamptz)`;
}
