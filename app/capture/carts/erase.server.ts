import type { Db } from '~/platform/db/db.server';

/** Erases a person's carts: their links lead back to a checkout with the address in it. */
export async function eraseCarts(db: Db, shopId: string, profileId: string): Promise<void> {
  await db.cart.deleteMany({ where: { shopId, profileId } });
}
