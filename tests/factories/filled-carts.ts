import { assignCart, completeCart, storeCheckout } from '~/capture/carts/store-cart.server';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { CartLine } from '~/capture/events/reports';
import { cartLine, checkoutReport } from './reports';
import type { TestApp } from './test-app';

let made = 0;

interface FilledCart {
  profileId: string;
  token: string;
  lines?: CartLine[];
  at?: Date;
}

/** The person's cart holds these lines from an instant on (default: now), with the way back to its checkout. Returns the event that tells of it. */
export async function fillCart(app: TestApp, shopId: string, cart: FilledCart): Promise<CustomerEvent> {
  const { token, profileId, lines = [cartLine(1)], at = app.clock.now() } = cart;
  made += 1;
  const productIds = [...new Set(lines.map(({ productId }) => productId))];
  const properties = { cartToken: token, checkoutToken: token, itemCount: lines.length, productIds };
  const event: CustomerEvent = {
    type: 'checkout_updated',
    properties,
    occurredAt: at,
    source: 'shopify',
    dedupeKey: `checkout_updated:${token}:${made}`,
  };
  const report = checkoutReport(`checkout-of-${token}`, { cartToken: token, createdAt: at, updatedAt: at, lines });
  await app.db.transaction(async (tx) => {
    await storeCheckout(tx, shopId, report);
    await assignCart(tx, shopId, token, profileId);
    await appendEvents(app, tx, shopId, [{ profileId, event }]);
  });
  return event;
}

/** The cart was bought, as its order tells. */
export async function buyCart({ db, clock }: TestApp, shopId: string, token: string): Promise<void> {
  await db.transaction((tx) => completeCart(tx, shopId, { cartToken: token, checkoutToken: null }, clock.now()));
}
