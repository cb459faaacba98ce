import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** Under so many buyers a fifth of them is a handful, and a score says nothing. */
export const FEWEST_BUYERS = 50;

export const REBUILD_EVERY_MINUTES = 1_440;

export interface Found {
  people: number;
  regrouped: number;
  drifted: number;
}

/**
 * Makes a shop's measures anew: the quintile cuts of its buyers by recency (last order), frequency (number of orders) and monetary value (what they
 * paid, less what came back), and the cuts between thirds of them by what a piece of theirs costs. Each cut is a value that somebody has
 * (`percentile_disc`). Under 50 buyers there are none. RFM in quintiles: A. M. Hughes, Strategic Database Marketing, 1994.
 */
export async function makeScales(tx: Db, shopId: string, now: Date, found: Found): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO trait_scales ("shopId", "buyers", "recencyCuts", "frequencyCuts", "monetaryCuts", "priceCuts", "countedAt", "dueAt", "people",
      "regrouped", "drifted")
    SELECT ${shopId}::uuid, n."buyers", CASE WHEN n."isEnough" THEN n."recency" ELSE '{}' END, CASE WHEN n."isEnough" THEN n."frequency" ELSE '{}' END,
      CASE WHEN n."isEnough" THEN n."monetary" ELSE '{}' END, CASE WHEN p."isEnough" THEN p."prices" ELSE '{}' END,
      ${now}, ${addMs(now, minutes(REBUILD_EVERY_MINUTES))}, ${found.people}, ${found.regrouped}, ${found.drifted}
    FROM (
      SELECT count(*) AS "buyers", count(*) >= ${FEWEST_BUYERS} AS "isEnough",
        percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY n."lastOrderAt") AS "recency",
        percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY n."orderCount"::float8) AS "frequency",
        percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY n."netMinor"::float8) AS "monetary"
      FROM profile_numbers n JOIN profiles p ON p."shopId" = n."shopId" AND p."id" = n."profileId"
      WHERE n."shopId" = ${shopId}::uuid AND n."orderCount" > 0 AND p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL
    ) n, (
      SELECT count(*) >= ${FEWEST_BUYERS} AS "isEnough",
        percentile_disc(ARRAY[1.0 / 3, 2.0 / 3]) WITHIN GROUP (ORDER BY "typicalPriceMinor"::float8) AS "prices"
      FROM profile_traits WHERE "shopId" = ${shopId}::uuid AND "typicalPriceMinor" IS NOT NULL
    ) p
    ON CONFLICT ("shopId") DO UPDATE SET "buyers" = EXCLUDED."buyers", "recencyCuts" = EXCLUDED."recencyCuts",
      "frequencyCuts" = EXCLUDED."frequencyCuts", "monetaryCuts" = EXCLUDED."monetaryCuts", "priceCuts" = EXCLUDED."priceCuts",
      "countedAt" = EXCLUDED."countedAt", "dueAt" = EXCLUDED."dueAt", "people" = EXCLUDED."people", "regrouped" = EXCLUDED."regrouped",
      "drifted" = EXCLUDED."drifted"`;
}

/**
 * Measures these people against the shop as it was last night. A score is 1 + the number of cuts that lie below what somebody has, so that those who
 * have as much have the same score: where most people ordered once, most have 1, and whoever ordered twice may have 5. Returns whose scores changed.
 */
export async function applyScales(tx: Db, shopId: string, profileIds: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ profileId: string }[]>`
    UPDATE profile_traits t SET "recency" = r."recency", "frequency" = r."frequency", "monetary" = r."monetary", "priceBand" = r."priceBand"
    FROM (
      SELECT t."profileId", CASE WHEN m."isMeasured" THEN 1 + (SELECT count(*) FROM unnest(s."recencyCuts") c WHERE c < n."lastOrderAt") END AS "recency",
        CASE WHEN m."isMeasured" THEN 1 + (SELECT count(*) FROM unnest(s."frequencyCuts") c WHERE c < n."orderCount") END AS "frequency",
        CASE WHEN m."isMeasured" THEN 1 + (SELECT count(*) FROM unnest(s."monetaryCuts") c WHERE c < n."netMinor") END AS "monetary",
        CASE WHEN cardinality(s."priceCuts") > 0 AND t."typicalPriceMinor" IS NOT NULL THEN (ARRAY['low', 'middle', 'high'])[
          1 + (SELECT count(*) FROM unnest(s."priceCuts") c WHERE c < t."typicalPriceMinor")] END AS "priceBand"
      FROM profile_traits t LEFT JOIN trait_scales s ON s."shopId" = t."shopId"
      LEFT JOIN profile_numbers n ON n."shopId" = t."shopId" AND n."profileId" = t."profileId"
      CROSS JOIN LATERAL (SELECT n."orderCount" > 0 AND cardinality(s."recencyCuts") > 0 AS "isMeasured") m
      WHERE t."shopId" = ${shopId}::uuid AND t."profileId" = ANY(${profileIds}::uuid[])
    ) r
    WHERE t."shopId" = ${shopId}::uuid AND t."profileId" = r."profileId" AND (t."recency", t."frequency", t."monetary", t."priceBand")
      IS DISTINCT FROM (r."recency", r."frequency", r."monetary", r."priceBand")
    RETURNING t."profileId"::text`;
  return rows.map(({ profileId }) => profileId);
}
