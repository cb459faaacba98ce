import type { Db } from '~/platform/db/db.server';
import { bury } from '../tombstones.server';
import { holdCarts } from './store-cart.server';

/** A checkout that is gone leads nowhere any more: its cart keeps its contents and loses the way back, for good. */
export async function deleteCheckout(db: Db, shopId: string, checkoutToken: string, deletedAt: Date): Promise<void> {
  await holdCarts(db, shopId, [checkoutToken]);
  await bury(db, shopId, 'checkout', checkoutToken, deletedAt);
  await db.cart.updateMany({ where: { shopId, checkoutToken }, data: { checkoutUrl: null } });
}
