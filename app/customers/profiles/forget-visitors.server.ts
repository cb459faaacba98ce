import type { Db } from '~/platform/db/db.server';

/** Visitors and everybody they absorbed, directly or through others. */
export async function visitorsWithAbsorbed(db: Db, shopId: string, ids: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE tree AS (
      SELECT unnest(${ids}::uuid[]) AS "id"
      UNION SELECT p."id" FROM profiles p JOIN tree t ON p."mergedIntoId" = t."id" WHERE p."shopId" = ${shopId}::uuid)
    SELECT "id"::text FROM tree`;
  return rows.map(({ id }) => id);
}

/**
 * Deletes visitors whom nobody knows, with all by which they were recognised. Unlike a person who is erased nothing of them is remembered: the same
 * browser that comes back is a new visitor. `ids` as `visitorsWithAbsorbed` gives them.
 */
export async function forgetVisitors(db: Db, shopId: string, ids: string[]): Promise<void> {
  const where = { shopId, profileId: { in: ids } };
  await db.identity.deleteMany({ where });
  await db.identityLink.deleteMany({ where });
  await db.profileProperty.deleteMany({ where });
  await db.cleaning.deleteMany({ where });
  await db.profileNumbers.deleteMany({ where });
  await db.profileTraits.deleteMany({ where });
  await db.traitDue.deleteMany({ where });
  await db.profileMerge.deleteMany({
    where: { shopId, OR: [{ absorbedId: { in: ids } }, { survivorId: { in: ids } }] },
  });
  await db.profileSeparation.deleteMany({ where: { shopId, OR: [{ oneId: { in: ids } }, { otherId: { in: ids } }] } });
  await db.profile.deleteMany({ where: { shopId, id: { in: ids } } });
  // What was deleted has just been noted there, too.
  await db.segmentDue.deleteMany({ where });
}
