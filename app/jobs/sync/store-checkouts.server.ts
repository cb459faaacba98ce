import { assignPastCarts, storePastCheckouts, type PastCart } from '~/capture/carts/store-past-checkouts.server';
import type { PastCheckout } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { storeAsTold } from '~/customers/profiles/told-of.server';
import { identifyPage, type SyncServices } from './identify-page.server';

export interface OwnedCheckout {
  checkout: PastCheckout;
  cart: PastCart;
  profileId: string;
}

/**
 * Checkouts are carts that somebody left; whose they are is said after that, as with their webhooks: both hold the same locks. Returns those
 * that are somebody's.
 */
export async function storeCheckouts(
  services: SyncServices,
  tx: Db,
  shopId: string,
  checkouts: PastCheckout[],
): Promise<OwnedCheckout[]> {
  const carts = await storePastCheckouts(tx, shopId, checkouts);
  const named = checkouts.flatMap((checkout) => {
    const cart = carts.get(checkout.id);
    const { customerId, updatedAt } = checkout;
    return cart && customerId ? { checkout, cart, person: { customerId, seenAt: updatedAt } } : [];
  });
  const persons = named.map(({ person }) => person);
  const told = await identifyPage(services, tx, shopId, persons);
  const owned = named.map(({ checkout, cart }, index) => ({ checkout, cart, profileId: told[index]?.profileId ?? '' }));
  const assigned = owned.map(({ cart, profileId }) => ({ ...cart, profileId }));
  await storeAsTold(tx, told, assigned, (rows) => assignPastCarts(tx, shopId, rows));
  return owned;
}
