import { itemCount } from '~/capture/carts/cart';
import { assignCart, storeCart, storeCheckout, type StoredCart } from '~/capture/carts/store-cart.server';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { PersonReport } from '~/capture/events/person-report';
import type { CartReport, CheckoutReport, Identifier } from '~/capture/events/reports';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import type { Db } from '~/platform/db/db.server';
import { identifyAndMerge, type ReportContext } from './report-context.server';

/** A cart's own webhook: what is in it. Whose it is, only its checkout or a visitor can tell. */
export async function recordCart(context: ReportContext, tx: Db, report: CartReport): Promise<void> {
  const cart = await storeCart(tx, context.shopId, report);
  const person: PersonReport = { seenAt: report.updatedAt };
  await tell(context, tx, {
    cart,
    person,
    weak: [cartIdentifier(cart)],
    event: cartEvent(context, cart, report.updatedAt),
  });
}

/** A checkout's webhook: contents, and who. */
export async function recordCheckout(context: ReportContext, tx: Db, report: CheckoutReport): Promise<void> {
  const cart = await storeCheckout(tx, context.shopId, report);
  const weak: Identifier[] = [cartIdentifier(cart), { kind: 'checkout', value: report.token }];
  const event: CustomerEvent = {
    ...cartEvent(context, cart, report.updatedAt),
    type: 'checkout_updated',
    properties: { ...contents(cart), checkoutToken: report.token },
  };
  await tell(context, tx, { cart, person: report.person, weak, event });
}

const cartIdentifier = (cart: StoredCart): Identifier => ({ kind: 'cart', value: cart.token });

const contents = (cart: StoredCart) => ({
  cartToken: cart.token,
  itemCount: itemCount(cart.lines),
  productIds: [...new Set(cart.lines.map((line) => line.productId))],
});

function cartEvent(context: ReportContext, cart: StoredCart, occurredAt: Date): CustomerEvent {
  const { dedupeKey } = context;
  return { type: 'cart_updated', properties: contents(cart), occurredAt, source: 'shopify', dedupeKey };
}

interface Telling {
  cart: StoredCart;
  person: PersonReport;
  weak: Identifier[];
  event: CustomerEvent;
}

async function tell(context: ReportContext, tx: Db, { cart, person, weak, event }: Telling): Promise<void> {
  const { shopId, services } = context;
  const profileId = await identifyAndMerge(context, tx, { person, weak });
  await assignCart(tx, shopId, cart.token, profileId);
  await appendEvents(services, tx, shopId, [{ profileId, event }]);
  await offerEvent(services, tx, { shopId, profileId, event, cartToken: cart.token });
}
