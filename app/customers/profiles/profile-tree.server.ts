import type { Db } from '~/platform/db/db.server';

/** One at a time per shop: two reports of the same new person must not make two profiles, nor a merge cross its undoing. */
export async function lockIdentities(tx: Db, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`identity:${shopId}`}, 0))::text`;
}

/**
 * Holds a profile until the transaction ends, so that nothing is stored of one that is just merged away: a report waits for a merge and a merge
 * for a report. What is stored from now on is told of `originId`. Returns null where the profile is gone or was absorbed; `splits` tells
 * whoever read its identities before whether a merge was undone meanwhile.
 */
export async function holdProfile(
  tx: Db,
  shopId: string,
  profileId: string,
  originId: string = profileId,
): Promise<{ splits: number } | null> {
  const setting = profileId === originId ? '' : `${profileId} ${originId}`;
  const [held] = await tx.$queryRaw<{ splits: number }[]>`
    SELECT "splits", set_config('kindred.told_of', ${setting}, true) FROM profiles
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${profileId}::uuid AND "mergedIntoId" IS NULL FOR NO KEY UPDATE`;
  return held ?? null;
}

/** Holds several profiles as `holdProfile` does one, in an order that is everybody’s. */
export async function holdProfiles(tx: Db, shopId: string, profileIds: string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM profiles WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${profileIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
}

/** A profile and all that it absorbed, directly or through others. */
export async function treeOf(db: Db, shopId: string, profileId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE tree AS (
      SELECT ${profileId}::uuid AS "id"
      UNION SELECT p."id" FROM profiles p JOIN tree t ON p."mergedIntoId" = t."id" WHERE p."shopId" = ${shopId}::uuid)
    SELECT "id"::text FROM tree`;
  return rows.map(({ id }) => id);
}

/** A profile, the one that absorbed it, and so on up to the person who is there now: the last. */
export async function chainOf(db: Db, shopId: string, profileId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT p."id", p."mergedIntoId", 0 AS "height" FROM profiles p WHERE p."shopId" = ${shopId}::uuid AND p."id" = ${profileId}::uuid
      UNION ALL SELECT p."id", p."mergedIntoId", c."height" + 1 FROM profiles p JOIN chain c ON p."id" = c."mergedIntoId"
      WHERE p."shopId" = ${shopId}::uuid)
    SELECT "id"::text FROM chain ORDER BY "height"`;
  return rows.map(({ id }) => id);
}

/** Who a profile is now: itself, or whoever absorbed it. Null where there is no such profile. */
export async function presentProfile(db: Db, shopId: string, profileId: string): Promise<string | null> {
  return (await chainOf(db, shopId, profileId)).at(-1) ?? null;
}

/** Pairs of those present profiles of whom somebody said that they are two persons, each way round: `ONE OTHER`. */
export async function separatedPairs(db: Db, shopId: string, profileIds: string[]): Promise<Set<string>> {
  if (profileIds.length < 2) return new Set();
  const rows = await db.$queryRaw<{ one: string; other: string }[]>`
    WITH RECURSIVE present AS (
      SELECT "id" AS "root", "id" FROM unnest(${profileIds}::uuid[]) AS "id"
      UNION SELECT t."root", p."id" FROM profiles p JOIN present t ON p."mergedIntoId" = t."id" WHERE p."shopId" = ${shopId}::uuid)
    SELECT a."root"::text AS "one", b."root"::text AS "other" FROM profile_separations s
    JOIN present a ON a."id" = s."oneId" JOIN present b ON b."id" = s."otherId" WHERE s."shopId" = ${shopId}::uuid`;
  return new Set(rows.flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`]));
}
