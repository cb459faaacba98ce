import type { Db } from '~/platform/db/db.server';

/**
 * Erases what a person's addresses chose, were asked and had to be told elsewhere. What they asked for by law stays, by random ids alone: it proves
 * that it was done.
 */
export async function erasePreferences(db: Db, shopId: string, addressIds: string[]): Promise<void> {
  const where = { shopId, addressId: { in: addressIds } };
  await db.mailPreference.deleteMany({ where });
  await db.confirmation.deleteMany({ where });
  await db.consentTelling.deleteMany({ where });
}
