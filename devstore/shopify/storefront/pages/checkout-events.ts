import type { AlertDisplayed } from '@shopify/web-pixels-extension';
import type { LiveStore } from '../../../live-store';
import type { StoreCheckout, StoreOrder } from '../../../store';
import { checkoutPayload } from '../pixel/checkout-payload';
import type { PageEvent } from '../pixel/page-setup';

type CheckoutEventName = CheckoutStep['name'];
type CheckoutStep = Extract<PageEvent, { data: { checkout: unknown } }>;

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
    /** Delivery and payment are sent by one button: both are told by the page behind it. */
    atOrder: (checkout: StoreCheckout, order: StoreOrder) => [
      ...once('checkout_shipping_info_submitted', checkout),
      ...once('payment_info_submitted', checkout),
      ...once('checkout_completed', checkout, order),
    ],
    /** What the page complains of, each time it does. */
    atAlert: (message: string, isPaying: boolean): PageEvent[] => [
      {
        name: 'alert_displayed',
        data: {
          alert: {
            message,
            target: isPaying ? 'cart' : 'cart.buyerIdentity.email',
            type: (isPaying ? 'CHECKOUT_ERROR' : 'CONTACT_ERROR') as AlertDisplayed['type'],
            value: null,
          },
        },
      },
    ],
  };
}
