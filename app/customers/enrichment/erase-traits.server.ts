import type { Db } from '~/platform/db/db.server';

/** Lets nobody else work out what people of this shop are like until the transaction ends. */
export async function holdTraits(tx: Db, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`traits:${shopId}`}, 0))::text`;
}

/** Erases what these people were like, after whoever is just working it out: whoever begins later finds them erased. */
export async function eraseTraits(tx: Db, shopId: string, profileIds: string[]): Promise<void> {
  await holdTraits(tx, shopId);
  const where = { shopId, profileId: { in: profileIds } };
  await tx.profileTraits.deleteMany({ where });
  await tx.traitDrift.deleteMany({ where });
  await tx.traitDue.deleteMany({ where });
}
