import type { LiveStore } from '../../../live-store';
import type { StoreCheckout, StoreOrder } from '../../../store';
import { checkoutPayload } from '../pixel/checkout-payload';
import type { PageEvent } from '../pixel/page-setup';

type CheckoutEventName = 'checkout_started' | 'checkout_contact_info_submitted' | 'checkout_completed';

export type CheckoutEvents = ReturnType<typeof createCheckoutEvents>;

/** Checkout's events for the page that tells them first: a reload or a second visit tells nothing new. */
export function createCheckoutEvents(store: LiveStore) {
  const told = new Set<string>();

  function once(name: CheckoutEventName, checkout: StoreCheckout, order: StoreOrder | null = null): PageEvent[] {
    const mark = `${checkout.token} ${name}`;
    if (told.has(mark)) return [];
    told.add(mark);
    return [{ name, data: { checkout: checkoutPayload(store.data, checkout, order) } }];
  }

  return {
    atContact: (checkout: StoreCheckout) => once('checkout_started', checkout),
    atPayment: (checkout: StoreCheckout) => [
      ...once('checkout_started', checkout),
      ...once('checkout_contact_info_submitted', checkout),
    ],
    atOrder: (checkout: StoreCheckout, order: StoreOrder) => once('checkout_completed', checkout, order),
  };
}
