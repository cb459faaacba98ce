import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { readTraits, writeTraits, type TraitRow } from './keep-traits.server';
import { absorb } from './merge-profiles.server';
import { chainOf, lockIdentities, treeOf } from './profile-tree.server';

/** What the other stages give back: their rows of `from` whose origin is one of `origins`. */
export interface Parted {
  /** The person who is there now. */
  from: string;
  /** The profile that was absorbed, and is somebody again. */
  to: string;
  /** It, and what it had absorbed itself. */
  origins: string[];
}

export type UndoMerge = ({ kind: 'undone' } & Parted) | { kind: 'undone-before' } | { kind: 'missing' };

/**
 * Takes back that one profile was found to be another: it is somebody again, with everything that was told of it, before the merge and since.
 * The two are two persons from now on, and no report joins them again. Merges it made itself, and those of the survivor with others, stand.
 */
export async function undoMerge(
  deps: { systemClock: SystemClock },
  tx: Db,
  shopId: string,
  { mergeId, undoneBy }: { mergeId: string; undoneBy: string },
): Promise<UndoMerge> {
  await lockIdentities(tx, shopId);
  const merge = await tx.profileMerge.findUnique({ where: { shopId_id: { shopId, id: mergeId } } });
  if (!merge) return { kind: 'missing' };
  if (merge.undoneAt) return { kind: 'undone-before' };
  const { absorbedId: to, survivorId } = merge;
  const above = await chainOf(tx, shopId, survivorId);
  const from = above.at(-1);
  if (!from) return { kind: 'missing' };
  const origins = await treeOf(tx, shopId, to);
  // Waits for reports that hold the person, and lets those that wait look again whose identities these are.
  await tx.profile.update({ where: { shopId_id: { shopId, id: from } }, data: { splits: { increment: 1 } } });
  await tx.profile.update({ where: { shopId_id: { shopId, id: to } }, data: { mergedIntoId: null } });
  await giveBack(tx, shopId, { from, to, origins });
  await partTraits(tx, shopId, above);
  for (const profileId of [from, to]) await writeToNewestOf(tx, shopId, profileId);
  const undoneAt = deps.systemClock.now();
  await tx.profileMerge.update({ where: { shopId_id: { shopId, id: mergeId } }, data: { undoneAt, undoneBy } });
  await separate(tx, shopId, to, survivorId, undoneAt);
  return { kind: 'undone', from, to, origins };
}

async function giveBack(tx: Db, shopId: string, { from, to, origins }: Parted): Promise<void> {
  await tx.$executeRaw`
    UPDATE identities SET "profileId" = ${to}::uuid, "originId" = NULLIF("originId", ${to}::uuid)
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid AND "originId" = ANY(${origins}::uuid[])`;
  await tx.$executeRaw`
    UPDATE addresses SET "profileId" = ${to}::uuid, "originId" = NULLIF("originId", ${to}::uuid)
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid AND "originId" = ANY(${origins}::uuid[])`;
  const where = { shopId, originId: { in: origins } };
  await tx.phone.updateMany({ where, data: { profileId: to } });
  await tx.cleaning.updateMany({ where, data: { profileId: to } });
  await tx.profileProperty.updateMany({ where, data: { profileId: to } });
}

/** Everybody above knew what the parted one was told; now it is what they were told themselves, and what the others below them were. */
async function partTraits(tx: Db, shopId: string, above: string[]): Promise<void> {
  for (const id of above) {
    const children = await tx.profile.findMany({ where: { shopId, mergedIntoId: id }, select: { id: true } });
    const rows = await readTraits(tx, shopId, [id, ...children.map((child) => child.id)]);
    const row = rows.get(id);
    if (!row?.ownTraits) continue;
    rows.delete(id);
    await writeTraits(tx, shopId, [[...rows.values()].reduce(absorb, asItself(row, row.ownTraits))]);
  }
}

const asItself = (row: TraitRow, own: NonNullable<TraitRow['ownTraits']>): TraitRow => ({
  ...row,
  traits: own.traits,
  createdAt: new Date(own.createdAt),
  lastSeenAt: new Date(own.lastSeenAt),
});

async function writeToNewestOf(tx: Db, shopId: string, profileId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE profiles SET "primaryAddressId" = (SELECT a."id" FROM addresses a
      WHERE a."shopId" = ${shopId}::uuid AND a."profileId" = ${profileId}::uuid ORDER BY a."toldAt" DESC NULLS LAST, a."id" LIMIT 1)
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${profileId}::uuid`;
}

async function separate(tx: Db, shopId: string, one: string, other: string, separatedAt: Date): Promise<void> {
  const [oneId = '', otherId = ''] = [one, other].sort();
  await tx.profileSeparation.createMany({ data: [{ shopId, oneId, otherId, separatedAt }], skipDuplicates: true });
}
