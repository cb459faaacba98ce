import type { Db } from '~/platform/db/db.server';
import { eraseTraits } from '../enrichment/erase-traits.server';
import { erasePreferences } from '../preferences/erase.server';
import { eraseMemberships } from '../segments/erase-memberships.server';
import { sameCustomers } from './customer-merges.server';
import { treeOf } from './profile-tree.server';

/**
 * Erases what names a person: addresses with their names and salts, phones, custom properties, and every way of recognising them, also what
 * they were told of as profiles that were absorbed. What is left is random ids with a history that leads to nobody; the consent ledger keeps
 * its commitments, which without the salt cannot be opened.
 */
export async function erasePerson(db: Db, shopId: string, profileId: string): Promise<void> {
  const where = { shopId, profileId };
  const addresses = await db.address.findMany({ where, select: { id: true, emailHash: true } });
  const addressIds = addresses.map(({ id }) => id);
  await erasePreferences(
    db,
    shopId,
    addresses.map(({ id }) => id),
  );
  await db.consentState.deleteMany({ where: { shopId, addressId: { in: addressIds } } });
  await db.consentHold.deleteMany({ where: { shopId, emailHash: { in: addresses.map((each) => each.emailHash) } } });
  await db.nameToken.deleteMany({ where: { shopId, addressId: { in: addressIds } } });
  await db.phone.deleteMany({ where });
  await db.cleaning.deleteMany({ where });
  await db.profileProperty.deleteMany({ where });
  const tree = await treeOf(db, shopId, profileId);
  await eraseTraits(db, shopId, tree);
  await eraseMemberships(db, shopId, tree);
  await eraseRecognition(db, shopId, profileId);
  await db.address.deleteMany({ where });
}

/** Merges go, too: what nobody is any more cannot be parted again. Of one that was undone the other person keeps that it was, not by what. */
async function eraseRecognition(db: Db, shopId: string, profileId: string): Promise<void> {
  const identities = await db.identity.findMany({
    where: { shopId, profileId, kind: 'customer' },
    select: { value: true },
  });
  const known = identities.map(({ value }) => value);
  const customerIds = await sameCustomers(db, shopId, known);
  await db.customerMerge.deleteMany({
    where: { shopId, OR: [{ absorbedCustomerId: { in: customerIds } }, { keptCustomerId: { in: customerIds } }] },
  });
  await db.identity.deleteMany({ where: { shopId, profileId } });
  const ids = await treeOf(db, shopId, profileId);
  await db.identityLink.deleteMany({ where: { shopId, profileId: { in: ids } } });
  await db.profileMerge.deleteMany({ where: { shopId, absorbedId: { in: ids }, undoneAt: null } });
  const ofTheirs = { shopId, OR: [{ absorbedId: { in: ids } }, { survivorId: { in: ids } }] };
  await db.profileMerge.updateMany({ where: ofTheirs, data: { evidence: 'erased' } });
  await db.profileSeparation.deleteMany({ where: { shopId, OR: [{ oneId: { in: ids } }, { otherId: { in: ids } }] } });
  await db.$executeRaw`
    UPDATE profiles SET "primaryAddressId" = NULL, "locale" = NULL, "countryCode" = NULL, "timezone" = NULL, "city" = NULL,
      "regionCode" = NULL, "birthday" = NULL, "traits" = '{}', "ownTraits" = NULL, "orderedPlace" = NULL
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${ids}::uuid[])`;
}
