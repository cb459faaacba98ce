/** The batch that the app's endpoint takes: JSON, at most 16 KB and 20 events. It never holds an address, a name or a phone number. */
export interface WireBatch {
  v: 1;
  /** Such as `name.myshopify.com`. */
  shop: string;
  source: 'pixel';
  visitorId: string;
  /** ISO 8601, UTC. */
  sentAt: string;
  events: WireEvent[];
}

export interface WireEvent {
  /** Shopify's id of the event: the same event sent twice has the same id. */
  id: string;
  type: TrackedEventName;
  /** ISO 8601, UTC: when the shopper did it. */
  at: string;
  productId?: string;
  variantId?: string;
  collectionId?: string;
  query?: string;
  quantity?: number;
  cartToken?: string;
  checkoutToken?: string;
  /** Path and allowed query parameters, at most 500 characters. */
  url?: string;
  /** Host of another site that led here. */
  referrer?: string;
  device?: Device;
}

export type Device = 'mobile' | 'tablet' | 'desktop';

/** Shopify's standard events that Kindred uses. Address, shipping and payment events are left alone: they add no interest, only risk. */
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
  'checkout_completed',
] as const;

export type TrackedEventName = (typeof TRACKED_EVENTS)[number];

export const MAX_BATCH_EVENTS = 20;
export const MAX_BATCH_BYTES = 16 * 1024;
