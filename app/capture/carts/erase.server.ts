import type { Db } from '~/platform/db/db.server';

/** Erases persons' carts: their links lead back to a checkout with the address in it. */
export async function eraseCarts(db: Db, shopId: string, profileIds: string[]): Promise<void> {
  await db.cart.deleteMany({ where: { shopId, profileId: { in: profileIds } } });
}
