import { randomBytes } from 'node:crypto';
import type { PersonReport } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { bytea } from './bytea';
import { normaliseEmail } from './email-address';
import { identify, type Identified, type IdentifyDeps } from './identify.server';

interface Person {
  person: PersonReport;
  customerId: string | undefined;
  email: string | null;
  emailHash: string | null;
}

/**
 * `identify` for a whole page of a sync: persons nobody has seen are made in a handful of statements, persons already known are looked up in
 * one, and only those in between (an address meeting a customer id, two reports of one new person) go the careful way one by one.
 * The results stand in the order of `persons`.
 */
export async function identifyMany(
  deps: IdentifyDeps,
  db: Db,
  shopId: string,
  persons: PersonReport[],
  evidence: string,
): Promise<Identified[]> {
  const prepared = persons.map((person) => prepare(deps, shopId, person));
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`identity:${shopId}`}, 0))::text`;
  const known = await knownProfiles(db, shopId, prepared);
  const uses = countUses(prepared);
  const results: (Identified | null)[] = prepared.map((entry) => settledProfile(entry, known));
  const strangers = prepared.flatMap((entry, index) =>
    keysOf(entry).every((key) => !known.has(key) && uses.get(key) === 1)
      ? [{ entry, index, profileId: deps.ids.next() }]
      : [],
  );
  await createStrangers(deps, db, shopId, strangers, evidence);
  for (const { index, profileId } of strangers) results[index] = { profileId, mergedFrom: [] };
  const identified: Identified[] = [];
  for (const [index, { person }] of prepared.entries())
    identified.push(results[index] ?? (await identify(deps, db, shopId, { person, evidence })));
  return identified;
}

function prepare(deps: IdentifyDeps, shopId: string, person: PersonReport): Person {
  const email = normaliseEmail(person.email);
  const emailHash = email ? deps.vault.hash(email, shopId).toString('hex') : null;
  return { person, customerId: person.customerId, email, emailHash };
}

function keysOf({ customerId, emailHash }: Person): string[] {
  return [customerId && `customer ${customerId}`, emailHash && `email ${emailHash}`].filter((key) => !!key) as string[];
}

function countUses(persons: Person[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const key of persons.flatMap(keysOf)) uses.set(key, (uses.get(key) ?? 0) + 1);
  return uses;
}

async function knownProfiles(db: Db, shopId: string, persons: Person[]): Promise<Map<string, string>> {
  const customerIds = persons.flatMap(({ customerId }) => customerId ?? []);
  const emailHashes = persons.flatMap(({ emailHash }) => emailHash ?? []);
  const rows = await db.$queryRaw<{ kind: string; value: string; profileId: string }[]>`
    SELECT "kind", "value", "profileId"::text FROM identities WHERE "shopId" = ${shopId}::uuid
      AND (("kind" = 'customer' AND "value" = ANY(${customerIds})) OR ("kind" = 'email' AND "value" = ANY(${emailHashes})))`;
  return new Map(rows.map((row) => [`${row.kind} ${row.value}`, row.profileId]));
}

function settledProfile(entry: Person, known: Map<string, string>): Identified | null {
  const found = keysOf(entry).map((key) => known.get(key));
  const first = found[0];
  return first && found.every((profileId) => profileId === first) ? { profileId: first, mergedFrom: [] } : null;
}

interface Stranger {
  entry: Person;
  profileId: string;
}

async function createStrangers(
  deps: IdentifyDeps,
  db: Db,
  shopId: string,
  strangers: Stranger[],
  evidence: string,
): Promise<void> {
  if (!strangers.length) return;
  const madeAt = deps.systemClock.now();
  const addresses = strangers.flatMap((stranger) => addressOf(deps, shopId, stranger) ?? []);
  await insertProfiles(db, shopId, strangers, new Map(addresses.map(({ profileId, id }) => [profileId, id])));
  await insertAddresses(db, shopId, addresses, madeAt);
  await insertIdentities(db, shopId, strangers, evidence, madeAt);
}

type AddressRow = NonNullable<ReturnType<typeof addressOf>>;

function addressOf(deps: IdentifyDeps, shopId: string, { entry: { email, emailHash, person }, profileId }: Stranger) {
  if (!email || !emailHash) return null;
  const seal = (text: string | undefined) => (text ? bytea(deps.vault.seal(text, shopId)) : null);
  return {
    id: deps.ids.next(),
    profileId,
    emailHash: `\\x${emailHash}`,
    email: seal(email),
    firstName: seal(person.firstName),
    lastName: seal(person.lastName),
    salt: bytea(randomBytes(16)),
  };
}

async function insertProfiles(
  db: Db,
  shopId: string,
  strangers: Stranger[],
  addressIds: Map<string, string>,
): Promise<void> {
  const rows = strangers.map(({ entry: { person }, profileId: id }) => {
    const { locale, countryCode, seenAt } = person;
    return { id, primaryAddressId: addressIds.get(id), locale, countryCode, createdAt: seenAt, lastSeenAt: seenAt };
  });
  await db.$executeRaw`
    INSERT INTO profiles ("shopId", "id", "primaryAddressId", "locale", "countryCode", "createdAt", "lastSeenAt")
    SELECT ${shopId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid,
      "primaryAddressId" uuid, "locale" text, "countryCode" text, "createdAt" timestamptz, "lastSeenAt" timestamptz)`;
}

async function insertAddresses(db: Db, shopId: string, rows: AddressRow[], createdAt: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO addresses ("shopId", "createdAt", "id", "profileId", "emailHash", "email", "firstName", "lastName", "salt")
    SELECT ${shopId}::uuid, ${createdAt}, r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid,
      "profileId" uuid, "emailHash" bytea, "email" bytea, "firstName" bytea, "lastName" bytea, "salt" bytea)`;
}

async function insertIdentities(
  db: Db,
  shopId: string,
  strangers: Stranger[],
  evidence: string,
  linkedAt: Date,
): Promise<void> {
  const rows = strangers.flatMap(({ entry: { customerId, emailHash }, profileId }) => [
    ...(customerId ? [{ kind: 'customer', value: customerId, profileId }] : []),
    ...(emailHash ? [{ kind: 'email', value: emailHash, profileId }] : []),
  ]);
  await db.$executeRaw`
    INSERT INTO identities ("shopId", "evidence", "linkedAt", "kind", "value", "profileId")
    SELECT ${shopId}::uuid, ${evidence}, ${linkedAt}, r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("kind" text, "value" text, "profileId" uuid)`;
}
