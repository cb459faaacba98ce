import type { Delivery } from '~/capture/inbox/receive.server';
import { VISITOR_ATTRIBUTE } from '~/integrations/shopify/webhooks/payload-parts';
import { delivery } from './deliveries';
import { TEST_START } from './times';

/** Webhooks as Shopify sends them, with the fields the app reads; each test names only what it is about. */

const iso = (at: Date): string => at.toISOString();

interface Told {
  at?: Date;
  eventId?: string;
}

const webhook = (topic: string, payload: object, { at = TEST_START, eventId }: Told): Delivery =>
  delivery(payload, { topic, triggeredAt: at, ...(eventId ? { externalId: eventId } : {}) });

const lineOf = (variant: number, quantity: number) => ({
  id: variant,
  variant_id: variant,
  product_id: variant,
  quantity,
  title: `Product ${variant}`,
  variant_title: null,
  price: '10.00',
});

export interface Shopper {
  /** Shopify's id of the customer, where there is one. */
  customer?: number | undefined;
  email?: string | undefined;
  visitor?: string | undefined;
}

const customerOf = ({ customer }: Shopper) => (customer ? { id: customer, first_name: 'Anna', last_name: 'Ek' } : null);
const attributesOf = ({ visitor }: Shopper) => (visitor ? [{ name: VISITOR_ATTRIBUTE, value: visitor }] : []);

export function cartWebhook(token: string, quantity: number, told: Told = {}): Delivery {
  const at = iso(told.at ?? TEST_START);
  const payload = {
    token,
    created_at: iso(TEST_START),
    updated_at: at,
    line_items: quantity ? [lineOf(1, quantity)] : [],
  };
  return webhook('carts/update', payload, told);
}

interface ToldCheckout extends Told, Shopper {
  cart?: string;
  quantity?: number;
}

export function checkoutWebhook(token: string, told: ToldCheckout = {}): Delivery {
  const at = iso(told.at ?? TEST_START);
  const payload = {
    token,
    cart_token: told.cart ?? null,
    email: told.email ?? '',
    abandoned_checkout_url: `https://shop.example/checkouts/${token}/recover`,
    customer_locale: 'de',
    currency: 'EUR',
    created_at: iso(TEST_START),
    updated_at: at,
    completed_at: null,
    note_attributes: attributesOf(told),
    line_items: [lineOf(1, told.quantity ?? 1)],
    customer: customerOf(told),
  };
  return webhook('checkouts/update', payload, told);
}

interface ToldOrder extends Told, Shopper {
  cart?: string | undefined;
  checkout?: string | undefined;
  placedAt?: Date;
  cancelledAt?: Date;
  topic?: 'orders/create' | 'orders/updated' | 'orders/cancelled';
}

export function orderWebhook(id: number, told: ToldOrder = {}): Delivery {
  const placedAt = told.placedAt ?? TEST_START;
  const payload = {
    id,
    name: `#${id}`,
    email: told.email ?? '',
    cart_token: told.cart ?? null,
    checkout_token: told.checkout ?? null,
    currency: 'EUR',
    total_price: '20.00',
    current_total_price: told.cancelledAt ? '0.00' : '20.00',
    created_at: iso(placedAt),
    updated_at: iso(told.at ?? placedAt),
    cancelled_at: told.cancelledAt ? iso(told.cancelledAt) : null,
    note_attributes: attributesOf(told),
    customer: customerOf(told),
    line_items: [lineOf(1, 2)],
  };
  return webhook(told.topic ?? 'orders/create', payload, told);
}

export const customerWebhook = (told: Told & Shopper & { customer: number }): Delivery =>
  webhook(
    'customers/update',
    { ...customerOf(told), email: told.email ?? null, updated_at: iso(told.at ?? TEST_START) },
    told,
  );

interface ToldConsent extends Told {
  customer: number;
  email: string;
  state: 'subscribed' | 'unsubscribed' | 'pending' | 'not_subscribed';
}

export const consentWebhook = ({ customer, email, state, ...told }: ToldConsent): Delivery =>
  webhook(
    'customers_email_marketing_consent/update',
    {
      customer_id: customer,
      email_address: email,
      email_marketing_consent: { state, opt_in_level: null, consent_updated_at: iso(told.at ?? TEST_START) },
    },
    told,
  );
