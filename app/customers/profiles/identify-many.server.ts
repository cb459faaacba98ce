import type { PersonReport } from '~/capture/events/person-report';
import type { Identifier } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { standardisePerson } from '../data-quality/standardise-person';
import { createStrangers, type Prepared } from './create-strangers.server';
import { identify } from './identify.server';
import type { Identified, IdentifyDeps } from './identified';
import { STRENGTH } from './identity-rules';
import { keepKnown } from './keep-known.server';
import { sameCustomers } from './customer-merges.server';
import { lockIdentities } from './profile-tree.server';
import { toldIdentifiers } from './told-identifiers.server';
import type { ToldOf } from './told-of.server';

/** Somebody a sync tells of. */
export interface ToldPerson extends PersonReport {
  /** What stands for a person whom the report does not name, such as the order of a till's anonymous sale. */
  otherwise?: Identifier[];
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
  await lockIdentities(db, shopId);
  const known = await knownIdentifiers(db, shopId, prepared);
  const uses = countUses(prepared);
  const results: (Identified | null)[] = prepared.map((entry) => settledProfile(entry, known));
  const strangers = prepared.flatMap((entry, index) =>
    isStranger(entry, known, uses) ? [{ entry, index, profileId: deps.ids.next() }] : [],
  );
  await createStrangers(deps, db, shopId, strangers, evidence);
  const settled = prepared.flatMap(({ person, cleanings, email, phone }, index) => {
    const result = results[index];
    return result ? [{ ...result, person, cleanings, email, phone, evidence }] : [];
  });
  await keepKnown(deps, db, shopId, settled);
  for (const { index, profileId } of strangers) results[index] = { profileId, originId: profileId, mergedFrom: [] };
  const identified: Identified[] = [];
  for (const [index, { weak }] of prepared.entries()) {
    const { otherwise: _, ...person } = persons[index] as ToldPerson;
    identified.push(results[index] ?? (await identify(deps, db, shopId, { person, weak, evidence })));
  }
  return followMerges(identified);
}

function prepare({ vault }: IdentifyDeps, shopId: string, { otherwise, ...told }: ToldPerson): Prepared {
  const { person, cleanings } = standardisePerson(told);
  const named = toldIdentifiers(vault, shopId, person, []);
  const weak = named.identifiers.length ? [] : (otherwise ?? []);
  return { ...named, person, cleanings, weak, identifiers: [...named.identifiers, ...weak] };
}

const keyOf = ({ kind, value }: Pick<Identifier, 'kind' | 'value'>): string => `${kind} ${value}`;

function countUses(persons: Prepared[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const key of persons.flatMap(({ identifiers }) => identifiers.map(keyOf)))
    uses.set(key, (uses.get(key) ?? 0) + 1);
  return uses;
}

/** Whom each identifier leads to; a phone may lead to several, and a customer that Shopify has merged to nobody yet. */
type Known = Map<string, ToldOf[]>;

async function knownIdentifiers(db: Db, shopId: string, persons: Prepared[]): Promise<Known> {
  const identifiers = persons.flatMap((entry) => entry.identifiers);
  const kinds = identifiers.map(({ kind }) => kind);
  const values = identifiers.map(({ value }) => value);
  const rows = await db.$queryRaw<(Identifier & ToldOf)[]>`
    SELECT "kind", "value", "profileId"::text, COALESCE("originId", "profileId")::text AS "originId" FROM identities
    WHERE "shopId" = ${shopId}::uuid AND ("kind", "value") IN (SELECT * FROM unnest(${kinds}::text[], ${values}::text[]))`;
  const known: Known = new Map(rows.map((row) => [keyOf(row), [row]]));
  const hashes = identifiers.flatMap(({ kind, value }) => (kind === 'phone' ? `\\x${value}` : []));
  const phones = hashes.length ? await knownPhones(db, shopId, hashes) : [];
  for (const phone of phones) known.set(keyOf(phone), [...(known.get(keyOf(phone)) ?? []), phone]);
  for (const value of await mergedOnes(db, shopId)) {
    const key = keyOf({ kind: 'customer', value });
    if (!known.has(key)) known.set(key, []);
  }
  return known;
}

async function knownPhones(db: Db, shopId: string, hashes: string[]): Promise<(Identifier & ToldOf)[]> {
  return db.$queryRaw`
    SELECT 'phone' AS "kind", encode("phoneHash", 'hex') AS "value", "profileId"::text, "originId"::text FROM phones
    WHERE "shopId" = ${shopId}::uuid AND "phoneHash" = ANY(${hashes}::bytea[])`;
}

/** Merged customers are few; whoever is one goes the careful way until they are known. */
async function mergedOnes(db: Db, shopId: string): Promise<string[]> {
  const merges = await db.customerMerge.findMany({ where: { shopId }, select: { absorbedCustomerId: true } });
  return merges.length
    ? sameCustomers(
        db,
        shopId,
        merges.map((merge) => merge.absorbedCustomerId),
      )
    : [];
}

function settledProfile({ identifiers }: Prepared, known: Known): Identified | null {
  const phone = identifiers.find(({ kind }) => kind === 'phone');
  const others = identifiers.filter((each) => each !== phone).sort((a, b) => STRENGTH[a.kind] - STRENGTH[b.kind]);
  const found = others.map((identifier) => known.get(keyOf(identifier))?.[0]);
  const first = found[0];
  if (!first || found.some((toldOf) => toldOf?.profileId !== first.profileId)) return null;
  const hasPhone = !phone || known.get(keyOf(phone))?.some(({ originId }) => originId === first.originId);
  return hasPhone ? { profileId: first.profileId, originId: first.originId, mergedFrom: [] } : null;
}

/** Nobody has seen any of what the report names, and no other report of the page names it. */
function isStranger({ identifiers }: Prepared, known: Known, uses: Map<string, number>): boolean {
  const keys = identifiers.map(keyOf);
  return keys.length > 0 && keys.every((key) => !known.has(key) && uses.get(key) === 1);
}

function followMerges(identified: Identified[]): Identified[] {
  const into = new Map(identified.flatMap(({ profileId, mergedFrom }) => mergedFrom.map((from) => [from, profileId])));
  const last = (profileId: string): string => {
    const next = into.get(profileId);
    return next ? last(next) : profileId;
  };
  return identified.map((each) => ({ ...each, profileId: last(each.profileId) }));
}
