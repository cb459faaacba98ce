import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import { duplicateKeys } from './duplicate-keys';

/** Half a hash is enough to find somebody by, and no more than that is kept. */
const KEY_BYTES = 16;

interface NamedAddress {
  id: string;
  email: Uint8Array;
  firstName: Uint8Array | null;
  lastName: Uint8Array | null;
  city: string | null;
  countryCode: string | null;
}

/** Makes the keys of these people's addresses anew, from their names and places as they are now. */
export async function keepDuplicateKeys(vault: Vault, tx: Db, shopId: string, profileIds: string[]): Promise<void> {
  const addresses = await tx.$queryRaw<NamedAddress[]>`
    SELECT a."id"::text, a."email", a."firstName", a."lastName", p."city", p."countryCode" FROM addresses a
    JOIN profiles p ON p."shopId" = a."shopId" AND p."id" = a."profileId"
    WHERE a."shopId" = ${shopId}::uuid AND a."profileId" = ANY(${profileIds}::uuid[])`;
  const open = (sealed: Uint8Array | null) => sealed && vault.open(sealed, shopId);
  const rows = addresses.flatMap(({ id, email, firstName, lastName, city, countryCode }) =>
    duplicateKeys({
      email: vault.open(email, shopId),
      names: [open(firstName), open(lastName)],
      city,
      countryCode,
    }).map(({ kind, text }) => ({ addressId: id, kind, key: bytea(vault.hash(text, shopId).subarray(0, KEY_BYTES)) })),
  );
  const ids = addresses.map(({ id }) => id);
  await tx.$executeRaw`DELETE FROM duplicate_keys WHERE "shopId" = ${shopId}::uuid AND "addressId" = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO duplicate_keys ("shopId", "key", "addressId", "kind") SELECT ${shopId}::uuid, r.*
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("key" bytea, "addressId" uuid, "kind" text) ON CONFLICT DO NOTHING`;
}
