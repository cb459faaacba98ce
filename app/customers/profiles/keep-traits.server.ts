import type { OrderPlace } from '~/capture/events/order-reports';
import type { PersonReport } from '~/capture/events/person-report';
import type { Db } from '~/platform/db/db.server';
import { chainOf } from './profile-tree.server';
import type { ToldOf } from './told-of.server';
import { areSameTraits, joinTraits, traitColumns, traitsOf, type Traits } from './traits';

export interface Telling extends ToldOf {
  person: PersonReport;
}

/** What a profile says of a person. `own` leaves out what absorbed profiles brought. */
export interface TraitRow {
  id: string;
  traits: Traits;
  ownTraits: OwnTraits | null;
  /** As orders say; nobody but `keep-ordered-places.server.ts` changes it. */
  orderedPlace: OrderPlace | null;
  createdAt: Date;
  lastSeenAt: Date;
}

export interface OwnTraits {
  traits: Traits;
  createdAt: string;
  lastSeenAt: string;
}

/**
 * Keeps what reports tell of persons: in two statements however many they are, and in one where nothing is news. What is told of an absorbed
 * profile is its own, and of everybody who absorbed it.
 */
export async function keepTraits(db: Db, shopId: string, tellings: Telling[]): Promise<void> {
  const told: { id: string; isOwn: boolean; person: PersonReport }[] = [];
  for (const { profileId, originId, person } of tellings) {
    const ids = profileId === originId ? [profileId] : await chainOf(db, shopId, originId);
    for (const id of ids) told.push({ id, isOwn: id === originId, person });
  }
  const rows = await readTraits(
    db,
    shopId,
    told.map(({ id }) => id),
  );
  const changed = new Set<TraitRow>();
  for (const { id, isOwn, person } of told) {
    const row = rows.get(id);
    if (row && takeIn(row, person, isOwn)) changed.add(row);
  }
  await writeTraits(db, shopId, [...changed]);
}

/** Returns whether it was news. */
function takeIn(row: TraitRow, person: PersonReport, isOwn: boolean): boolean {
  const told = traitsOf(person);
  const traits = joinTraits(row.traits, told);
  const isNews = person.seenAt > row.lastSeenAt || !areSameTraits(traits, row.traits);
  row.traits = traits;
  if (person.seenAt > row.lastSeenAt) row.lastSeenAt = person.seenAt;
  if (!isOwn || !row.ownTraits) return isNews;
  const own = row.ownTraits;
  const seenAt = person.seenAt.toISOString();
  row.ownTraits = {
    ...own,
    traits: joinTraits(own.traits, told),
    lastSeenAt: seenAt > own.lastSeenAt ? seenAt : own.lastSeenAt,
  };
  return isNews || seenAt > own.lastSeenAt || !areSameTraits(row.ownTraits.traits, own.traits);
}

export async function readTraits(db: Db, shopId: string, ids: string[]): Promise<Map<string, TraitRow>> {
  const rows = await db.$queryRaw<TraitRow[]>`
    SELECT "id"::text, "traits", "ownTraits", "orderedPlace", "createdAt", "lastSeenAt" FROM profiles
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export async function writeTraits(db: Db, shopId: string, rows: TraitRow[]): Promise<void> {
  if (!rows.length) return;
  const json = JSON.stringify(rows.map((row) => ({ ...row, ...traitColumns(row.traits, row.orderedPlace) })));
  await db.$executeRaw`
    UPDATE profiles p SET "traits" = r."traits", "ownTraits" = r."ownTraits", "createdAt" = r."createdAt", "lastSeenAt" = r."lastSeenAt",
      "locale" = r."locale", "countryCode" = r."countryCode", "city" = r."city", "regionCode" = r."regionCode", "birthday" = r."birthday"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("id" uuid, "traits" jsonb, "ownTraits" jsonb, "createdAt" timestamptz,
      "lastSeenAt" timestamptz, "locale" text, "countryCode" text, "city" text, "regionCode" text, "birthday" text)
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = r."id"`;
}
