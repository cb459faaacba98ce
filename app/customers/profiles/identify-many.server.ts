import { randomBytes } from 'node:crypto';
import type { Identifier, PersonReport } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { bytea } from './bytea';
import { normaliseEmail } from './email-address';
import { identify, type Identified, type IdentifyDeps } from './identify.server';

/** Somebody a sync tells of. */
export interface ToldPerson extends PersonReport {
  /** What stands for a person whom the report does not name, such as the order of a till's anonymous sale. */
  otherwise?: Identifier[];
}

interface Prepared {
  person: PersonReport;
  email: string | null;
  emailHash: string | null;
  identifiers: Identifier[];
  weak: Identifier[];
}

/**
 * `identify` for a whole page of a sync: persons nobody has seen are made in a handful of statements, persons already known are looked up in
 * one, and only those in between (an address meeting a customer id, two reports of one new person) go the careful way one by one.
 * The results stand in the order of `persons`; none names a profile that a later one of them merged into another.
 */
export async function identifyMany(
  deps: IdentifyDeps,
  db: Db,
  shopId: string,
  persons: ToldPerson[],
  evidence: string,
): Promise<Identified[]> {
  const prepared = persons.map((person) => prepare(deps, shopId, person));
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`identity:${shopId}`}, 0))::text`;
  const known = await knownProfiles(db, shopId, prepared);
  const uses = countUses(prepared);
  const results: (Identified | null)[] = prepared.map((entry) => settledProfile(entry, known));
  const strangers = prepared.flatMap((entry, index) =>
    isStranger(entry, known, uses) ? [{ entry, index, profileId: deps.ids.next() }] : [],
  );
  await createStrangers(deps, db, shopId, strangers, evidence);
  for (const { index, profileId } of strangers) results[index] = { profileId, mergedFrom: [] };
  const identified: Identified[] = [];
  for (const [index, { person, weak }] of prepared.entries())
    identified.push(results[index] ?? (await identify(deps, db, shopId, { person, weak, evidence })));
  return followMerges(identified);
}

function prepare(deps: IdentifyDeps, shopId: string, { otherwise, ...person }: ToldPerson): Prepared {
  const { customerId } = person;
  const email = normaliseEmail(person.email);
  const emailHash = email ? deps.vault.hash(email, shopId).toString('hex') : null;
  const strong: Identifier[] = [];
  if (customerId) strong.push({ kind: 'customer', value: customerId });
  if (emailHash) strong.push({ kind: 'email', value: emailHash });
  const weak = strong.length ? [] : (otherwise ?? []);
  return { person, email, emailHash, identifiers: [...strong, ...weak], weak };
}

const keyOf = ({ kind, value }: Pick<Identifier, 'kind' | 'value'>): string => `${kind} ${value}`;

function countUses(persons: Prepared[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const key of persons.flatMap(({ identifiers }) => identifiers.map(keyOf)))
    uses.set(key, (uses.get(key) ?? 0) + 1);
  return uses;
}

async function knownProfiles(db: Db, shopId: string, persons: Prepared[]): Promise<Map<string, string>> {
  const identifiers = persons.flatMap((entry) => entry.identifiers);
  const kinds = identifiers.map(({ kind }) => kind);
  const values = identifiers.map(({ value }) => value);
  const rows = await db.$queryRaw<(Identifier & { profileId: string })[]>`
    SELECT "kind", "value", "profileId"::text FROM identities WHERE "shopId" = ${shopId}::uuid
      AND ("kind", "value") IN (SELECT * FROM unnest(${kinds}::text[], ${values}::text[]))`;
  return new Map(rows.map((row) => [keyOf(row), row.profileId]));
}

function settledProfile({ identifiers }: Prepared, known: Map<string, string>): Identified | null {
  const found = identifiers.map((identifier) => known.get(keyOf(identifier)));
  const first = found[0];
  return first && found.every((profileId) => profileId === first) ? { profileId: first, mergedFrom: [] } : null;
}

/** Nobody has seen any of what the report names, and no other report of the page names it. */
function isStranger({ identifiers }: Prepared, known: Map<string, string>, uses: Map<string, number>): boolean {
  const keys = identifiers.map(keyOf);
  return keys.length > 0 && keys.every((key) => !known.has(key) && uses.get(key) === 1);
}

function followMerges(identified: Identified[]): Identified[] {
  const into = new Map(identified.flatMap(({ profileId, mergedFrom }) => mergedFrom.map((from) => [from, profileId])));
  const last = (profileId: string): string => {
    const next = into.get(profileId);
    return next ? last(next) : profileId;
  };
  return identified.map(({ profileId, mergedFrom }) => ({ profileId: last(profileId), mergedFrom }));
}

interface Stranger {
  entry: Prepared;
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
  const rows = strangers.map(({ entry, profileId: id }) => {
    const { locale, countryCode, seenAt } = entry.person;
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
  const rows = strangers.flatMap(({ entry, profileId }) => entry.identifiers.map((each) => ({ ...each, profileId })));
  await db.$executeRaw`
    INSERT INTO identities ("shopId", "evidence", "linkedAt", "kind", "value", "profileId")
    SELECT ${shopId}::uuid, ${evidence}, ${linkedAt}, r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("kind" text, "value" text, "profileId" uuid)`;
}
