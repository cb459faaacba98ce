import { randomBytes } from 'node:crypto';
import type { Address } from '@prisma/client';
import type { Vault } from '~/platform/crypto/vault.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { keepNameTokens } from './name-tokens.server';
import type { ToldOf } from './told-of.server';

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
  /** When it was told. */
  toldAt: Date;
}

/**
 * Keeps an address in the vault, with whom it was told of, and makes it the one this profile is written to, unless another was told later;
 * whoever was written to there before is not any more. Of names the newest told stay. Returns the address's id.
 */
export async function saveAddress(
  deps: AddressDeps,
  db: Db,
  shopId: string,
  { profileId, originId }: ToldOf,
  input: AddressInput,
): Promise<string> {
  const emailHash = deps.vault.hash(input.email, shopId);
  const [known] = await db.$queryRaw<Address[]>`
    SELECT * FROM addresses WHERE "shopId" = ${shopId}::uuid AND "emailHash" = ${emailHash}`;
  const origin = profileId === originId ? null : originId;
  if (known && known.profileId !== profileId) await moveAddress(db, shopId, known, { profileId, originId: origin });
  const id = known?.id ?? deps.ids.next();
  if (known) await updateAddress(deps, db, known, input);
  else {
    const row = { shopId, id, profileId, originId: origin, emailHash, toldAt: input.toldAt, salt: randomBytes(16) };
    const sealed = { email: deps.vault.seal(input.email, shopId), ...sealNames(deps.vault, shopId, input) };
    await db.address.create({ data: { ...row, ...sealed, createdAt: deps.systemClock.now() } });
    await keepNameTokens(deps.vault, db, shopId, [{ addressId: id, names: [input.firstName, input.lastName] }]);
  }
  await writeToNewest(db, shopId, profileId, id, input.toldAt);
  return id;
}

const sealNames = (vault: Vault, shopId: string, { firstName, lastName }: AddressInput) => ({
  ...(firstName ? { firstName: vault.seal(firstName, shopId) } : {}),
  ...(lastName ? { lastName: vault.seal(lastName, shopId) } : {}),
});

async function moveAddress(
  db: Db,
  shopId: string,
  known: { id: string; profileId: string },
  to: { profileId: string; originId: string | null },
): Promise<void> {
  await db.profile.updateMany({
    where: { shopId, id: known.profileId, primaryAddressId: known.id },
    data: { primaryAddressId: null },
  });
  await db.address.update({ where: { shopId_id: { shopId, id: known.id } }, data: to });
}

/** Writes only what is news: nearly every report names an address that is known already. */
async function updateAddress(deps: AddressDeps, db: Db, known: Address, input: AddressInput): Promise<void> {
  const { shopId, id } = known;
  const isNewest = !known.toldAt || known.toldAt <= input.toldAt;
  const open = (sealed: Uint8Array | null) => (sealed ? deps.vault.open(sealed, shopId) : undefined);
  const [first, last] = [open(known.firstName), open(known.lastName)];
  const names = {
    firstName: input.firstName && (isNewest || !first) ? input.firstName : first,
    lastName: input.lastName && (isNewest || !last) ? input.lastName : last,
  };
  const isRenamed = names.firstName !== first || names.lastName !== last;
  if (!isRenamed && !(isNewest && known.toldAt?.getTime() !== input.toldAt.getTime())) return;
  await db.address.update({
    where: { shopId_id: { shopId, id } },
    data: {
      ...(isNewest ? { toldAt: input.toldAt } : {}),
      ...(isRenamed ? sealNames(deps.vault, shopId, { ...input, ...names }) : {}),
    },
  });
  if (isRenamed)
    await keepNameTokens(deps.vault, db, shopId, [{ addressId: id, names: [names.firstName, names.lastName] }]);
}

async function writeToNewest(
  db: Db,
  shopId: string,
  profileId: string,
  addressId: string,
  toldAt: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE profiles p SET "primaryAddressId" = ${addressId}::uuid
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ${profileId}::uuid AND p."primaryAddressId" IS DISTINCT FROM ${addressId}::uuid
      AND NOT EXISTS (SELECT FROM addresses a WHERE a."shopId" = p."shopId" AND a."id" = p."primaryAddressId" AND a."toldAt" > ${toldAt})`;
}

export interface VaultAddress {
  id: string;
  profileId: string;
  salt: Uint8Array;
}

/** The vault's row of an address, or null where the shop never saw it. */
export async function findAddress(vault: Vault, db: Db, shopId: string, email: string): Promise<VaultAddress | null> {
  const [found = null] = await db.$queryRaw<VaultAddress[]>`
    SELECT "id", "profileId", "salt" FROM addresses
    WHERE "shopId" = ${shopId}::uuid AND "emailHash" = ${vault.hash(email, shopId)}`;
  return found;
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
  return (await openRecipients(vault, db, shopId, [addressId])).get(addressId) ?? null;
}

/** The same of many, by their addresses' ids: those that are no address of the shop are not among the answers. */
export async function openRecipients(
  vault: Vault,
  db: Db,
  shopId: string,
  addressIds: readonly string[],
): Promise<Map<string, Recipient>> {
  const rows = await db.$queryRaw<Pick<Address, 'id' | 'email' | 'firstName' | 'lastName'>[]>`
    SELECT a."id", a."email", a."firstName", a."lastName" FROM addresses a
    WHERE a."shopId" = ${shopId}::uuid AND a."id" = ANY(${[...addressIds]}::uuid[])`;
  const open = (sealed: Uint8Array | null) => (sealed ? vault.open(sealed, shopId) : null);
  return new Map(
    rows.map(({ id, email, firstName, lastName }) => [
      id,
      { addressId: id, email: vault.open(email, shopId), firstName: open(firstName), lastName: open(lastName) },
    ]),
  );
}

/** What a person is called on pages: the name, or the address where none is known. */
export const recipientName = ({ firstName, lastName, email }: Recipient): string =>
  [firstName, lastName].filter(Boolean).join(' ') || email;
