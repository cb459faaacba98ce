import { z } from 'zod';
import type { Report } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import { payloadCustomer, personOf } from './cart-payloads';
import { attributes, cartToken, gid, instant, money, visitorIn } from './payload-parts';

const line = z.object({
  id: gid('LineItem'),
  product_id: gid('Product').nullable(),
  variant_id: gid('ProductVariant').nullable(),
  title: z.string(),
  quantity: z.number().int(),
  price: money,
});

const order = z.object({
  id: gid('Order'),
  name: z.string(),
  email: z.string().nullish(),
  cart_token: cartToken.nullish(),
  checkout_token: z.string().nullish(),
  currency: z.string(),
  total_price: money,
  current_total_price: money.nullish(),
  test: z.boolean().nullish(),
  created_at: instant,
  updated_at: instant,
  cancelled_at: instant.nullish(),
  customer_locale: z.string().nullish(),
  note_attributes: attributes,
  customer: payloadCustomer.nullish(),
  shipping_address: z.object({ country_code: z.string().nullish() }).nullish(),
  line_items: z.array(line),
});

export function orderReport(payload: unknown): Report {
  const known = order.parse(payload);
  const minor = (amount: string) => parseMinor(amount, known.currency);
  const totalMinor = minor(known.total_price);
  return {
    kind: 'order',
    order: {
      id: known.id,
      name: known.name,
      cartToken: known.cart_token ?? null,
      checkoutToken: known.checkout_token ?? null,
      currency: known.currency,
      totalMinor,
      refundedMinor: known.current_total_price ? totalMinor - minor(known.current_total_price) : 0,
      isTest: known.test ?? false,
      placedAt: known.created_at,
      cancelledAt: known.cancelled_at ?? null,
      updatedAt: known.updated_at,
      lines: known.line_items.map(({ id, product_id, variant_id, title, quantity, price }) => ({
        id,
        productId: product_id,
        variantId: variant_id,
        title,
        quantity,
        priceMinor: minor(price),
      })),
      person: personOf({
        customer: known.customer,
        email: known.email,
        locale: known.customer_locale,
        countryCode: known.shipping_address?.country_code,
        visitorId: visitorIn(known.note_attributes),
        seenAt: known.created_at,
      }),
    },
  };
}
