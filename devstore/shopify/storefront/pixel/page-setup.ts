import type {
  AlertDisplayed,
  Cart,
  Checkout,
  Collection,
  Customer,
  ProductVariant,
  SearchResult,
  Shop,
} from '@shopify/web-pixels-extension';
import type { PixelPrivacy } from '../extension/load-extensions';

/** What the server writes into each page for Shopify's own scripts there. */
export interface PageSetup {
  /** Milliseconds that business time is ahead of the browser's clock: pages live in the shop's time. */
  clockOffsetMs: number;
  /** The shop's, in which the page says what time it is. */
  timeZone: string;
  isConsentRequired: boolean;
  /** Shopify's id of this browser, which pixels get with each event. */
  clientId: string;
  shop: Shop;
  cart: Cart | null;
  /** Who is logged in. */
  customer: Customer | null;
  /** True in a theme editor's preview. */
  isDesigning: boolean;
  /** The connected web pixel; null while the app has not connected it. */
  pixel: { frame: string; settings: Record<string, unknown>; privacy: PixelPrivacy } | null;
  /** Standard events of this page, in order. */
  events: PageEvent[];
  analytics: PageAnalytics;
}

/** The globals by which analytics scripts know shop, page and customer; all ids are plain numbers. */
export interface PageAnalytics {
  st: { a: number; pageurl: string; p: string; rtyp?: string; rid?: number; cid?: number };
  meta: { page: { pageType: string; resourceType?: string; resourceId?: number; customerId?: number } };
}

export type PageEvent =
  | { name: 'page_viewed'; data: Record<string, never> }
  | { name: 'product_viewed'; data: { productVariant: ProductVariant } }
  | { name: 'collection_viewed'; data: { collection: Collection } }
  | { name: 'search_submitted'; data: { searchResult: SearchResult } }
  | { name: 'cart_viewed'; data: { cart: Cart | null } }
  | {
      name:
        | 'checkout_started'
        | 'checkout_contact_info_submitted'
        | 'checkout_shipping_info_submitted'
        | 'payment_info_submitted'
        | 'checkout_completed';
      data: { checkout: Checkout };
    }
  | { name: 'alert_displayed'; data: { alert: AlertDisplayed } };
