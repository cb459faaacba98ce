import { z } from 'zod';
import type { PersonReport } from '~/capture/events/person-report';
import { orderPlace } from '~/capture/data-quality/order-place';
import type { OrderAttribution, OrderLineReport, OrderPlace, OrderReport } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import type { BulkObject } from './bulk-lines';
import { amount, instant, isKind, withId } from './bulk-parts';
import { landingPage } from './landing-page';
import { visitorIn } from './webhooks/payload-parts';

const visit = z.object({
  landingPage: z.string().nullable(),
  referrerUrl: z.string().nullable(),
  utmParameters: z.record(z.string(), z.string().nullable()).nullable(),
});

const order = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  test: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  cancelledAt: instant.nullable(),
  cartToken: z.string().nullable(),
  checkoutToken: z.string().nullable(),
  currencyCode: z.string(),
  customerLocale: z.string().nullable(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  discountCodes: z.array(z.string()),
  sourceName: z.string().nullable(),
  customer: withId.extend({ defaultEmailAddress: z.object({ emailAddress: z.string() }).nullable() }).nullable(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  customerJourneySummary: z.object({ lastVisit: visit.nullable() }).nullable(),
  shippingAddress: z
    .object({ city: z.string().nullable(), provinceCode: z.string().nullable(), countryCodeV2: z.string().nullable() })
    .nullable(),
  totalPriceSet: amount,
  totalRefundedSet: amount,
  subtotalPriceSet: amount.nullable(),
  totalDiscountsSet: amount.nullable(),
  totalShippingPriceSet: amount,
  refunds: z.array(z.object({ id: z.string(), createdAt: instant.nullable(), totalRefundedSet: amount })),
});
type Order = z.infer<typeof order>;

const lineItem = z.object({
  id: z.string(),
  title: z.string(),
  quantity: z.number().int(),
  currentQuantity: z.number().int(),
  product: withId.nullable(),
  variant: withId.nullable(),
  originalUnitPriceSet: amount,
});

/** An order with its lines. Which lines a refund was for cannot be asked in bulk; how many pieces are left of each can. */
export function toOrder({ parent, children }: BulkObject): OrderReport {
  const known = order.parse(parent);
  const minor = (set: z.infer<typeof amount>) => parseMinor(set.shopMoney.amount, known.currencyCode);
  const perhaps = (set: z.infer<typeof amount> | null) => (set ? minor(set) : null);
  return {
    id: known.id,
    name: known.name,
    cartToken: known.cartToken,
    checkoutToken: known.checkoutToken,
    currency: known.currencyCode,
    totalMinor: minor(known.totalPriceSet),
    refundedMinor: minor(known.totalRefundedSet),
    subtotalMinor: perhaps(known.subtotalPriceSet),
    discountMinor: perhaps(known.totalDiscountsSet),
    shippingMinor: minor(known.totalShippingPriceSet),
    discountCodes: known.discountCodes,
    financialStatus: known.displayFinancialStatus,
    fulfillmentStatus: known.displayFulfillmentStatus,
    sourceName: known.sourceName,
    attribution: attributionOf(known.customerJourneySummary?.lastVisit ?? null),
    shippedTo: shippedTo(known.shippingAddress),
    isTest: known.test,
    placedAt: known.createdAt,
    cancelledAt: known.cancelledAt,
    fulfilledAt: null,
    updatedAt: known.updatedAt,
    lines: children.filter(isKind('LineItem')).map((row) => toLine(row, minor)),
    refunds: known.refunds.map(({ id, createdAt, totalRefundedSet }) => ({
      ...{ id, orderId: known.id, amountMinor: minor(totalRefundedSet) },
      ...{ refundedAt: createdAt ?? known.updatedAt, lines: [] },
    })),
    person: personOf(known),
  };
}

function toLine(row: Record<string, unknown>, minor: (set: z.infer<typeof amount>) => number): OrderLineReport {
  const { product, variant, originalUnitPriceSet, ...line } = lineItem.parse(row);
  return {
    ...line,
    productId: product?.id ?? null,
    variantId: variant?.id ?? null,
    priceMinor: minor(originalUnitPriceSet),
  };
}

const shippedTo = (address: Order['shippingAddress']): OrderPlace | null =>
  address ? orderPlace({ country: address.countryCodeV2, region: address.provinceCode, city: address.city }) : null;

/** A customer's own address counts, as in webhooks: one that was typed for an order may be a typo, or a gift's receiver. */
function personOf({ customer, email, customerLocale, customAttributes, createdAt }: Order): PersonReport {
  return {
    customerId: customer?.id,
    email: customer?.defaultEmailAddress?.emailAddress || email || undefined,
    visitorId: visitorIn(new Map(customAttributes.map(({ key, value }) => [key, value ?? '']))),
    locale: customerLocale ?? undefined,
    seenAt: createdAt,
  };
}

/** Null where Shopify knows of no visit. */
function attributionOf(last: z.infer<typeof visit> | null): OrderAttribution | null {
  if (!last) return null;
  const utm = Object.entries(last.utmParameters ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const first = urlOf(last.landingPage);
  return {
    landingPath: first && landingPage(first).pathname,
    referrerHost: urlOf(last.referrerUrl)?.host ?? null,
    utm: Object.fromEntries(utm),
  };
}

const urlOf = (text: string | null): URL | null => (text ? URL.parse(text, 'https://shop.invalid') : null);
