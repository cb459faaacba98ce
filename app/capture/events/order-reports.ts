import type { PersonReport } from './person-report';

export interface OrderReport {
  id: string;
  name: string;
  cartToken: string | null;
  checkoutToken: string | null;
  currency: string;
  /** With taxes, shipping, discounts and what was added since. */
  totalMinor: number;
  /** What came off it since: paid back, or taken out. What is left is the two's difference. */
  refundedMinor: number;
  /** From here to `shippedTo` null says that the source does not tell: what is known then stays. */
  subtotalMinor: number | null;
  discountMinor: number | null;
  shippingMinor: number | null;
  discountCodes: string[] | null;
  /** As Shopify calls it, in capitals: PAID, PARTIALLY_REFUNDED, … */
  financialStatus: string | null;
  /** FULFILLED, PARTIALLY_FULFILLED, UNFULFILLED, … */
  fulfillmentStatus: string | null;
  /** What it was bought through: `web`, `pos`, an app's id. */
  sourceName: string | null;
  attribution: OrderAttribution | null;
  shippedTo: OrderPlace | null;
  isTest: boolean;
  placedAt: Date;
  cancelledAt: Date | null;
  /** When the last of it was sent out; null where some of it was not, or nothing tells. */
  fulfilledAt: Date | null;
  updatedAt: Date;
  lines: OrderLineReport[];
  /** Those that the report names; one that is known is never lost to a report that does not name it. */
  refunds: RefundReport[];
  person: PersonReport;
}

export interface OrderLineReport {
  id: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  /** Units ordered, with those that were taken out or paid back since. */
  quantity: number;
  /** Units that are left of them. Null where the source does not tell: all are. */
  currentQuantity: number | null;
  priceMinor: number;
}

/** Where an order is sent to, without its street. */
export interface OrderPlace {
  /** ISO 3166-1 alpha-2. */
  countryCode: string;
  /** ISO 3166-2 without its country. */
  regionCode: string | null;
  city: string | null;
}

/** The visit an order came of, as its first page's address tells. */
export interface OrderAttribution {
  /** Path of the first page, without its query: queries can name people. */
  landingPath: string | null;
  referrerHost: string | null;
  utm: Partial<Record<'source' | 'medium' | 'campaign' | 'term' | 'content', string>>;
}

export interface RefundReport {
  id: string;
  orderId: string;
  amountMinor: number;
  refundedAt: Date;
  lines: { lineId: string; quantity: number; amountMinor: number }[];
}
