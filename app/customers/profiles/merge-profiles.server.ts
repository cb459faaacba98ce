import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { MergeRule } from './identity-decision';
import { readTraits, writeTraits, type TraitRow } from './keep-traits.server';
import { joinTraits } from './traits';

export interface MergeInput {
  from: string;
  into: string;
  rule: MergeRule;
  evidence: string;
}

/**
 * Lets one profile absorb another. The absorbed one stays, and every row that moves remembers it as its origin, so that the merge can be undone
 * exactly. Needs the shop's identities locked. When this returns, whatever was just being stored of the absorbed profile is stored, and nothing
 * more will be: the other stages then move what they hold.
 */
export async function mergeProfiles(
  deps: { ids: Ids; systemClock: SystemClock },
  tx: Db,
  shopId: string,
  { from, into, rule, evidence }: MergeInput,
): Promise<void> {
  // Waits for reports that hold the profile.
  await tx.profile.update({ where: { shopId_id: { shopId, id: from } }, data: { mergedIntoId: into } });
  await giveRows(tx, shopId, from, into);
  const rows = await readTraits(tx, shopId, [from, into]);
  const [absorbed, survivor] = [rows.get(from), rows.get(into)];
  if (!absorbed || !survivor) throw new Error(`profile ${survivor ? from : into} is gone in the middle of a merge`);
  await writeTraits(tx, shopId, [absorb(survivor, absorbed)]);
  await tx.$executeRaw`
    UPDATE profiles p SET "primaryAddressId" = COALESCE(p."primaryAddressId", a."primaryAddressId") FROM profiles a
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ${into}::uuid AND a."shopId" = p."shopId" AND a."id" = ${from}::uuid`;
  const times = { id: deps.ids.next(), mergedAt: deps.systemClock.now() };
  await tx.profileMerge.create({ data: { shopId, absorbedId: from, survivorId: into, rule, evidence, ...times } });
}

async function giveRows(tx: Db, shopId: string, from: string, into: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE identities SET "profileId" = ${into}::uuid, "originId" = COALESCE("originId", "profileId")
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid`;
  await tx.$executeRaw`
    UPDATE addresses SET "profileId" = ${into}::uuid, "originId" = COALESCE("originId", "profileId")
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid`;
  const where = { shopId, profileId: from };
  await tx.phone.updateMany({ where, data: { profileId: into } });
  await tx.cleaning.updateMany({ where, data: { profileId: into } });
  await tx.profileProperty.updateMany({ where, data: { profileId: into } });
}

/** What both were told; the survivor's own is kept apart from now on. */
export function absorb(survivor: TraitRow, absorbed: TraitRow): TraitRow {
  const { traits, createdAt, lastSeenAt } = survivor;
  return {
    ...survivor,
    ownTraits: survivor.ownTraits ?? {
      traits,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    },
    traits: joinTraits(traits, absorbed.traits),
    createdAt: createdAt < absorbed.createdAt ? createdAt : absorbed.createdAt,
    lastSeenAt: lastSeenAt > absorbed.lastSeenAt ? lastSeenAt : absorbed.lastSeenAt,
  };
}
