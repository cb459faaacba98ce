import type { Db } from '~/platform/db/db.server';
import { keepOrderedPlaces, type PlaceOf } from '../profiles/keep-ordered-places.server';
import { describePerson, type Description } from './describe-person';
import { holdTraits } from './erase-traits.server';
import { loadFacts } from './person-facts.server';
import { applyScales } from './scales.server';

/** What of somebody came out otherwise than was kept. */
export type DriftedTrait = 'days-between-orders' | 'typical-price' | 'usual-device' | 'history' | 'place' | 'scores';

export interface Drift {
  profileId: string;
  what: DriftedTrait[];
}

/** Persons who were not due and came out otherwise than was stored: for their goods' sake alone (`regrouped`), or not (`drifted`). */
export interface Recounted {
  people: number;
  regrouped: number;
  drifted: Drift[];
}

/**
 * Works out anew what these people are like, from what is stored of them now; of those who are somebody else by now, were erased or are gone nothing is
 * kept. To be called in a transaction: until it ends nobody else counts in this shop.
 */
export async function recountTraits(tx: Db, shopId: string, profileIds: string[], now: Date): Promise<Recounted> {
  await holdTraits(tx, shopId);
  // What was told of them up to here is read below; what is told from here on makes them due again.
  const due = await dueAmong(tx, shopId, profileIds);
  await tx.traitDue.deleteMany({ where: { shopId, id: { in: due.map(({ id }) => id) } } });
  const where = { shopId, id: { in: profileIds }, mergedIntoId: null, erasedAt: null };
  const present = (await tx.profile.findMany({ where, select: { id: true } })).map(({ id }) => id);
  const { people, goods } = await loadFacts(tx, shopId, present);
  const rows = [...people].map(([profileId, facts]) => ({ profileId, ...describePerson(facts, goods) }));
  const { regrouped, drifts } = await keep(tx, shopId, rows, now);
  const gone = profileIds.filter((id) => !people.has(id));
  await tx.profileTraits.deleteMany({ where: { shopId, profileId: { in: gone } } });
  await keepPlaces(tx, shopId, [...rows, ...gone.map((profileId) => ({ profileId, place: null }))], drifts);
  for (const id of await applyScales(tx, shopId, present)) note(drifts, id, 'scores');
  const expected = new Set([...due, ...(await dueAmong(tx, shopId, profileIds))].map(({ profileId }) => profileId));
  const drifted = [...drifts].filter(([id]) => !expected.has(id));
  return {
    people: present.length,
    drifted: drifted.map(([profileId, what]) => ({ profileId, what })),
    regrouped: regrouped.filter((id) => !expected.has(id) && !drifts.has(id)).length,
  };
}

const dueAmong = (tx: Db, shopId: string, profileIds: string[]) => tx.$queryRaw<{ id: bigint; profileId: string }[]>`
  SELECT d."id", person::text AS "profileId" FROM unnest(${profileIds}::uuid[]) AS person
  CROSS JOIN LATERAL (SELECT "id" FROM trait_dues WHERE "shopId" = ${shopId}::uuid AND "profileId" = person) d`;

type Drifts = Map<string, DriftedTrait[]>;

const note = (drifts: Drifts, id: string, what: DriftedTrait): void =>
  void drifts.set(id, [...(drifts.get(id) ?? []), what]);

async function keep(
  tx: Db,
  shopId: string,
  rows: ({ profileId: string } & Description)[],
  now: Date,
): Promise<{ regrouped: string[]; drifts: Drifts }> {
  const json = JSON.stringify(rows);
  const differing = await compare(tx, shopId, json);
  await store(tx, shopId, json, now);
  const drifts: Drifts = new Map(differing.flatMap(({ profileId, what }) => (what.length ? [[profileId, what]] : [])));
  return { drifts, regrouped: differing.map(({ profileId }) => profileId) };
}

/** Whose profile somebody else holds just now is due again, and did not drift. */
async function keepPlaces(tx: Db, shopId: string, places: PlaceOf[], drifts: Drifts): Promise<void> {
  const told = places.map(({ profileId, place }) => ({ profileId, place }));
  const { changed, missed } = await keepOrderedPlaces(tx, shopId, told);
  for (const id of changed) note(drifts, id, 'place');
  if (missed.length) await tx.traitDue.createMany({ data: missed.map((profileId) => ({ shopId, profileId })) });
}

/** Who was never looked at and did nothing comes out as is stored. */
const compare = (tx: Db, shopId: string, json: string) => tx.$queryRaw<{ profileId: string; what: DriftedTrait[] }[]>`
  SELECT d."profileId", d."what" FROM (
    SELECT r."profileId"::text, COALESCE(t."favourites", r."favourites") IS DISTINCT FROM r."favourites" AS "isRegrouped", array_remove(ARRAY[
      CASE WHEN t."medianDaysBetweenOrders" IS DISTINCT FROM r."medianDaysBetweenOrders" THEN 'days-between-orders' END,
      CASE WHEN t."typicalPriceMinor"::float8 IS DISTINCT FROM r."typicalPriceMinor" THEN 'typical-price' END,
      CASE WHEN t."usualDevice" IS DISTINCT FROM r."usualDevice" THEN 'usual-device' END,
      CASE WHEN COALESCE(t."favourites"->'from', '0') IS DISTINCT FROM r."favourites"->'from' THEN 'history' END], NULL) AS "what"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("profileId" uuid, "medianDaysBetweenOrders" float8, "typicalPriceMinor" float8,
      "usualDevice" text, "favourites" jsonb)
    LEFT JOIN profile_traits t ON t."shopId" = ${shopId}::uuid AND t."profileId" = r."profileId"
  ) d WHERE d."isRegrouped" OR cardinality(d."what") > 0`;

const store = (tx: Db, shopId: string, json: string, now: Date) => tx.$executeRaw`
  INSERT INTO profile_traits ("shopId", "profileId", "medianDaysBetweenOrders", "typicalPriceMinor", "usualDevice", "favourites", "countedAt")
  SELECT ${shopId}::uuid, r.*, ${now} FROM jsonb_to_recordset(${json}::jsonb) AS r("profileId" uuid, "medianDaysBetweenOrders" float8,
    "typicalPriceMinor" float8, "usualDevice" text, "favourites" jsonb)
  ON CONFLICT ("shopId", "profileId") DO UPDATE SET "medianDaysBetweenOrders" = EXCLUDED."medianDaysBetweenOrders",
    "typicalPriceMinor" = EXCLUDED."typicalPriceMinor", "usualDevice" = EXCLUDED."usualDevice", "favourites" = EXCLUDED."favourites",
    "countedAt" = EXCLUDED."countedAt"`;
