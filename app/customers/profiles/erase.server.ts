import type { Db } from '~/platform/db/db.server';

/**
 * Erases what names a person: addresses with their names and salts, and every way of recognising them. What is left is a random id with a
 * history that leads to nobody; the consent ledger keeps its commitments, which without the salt cannot be opened.
 */
export async function erasePerson(db: Db, shopId: string, profileId: string): Promise<void> {
  const where = { shopId, profileId };
  const addresses = await db.address.findMany({ where, select: { id: true } });
  await db.consentState.deleteMany({ where: { shopId, addressId: { in: addresses.map(({ id }) => id) } } });
  const hashes = await db.address.findMany({ where, select: { emailHash: true } });
  await db.consentHold.deleteMany({ where: { shopId, emailHash: { in: hashes.map(({ emailHash }) => emailHash) } } });
  await db.identity.deleteMany({ where });
  await db.address.deleteMany({ where });
  await db.profile.update({
    where: { shopId_id: { shopId, id: profileId } },
    data: { primaryAddressId: null, locale: null, countryCode: null, timezone: null },
  });
}
