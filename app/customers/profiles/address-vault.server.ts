import { randomBytes } from 'node:crypto';
import type { Vault } from '~/platform/crypto/vault.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';

export interface AddressDeps {
  vault: Vault;
  ids: Ids;
  systemClock: SystemClock;
}

export interface AddressInput {
  /** Normalised. */
  email: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
}

/**
 * Keeps an address in the vault and makes it the one this profile is written to; whoever was written to there before is not any more.
 * Returns the address's id.
 */
export async function saveAddress(
  deps: AddressDeps,
  db: Db,
  shopId: string,
  profileId: string,
  { email, firstName, lastName }: AddressInput,
): Promise<string> {
  const emailHash = deps.vault.hash(email, shopId);
  const names = {
    ...(firstName ? { firstName: deps.vault.seal(firstName, shopId) } : {}),
    ...(lastName ? { lastName: deps.vault.seal(lastName, shopId) } : {}),
  };
  const where = { shopId_emailHash: { shopId, emailHash } };
  const known = await db.address.findUnique({ where, select: { id: true, profileId: true } });
  if (known && known.profileId !== profileId)
    await db.profile.updateMany({
      where: { shopId, id: known.profileId, primaryAddressId: known.id },
      data: { primaryAddressId: null },
    });
  const { id } = await db.address.upsert({
    where,
    create: {
      shopId,
      id: deps.ids.next(),
      profileId,
      emailHash,
      email: deps.vault.seal(email, shopId),
      salt: randomBytes(16),
      createdAt: deps.systemClock.now(),
      ...names,
    },
    update: { profileId, ...names },
    select: { id: true },
  });
  await db.profile.update({ where: { shopId_id: { shopId, id: profileId } }, data: { primaryAddressId: id } });
  return id;
}

export interface VaultAddress {
  id: string;
  profileId: string;
  salt: Uint8Array;
}

/** The vault's row of an address, or null where the shop never saw it. */
export function findAddress(vault: Vault, db: Db, shopId: string, email: string): Promise<VaultAddress | null> {
  return db.address.findUnique({
    where: { shopId_emailHash: { shopId, emailHash: vault.hash(email, shopId) } },
    select: { id: true, profileId: true, salt: true },
  });
}

export interface Recipient {
  addressId: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
}

/** Opens the address a profile is written to: for the sender and for pages that show a person, nobody else. */
export async function openRecipient(
  vault: Vault,
  db: Db,
  shopId: string,
  addressId: string,
): Promise<Recipient | null> {
  const row = await db.address.findUnique({ where: { shopId_id: { shopId, id: addressId } } });
  if (!row) return null;
  const open = (sealed: Uint8Array | null) => (sealed ? vault.open(sealed, shopId) : null);
  return {
    addressId,
    email: vault.open(row.email, shopId),
    firstName: open(row.firstName),
    lastName: open(row.lastName),
  };
}

/** What a person is called on pages: the name, or the address where none is known. */
export const recipientName = ({ firstName, lastName, email }: Recipient): string =>
  [firstName, lastName].filter(Boolean).join(' ') || email;
