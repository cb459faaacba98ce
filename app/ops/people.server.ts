import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** An opened address of the vault. */
export interface Who {
  email: string;
  /** Null where the vault knows none. */
  name: string | null;
}

/** Opens many addresses at once, for pages that list people. Addresses that were erased are missing from the answer. */
export async function openAddresses(
  vault: Vault,
  db: Db,
  shopId: string,
  addressIds: (string | null)[],
): Promise<Map<string, Who>> {
  const ids = [...new Set(addressIds.flatMap((id) => id ?? []))];
  if (!ids.length) return new Map();
  const rows = await db.address.findMany({ where: { shopId, id: { in: ids } } });
  const open = (sealed: Uint8Array | null) => (sealed ? vault.open(sealed, shopId) : '');
  return new Map(
    rows.map(({ id, email, firstName, lastName }) => {
      const name = [open(firstName), open(lastName)].filter(Boolean).join(' ');
      return [id, { email: open(email), name: name || null }];
    }),
  );
}

/** The addresses people are written to, by profile. */
export async function primaryAddresses(db: Db, shopId: string, profileIds: string[]): Promise<Map<string, string>> {
  const ids = [...new Set(profileIds)];
  const rows = await db.profile.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, primaryAddressId: true },
  });
  return new Map(rows.flatMap(({ id, primaryAddressId }) => (primaryAddressId ? [[id, primaryAddressId]] : [])));
}
