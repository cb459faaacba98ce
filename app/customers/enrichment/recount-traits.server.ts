import type { Db } from '~/platform/db/db.server';
import { describePerson } from './describe-person';
import { loadFacts } from './person-facts.server';
import { applyScales } from './scales.server';

/** Persons who were not due and came out otherwise than was stored: for their goods' sake alone (`regrouped`), or not (`drifted`). */
export interface Recounted {
  people: number;
  regrouped: number;
  drifted: number;
}

/**
 * Works out anew what these people are like, from what is stored of them now; of those who are somebody else by now, were erased or are gone nothing is
 * kept. To be called in a transaction: until it ends nobody else counts in this shop.
 */
export async function recountTraits(tx: Db, shopId: string, profileIds: string[], now: Date): Promise<Recounted> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`traits:${shopId}`}, 0))::text`;
  // What was told of them up to here is read below; what is told from here on makes them due again.
  const due = await dueAmong(tx, shopId, profileIds);
  await tx.traitDue.deleteMany({ where: { shopId, id: { in: due.map(({ id }) => id) } } });
  const where = { shopId, id: { in: profileIds }, mergedIntoId: null, erasedAt: null };
  const present = (await tx.profile.findMany({ where, select: { id: true } })).map(({ id }) => id);
  const { people, goods } = await loadFacts(tx, shopId, present);
  const rows = [...people].map(([profileId, facts]) => ({ profileId, ...describePerson(facts, goods) }));
  const json = JSON.stringify(rows);
  const differing = await compare(tx, shopId, json);
  await store(tx, shopId, json, now);
  await tx.profileTraits.deleteMany({ where: { shopId, profileId: { in: profileIds, notIn: present } } });
  const rescaled = await applyScales(tx, shopId, present);
  const expected = new Set([...due, ...(await dueAmong(tx, shopId, profileIds))].map(({ profileId }) => profileId));
  const drifted = new Set([...differing.flatMap((each) => (each.isDrift ? each.profileId : [])), ...rescaled]);
  return {
    people: present.length,
    drifted: countBut(expected, drifted),
    regrouped: countBut(new Set([...expected, ...drifted]), new Set(differing.map(({ profileId }) => profileId))),
  };
}

const dueAmong = (tx: Db, shopId: string, profileIds: string[]) =>
  tx.traitDue.findMany({ where: { shopId, profileId: { in: profileIds } }, select: { id: true, profileId: true } });

const countBut = (left: ReadonlySet<string>, ids: ReadonlySet<string>): number =>
  [...ids].filter((id) => !left.has(id)).length;

/** Who was never looked at and did nothing comes out as is stored. */
const compare = (tx: Db, shopId: string, json: string) => tx.$queryRaw<{ profileId: string; isDrift: boolean }[]>`
  SELECT d."profileId", d."was" IS DISTINCT FROM d."is" AS "isDrift" FROM (
    SELECT r."profileId"::text, COALESCE(t."favourites", r."favourites") IS DISTINCT FROM r."favourites" AS "isRegrouped",
      (t."medianDaysBetweenOrders", t."typicalPriceMinor"::float8, t."usualDevice", COALESCE(t."favourites"->'from', '0')) AS "was",
      (r."medianDaysBetweenOrders", r."typicalPriceMinor", r."usualDevice", r."favourites"->'from') AS "is"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("profileId" uuid, "medianDaysBetweenOrders" float8, "typicalPriceMinor" float8,
      "usualDevice" text, "favourites" jsonb)
    LEFT JOIN profile_traits t ON t."shopId" = ${shopId}::uuid AND t."profileId" = r."profileId"
  ) d WHERE d."isRegrouped" OR d."was" IS DISTINCT FROM d."is"`;

const store = (tx: Db, shopId: string, json: string, now: Date) => tx.$executeRaw`
  INSERT INTO profile_traits ("shopId", "profileId", "medianDaysBetweenOrders", "typicalPriceMinor", "usualDevice", "favourites", "countedAt")
  SELECT ${shopId}::uuid, r.*, ${now} FROM jsonb_to_recordset(${json}::jsonb) AS r("profileId" uuid, "medianDaysBetweenOrders" float8,
    "typicalPriceMinor" float8, "usualDevice" text, "favourites" jsonb)
  ON CONFLICT ("shopId", "profileId") DO UPDATE SET "medianDaysBetweenOrders" = EXCLUDED."medianDaysBetweenOrders",
    "typicalPriceMinor" = EXCLUDED."typicalPriceMinor", "usualDevice" = EXCLUDED."usualDevice", "favourites" = EXCLUDED."favourites",
    "countedAt" = EXCLUDED."countedAt"`;
