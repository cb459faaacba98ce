import type { Db } from '~/platform/db/db.server';

/** Erases persons' carts: their links lead back to a checkout with the address in it. Returns the tokens by which they were known. */
export async function eraseCarts(db: Db, shopId: string, profileIds: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ token: string; checkoutToken: string | null }[]>`
    DELETE FROM carts WHERE "shopId" = ${shopId}::uuid AND "profileId" = ANY(${profileIds}::uuid[])
    RETURNING "token", "checkoutToken"`;
  return rows.flatMap(({ token, checkoutToken }) => (checkoutToken ? [token, checkoutToken] : [token]));
}
