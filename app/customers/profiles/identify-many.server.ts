import { randomBytes } from 'node:crypto';
import type { PersonReport } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
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
  const values = persons.flatMap(({ customerId, emailHash }) => [customerId, emailHash]).filter((value) => !!value);
  const rows = await db.identity.findMany({
    where: { shopId, kind: { in: ['customer', 'email'] }, value: { in: values as string[] } },
    select: { kind: true, value: true, profileId: true },
  });
  return new Map(rows.map((row) => [`${row.kind} ${row.value}`, row.profileId]));
}

function settledProfile(entry: Person, known: Map<string, string>): Identified | null {
  const found = keysOf(entry).map((key) => known.get(key));
  const first = found[0];
  return first && found.every((profileId) => profileId === first) ? { profileId: first, mergedFrom: [] } : null;
}

async function createStrangers(
  deps: IdentifyDeps,
  db: Db,
  shopId: string,
  strangers: { entry: Person; profileId: string }[],
  evidence: string,
): Promise<void> {
  const linkedAt = deps.systemClock.now();
  const seal = (text: string | undefined) => (text ? deps.vault.seal(text, shopId) : null);
  const addresses = strangers.flatMap(({ entry: { email, emailHash, person }, profileId }) =>
    email && emailHash
      ? [
          {
            shopId,
            id: deps.ids.next(),
            profileId,
            emailHash: Buffer.from(emailHash, 'hex'),
            email: deps.vault.seal(email, shopId),
            firstName: seal(person.firstName),
            lastName: seal(person.lastName),
            salt: randomBytes(16),
            createdAt: linkedAt,
          },
        ]
      : [],
  );
  const addressOf = new Map(addresses.map((address) => [address.profileId, address.id]));
  await db.profile.createMany({
    data: strangers.map(({ entry: { person }, profileId }) => ({
      shopId,
      id: profileId,
      primaryAddressId: addressOf.get(profileId) ?? null,
      locale: person.locale ?? null,
      countryCode: person.countryCode ?? null,
      createdAt: person.seenAt,
      lastSeenAt: person.seenAt,
    })),
  });
  await db.address.createMany({ data: addresses });
  await db.identity.createMany({
    data: strangers.flatMap(({ entry, profileId }) => {
      const base = { shopId, profileId, evidence, linkedAt };
      return [
        ...(entry.customerId ? [{ ...base, kind: 'customer', value: entry.customerId }] : []),
        ...(entry.emailHash ? [{ ...base, kind: 'email', value: entry.emailHash }] : []),
      ];
    }),
  });
}
