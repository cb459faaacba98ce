import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { bytea } from './bytea';
import { nameWords } from './name-words';

export interface NamedAddress {
  addressId: string;
  names: (string | null | undefined)[];
}

/** Half a hash is enough to find somebody by, and no more than that is kept. */
const TOKEN_BYTES = 16;

const tokenOf = (vault: Vault, shopId: string, word: string): Buffer =>
  vault.hash(`name ${word}`, shopId).subarray(0, TOKEN_BYTES);

/** Makes addresses findable by the names that belong to them now, and by no others. */
export async function keepNameTokens(vault: Vault, db: Db, shopId: string, named: NamedAddress[]): Promise<void> {
  const rows = named.flatMap(({ addressId, names }) =>
    nameWords(...names).map((word) => ({ addressId, token: bytea(tokenOf(vault, shopId, word)) })),
  );
  const ids = named.map(({ addressId }) => addressId);
  await db.$executeRaw`
    DELETE FROM name_tokens WHERE "shopId" = ${shopId}::uuid AND "addressId" = ANY(${ids}::uuid[])`;
  if (rows.length)
    await db.$executeRaw`
      INSERT INTO name_tokens ("shopId", "addressId", "token") SELECT ${shopId}::uuid, r.*
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("addressId" uuid, "token" bytea) ON CONFLICT DO NOTHING`;
}

/** The tokens of what somebody looks for; empty where it has no word in it. */
export const nameTokens = (vault: Vault, shopId: string, looked: string): Buffer[] =>
  nameWords(looked).map((word) => tokenOf(vault, shopId, word));
