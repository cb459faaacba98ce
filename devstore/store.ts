/**
 * What a Shopify store holds, in the words of the Admin API and in plain data.
 *
 * The generator and the CSV importer make a `StoreData`; the Shopify stand-in owns it from then on and is the only one to change it.
 * Money is integer minor units of the shop's currency; instants are ISO 8601 in UTC; ids are Shopify GIDs.
 */
export interface StoreData {
  shop: StoreShop;
  collections: StoreCollection[];
  products: StoreProduct[];
  customers: StoreCustomer[];
  orders: StoreOrder[];
  /** Checkouts with a contact that were left, and those of them that were completed later, in the order in which they began. Absent: none. */
  checkouts?: StoreCheckout[];
  /** The instant at which this data ends: business time starts from here, however old the data is. */
  endsAt: string;
}

export interface StoreShop {
  id: string;
  /** Always of the form `name.myshopify.com`. */
  domain: string;
  name: string;
  email: string;
  currency: string;
  ianaTimezone: string;
  countryCode: string;
  primaryLocale: string;
  address: { address1: string; city: string; zip: string; countryCode: string };
}

export interface StoreCollection {
  id: string;
  handle: string;
  title: string;
  updatedAt: string;
}

export interface StoreImage {
  url: string;
  altText: string | null;
  width: number;
  height: number;
}

export interface StoreVariant {
  id: string;
  title: string;
  sku: string | null;
  priceMinor: number;
  compareAtPriceMinor: number | null;
  /** What the merchant pays for it; null where they have not said. */
  unitCostMinor: number | null;
  inventoryQuantity: number;
  inventoryPolicy: 'DENY' | 'CONTINUE';
  inventoryTracked: boolean;
  selectedOptions: { name: string; value: string }[];
}

export interface StoreProduct {
  id: string;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED';
  /** Null when the product is not on the online store. */
  publishedAt: string | null;
  createdAt: string;
  updatedAt: string;
  images: StoreImage[];
  collectionIds: string[];
  variants: StoreVariant[];
}

export type EmailMarketingState = 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED';

export interface StoreCustomer {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  /** A BCP 47 tag as Shopify gives it, such as `en` or `de-AT`. */
  locale: string;
  createdAt: string;
  updatedAt: string;
  tags: string[];
  note: string | null;
  address: { address1: string | null; city: string | null; zip: string | null; countryCode: string } | null;
  emailMarketing: {
    state: EmailMarketingState;
    optInLevel: 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN' | null;
    updatedAt: string | null;
  };
}

export interface StoreLineItem {
  id: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  quantity: number;
  /** Price of one piece before discounts. */
  priceMinor: number;
}

export interface StoreOrder {
  id: string;
  /** Such as `#1001`. */
  name: string;
  customerId: string | null;
  email: string | null;
  createdAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  lines: StoreLineItem[];
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  discountMinor: number;
  totalMinor: number;
  refundedMinor: number;
  financialStatus: 'PAID' | 'PENDING' | 'REFUNDED' | 'PARTIALLY_REFUNDED' | 'VOIDED';
  fulfillmentStatus: 'FULFILLED' | 'UNFULFILLED';
  discountCodes: string[];
  cartToken: string | null;
  checkoutToken: string | null;
  noteAttributes: { name: string; value: string }[];
  acceptsMarketing: boolean;
  countryCode: string | null;
  sourceName: string;
}

export interface StoreCart {
  token: string;
  createdAt: string;
  updatedAt: string;
  attributes: Record<string, string>;
  lines: { variantId: string; productId: string; quantity: number }[];
}

export interface StoreCheckout {
  token: string;
  cartToken: string;
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
  email: string | null;
  customerId: string | null;
  acceptsMarketing: boolean;
  attributes: Record<string, string>;
  lines: { variantId: string; productId: string; quantity: number }[];
  /** Entered in the field for it, and good then. */
  discountCode?: string | null;
}
