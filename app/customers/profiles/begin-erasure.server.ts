import type { Db } from '~/platform/db/db.server';
import { lockIdentities, treeOf } from './profile-tree.server';

/**
 * Begins the erasure of a person: waits for reports that are just storing something of them, and lets those that wait look again, who then find nobody.
 * Notes that the person is erased, and remembers their addresses as keyed hashes. Returns everybody they were, absorbed profiles among them.
 */
export async function beginErasure(tx: Db, shopId: string, profileId: string, at: Date): Promise<string[]> {
  await lockIdentities(tx, shopId);
  const ids = await treeOf(tx, shopId, profileId);
  await tx.$executeRaw`
    UPDATE profiles SET "splits" = "splits" + 1, "erasedAt" = COALESCE("erasedAt", ${at})
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO erased_addresses ("shopId", "emailHash", "erasedAt")
    SELECT "shopId", "emailHash", ${at} FROM addresses WHERE "shopId" = ${shopId}::uuid AND "profileId" = ANY(${ids}::uuid[])
    ON CONFLICT ("shopId", "emailHash") DO UPDATE SET "erasedAt" = GREATEST(erased_addresses."erasedAt", EXCLUDED."erasedAt")`;
  return ids;
}

/** Whether a profile's person was erased: nothing is told of them any more. */
export async function isErased(db: Db, shopId: string, profileId: string): Promise<boolean> {
  return (await db.profile.count({ where: { shopId, id: profileId, erasedAt: { not: null } } })) > 0;
}
