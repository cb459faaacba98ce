import type { OrderPlace } from '~/capture/events/order-reports';
import type { Db } from '~/platform/db/db.server';
import { readTraits, writeTraits } from './keep-traits.server';

export interface PlaceOf {
  profileId: string;
  /** Null where their orders say nothing, or are somebody else's by now. */
  place: OrderPlace | null;
}

export interface KeptPlaces {
  changed: string[];
  /** Somebody else holds them just now: they are to be looked at again. */
  missed: string[];
}

/**
 * Keeps where people live as their orders say, of those for whom that is news, and brings the columns that everybody reads up to it. Waits for nobody:
 * whose profile somebody else holds is left as it is and named.
 */
export async function keepOrderedPlaces(tx: Db, shopId: string, places: PlaceOf[]): Promise<KeptPlaces> {
  const news = await differing(tx, shopId, places);
  if (!news.length) return { changed: [], missed: [] };
  const held = await tx.$queryRaw<{ id: string; isSomebody: boolean }[]>`
    SELECT "id"::text, "mergedIntoId" IS NULL AND "erasedAt" IS NULL AS "isSomebody" FROM profiles
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${news}::uuid[]) FOR NO KEY UPDATE SKIP LOCKED`;
  const changed = held.map(({ id }) => id);
  const somebody = new Set(held.flatMap(({ id, isSomebody }) => (isSomebody ? id : [])));
  const placeOf = new Map(places.map(({ profileId, place }) => [profileId, somebody.has(profileId) ? place : null]));
  const kept = changed.map((id) => ({ id, place: placeOf.get(id) ?? null }));
  await tx.$executeRaw`
    UPDATE profiles p SET "orderedPlace" = r."place" FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS r("id" uuid, "place" jsonb)
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = r."id"`;
  const rows = await readTraits(tx, shopId, [...somebody]);
  await writeTraits(tx, shopId, [...rows.values()]);
  return { changed, missed: news.filter((id) => !changed.includes(id)) };
}

async function differing(tx: Db, shopId: string, places: PlaceOf[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p."id"::text FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS r("profileId" uuid, "place" jsonb)
    JOIN profiles p ON p."shopId" = ${shopId}::uuid AND p."id" = r."profileId" AND p."orderedPlace" IS DISTINCT FROM r."place"`;
  return rows.map(({ id }) => id);
}
