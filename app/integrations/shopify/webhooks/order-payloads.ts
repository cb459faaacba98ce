import { z } from 'zod';
import { orderPlace } from '~/capture/data-quality/order-place';
import type { OrderPlace, OrderReport, RefundReport, Report } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import { payloadCustomer, personOf } from './cart-payloads';
import { attributionOf } from './order-attribution';
import { attributes, cartToken, count, currencyCode, gid, instant, money, token, visitorIn } from './payload-parts';
import { refundPayload, toRefund } from './refund-payloads';

const line = z.object({
  id: gid('LineItem'),
  product_id: gid('Product').nullable(),
  variant_id: gid('ProductVariant').nullable(),
  title: z.string(),
  quantity: count,
  current_quantity: count.nullish(),
  price: money,
});

const shopAmount = z.object({ shop_money: z.object({ amount: money }) });

const order = z.object({
  id: gid('Order'),
  name: z.string(),
  email: z.string().nullish(),
  cart_token: cartToken.nullish(),
  checkout_token: token.nullish(),
  currency: currencyCode,
  total_price: money,
  current_total_price: money.nullish(),
  subtotal_price: money.nullish(),
  total_discounts: money.nullish(),
  total_shipping_price_set: shopAmount.nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  financial_status: z.string().nullish(),
  fulfillment_status: z.string().nullish(),
  fulfillments: z.array(z.object({ created_at: instant })).nullish(),
  source_name: z.string().nullish(),
  landing_site: z.string().nullish(),
  referring_site: z.string().nullish(),
  test: z.boolean().nullish(),
  created_at: instant,
  updated_at: instant,
  cancelled_at: instant.nullish(),
  customer_locale: z.string().nullish(),
  note_attributes: attributes,
  customer: payloadCustomer.nullish(),
  shipping_address: z
    .object({ country_code: z.string().nullish(), province_code: z.string().nullish(), city: z.string().nullish() })
    .nullish(),
  line_items: z.array(line),
  refunds: z.array(refundPayload).nullish(),
});

export function orderReport(payload: unknown): Report {
  const known = order.parse(payload);
  const refunds = (known.refunds ?? []).map((refund) => toRefund(refund, known.currency));
  const minor = (amount: string) => parseMinor(amount, known.currency);
  const minorOrNull = (amount: string | null | undefined) => (amount ? minor(amount) : null);
  const shipping = known.total_shipping_price_set?.shop_money.amount;
  return {
    kind: 'order',
    order: {
      id: known.id,
      name: known.name,
      cartToken: known.cart_token ?? null,
      checkoutToken: known.checkout_token ?? null,
      currency: known.currency,
      ...worth(minor(known.total_price), minorOrNull(known.current_total_price), refunds),
      subtotalMinor: minorOrNull(known.subtotal_price),
      discountMinor: minorOrNull(known.total_discounts),
      shippingMinor: minorOrNull(shipping),
      discountCodes: known.discount_codes?.map(({ code }) => code) ?? null,
      financialStatus: known.financial_status?.toUpperCase() ?? null,
      fulfillmentStatus: fulfillmentStatus(known.fulfillment_status),
      fulfilledAt: fulfilledAt(known),
      sourceName: known.source_name ?? null,
      attribution: attributionOf(known.landing_site, known.referring_site),
      shippedTo: shippedTo(known.shipping_address),
      isTest: known.test ?? false,
      placedAt: known.created_at,
      cancelledAt: known.cancelled_at ?? null,
      updatedAt: known.updated_at,
      lines: known.line_items.map(({ id, product_id, variant_id, title, quantity, current_quantity, price }) => ({
        id,
        productId: product_id,
        variantId: variant_id,
        title,
        quantity,
        currentQuantity: current_quantity ?? null,
        priceMinor: minor(price),
      })),
      refunds,
      person: personOf({
        customer: known.customer,
        email: known.email,
        locale: known.customer_locale,
        visitorId: visitorIn(known.note_attributes),
        seenAt: known.created_at,
      }),
    },
  };
}

const shippedTo = (address: z.infer<typeof order>['shipping_address']): OrderPlace | null =>
  address ? orderPlace({ country: address.country_code, region: address.province_code, city: address.city }) : null;

/**
 * What an order is worth is what Shopify says is left of it after edits, returns and refunds (`current_total_price`). Whether `total_price` holds
 * what an edit added is not documented, so that the whole is taken to be the larger of it and of what is left with what was paid back.
 */
function worth(
  totalMinor: number,
  currentMinor: number | null,
  refunds: RefundReport[],
): Pick<OrderReport, 'totalMinor' | 'refundedMinor'> {
  const paidBack = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const left = currentMinor ?? totalMinor - paidBack;
  const whole = Math.max(totalMinor, left + paidBack);
  return { totalMinor: whole, refundedMinor: whole - left };
}

/** The Admin API's names for what payloads say in other words; null there says that nothing was sent out yet. */
function fulfillmentStatus(status: string | null | undefined): string | null {
  if (status === undefined) return null;
  if (status === null) return 'UNFULFILLED';
  return status === 'partial' ? 'PARTIALLY_FULFILLED' : status.toUpperCase();
}

function fulfilledAt({ fulfillment_status, fulfillments }: z.infer<typeof order>): Date | null {
  if (fulfillment_status !== 'fulfilled') return null;
  const times = (fulfillments ?? []).map(({ created_at }) => created_at.getTime());
  return times.length ? new Date(Math.max(...times)) : null;
}

const edit = z.object({ order_edit: z.object({ order_id: gid('Order'), created_at: instant }) });

/** That an order was changed. What it came to, `orders/updated` tells. */
export function orderEditedReport(payload: unknown): Report {
  const { order_edit } = edit.parse(payload);
  return { kind: 'order-edited', orderId: order_edit.order_id, editedAt: order_edit.created_at };
}

export function orderDeletedReport(payload: unknown, deletedAt: Date): Report {
  return { kind: 'order-deleted', orderId: z.object({ id: gid('Order') }).parse(payload).id, deletedAt };
}
