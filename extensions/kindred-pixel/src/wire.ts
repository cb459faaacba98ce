/** The batch that the app's endpoint takes: JSON, at most 16 KB and 20 events. It never holds an address, a name or a phone number. */
export interface WireBatch {
  v: 1;
  /** Such as `name.myshopify.com`. */
  shop: string;
  /** Whose events these are: the pixel hands over what the theme embed has kept, too. */
  source: Source;
  visitorId: string;
  /** ISO 8601, UTC. */
  sentAt: string;
  events: WireEvent[];
}

export type Source = 'pixel' | 'theme';

export interface WireEvent {
  /** Shopify's id of the event: the same event sent twice has the same id. */
  id: string;
  type: TrackedEventName;
  /** ISO 8601, UTC: when the shopper did it. */
  at: string;
  productId?: string;
  variantId?: string;
  /** Of one piece, in the currency's own unit (18.5 for 18.50 EUR), as Shopify tells pixels. */
  price?: number;
  currency?: string;
  quantity?: number;
  collectionId?: string;
  query?: string;
  /** Products that the page of results was told of; Shopify does not tell pixels how many there are beyond it. */
  resultCount?: number;
  lines?: WireLine[];
  /** Pieces in the cart or the checkout, also of lines that are not listed. */
  itemCount?: number;
  /** Of the whole cart or checkout, in the currency's own unit. */
  total?: number;
  cartToken?: string;
  checkoutToken?: string;
  orderId?: string;
  /** Shopify's name of what the checkout complained of, and the field that it is about; never what was typed. */
  alert?: string;
  alertTarget?: string;
  /** Path and allowed query parameters, at most 500 characters. */
  url?: string;
  pageType?: string;
  /** Language of the page, where its address or the checkout names it: `de`, `fr-ca`. */
  locale?: string;
  /** Host of another site that led here. */
  referrer?: string;
  utm?: Partial<Record<UtmName, string>>;
  device?: Device;
}

export interface WireLine {
  productId: string;
  variantId?: string;
  quantity: number;
  price?: number;
}

export type Device = 'mobile' | 'tablet' | 'desktop';
export type UtmName = 'source' | 'medium' | 'campaign' | 'content' | 'term';

/**
 * Shopify's standard events that Kindred uses. Of the checkout's steps only that they were taken: what is typed in them stays there.
 * Time on a page is the theme embed's, which alone can measure it; nothing is told by both.
 */
export const TRACKED_EVENTS = [
  'page_viewed',
  'product_viewed',
  'collection_viewed',
  'search_submitted',
  'product_added_to_cart',
  'product_removed_from_cart',
  'cart_viewed',
  'checkout_started',
  'checkout_contact_info_submitted',
  'checkout_address_info_submitted',
  'checkout_shipping_info_submitted',
  'payment_info_submitted',
  'checkout_completed',
  'alert_displayed',
] as const;

export type TrackedEventName = (typeof TRACKED_EVENTS)[number];

export const MAX_BATCH_EVENTS = 20;
export const MAX_BATCH_BYTES = 16 * 1024;
