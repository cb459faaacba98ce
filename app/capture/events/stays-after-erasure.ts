import type { EventType } from './event';

const goods = ['productId', 'variantId', 'priceMinor', 'currency'] as const;
const contents = ['itemCount', 'totalMinor', 'currency'] as const;
const cart = ['itemCount', 'productIds'] as const;

/**
 * What stays of an event once its person was erased: goods, amounts and counts, for the shop's figures and its recommender. Addresses of pages, what was
 * searched for, campaigns, tokens and what programs told in words of their own can name somebody, and go. A type without a line does not compile.
 */
export const staysAfterErasure: Record<EventType, readonly string[]> = {
  visit_began: ['device'],
  page_viewed: ['pageType', 'device'],
  product_viewed: goods,
  collection_viewed: ['collectionId'],
  search_submitted: ['resultCount'],
  product_added_to_cart: [...goods, 'quantity'],
  product_removed_from_cart: [...goods, 'quantity'],
  cart_viewed: [...contents, 'lines'],
  time_on_page: ['pageType', 'productId', 'collectionId', 'secondsOnPage'],
  checkout_started: contents,
  checkout_contact_info_submitted: contents,
  checkout_address_info_submitted: contents,
  checkout_shipping_info_submitted: contents,
  payment_info_submitted: contents,
  checkout_completed: [...contents, 'orderId'],
  alert_displayed: ['alert'],
  cart_updated: cart,
  checkout_updated: cart,
  order_placed: ['orderId', 'totalMinor', 'currency', 'productIds'],
  order_edited: ['orderId'],
  order_fulfilled: ['orderId'],
  order_refunded: ['orderId', 'refundId', 'amountMinor', 'currency'],
  order_cancelled: ['orderId'],
  consent_changed: ['purpose', 'state'],
  email_delivered: ['messageId'],
  email_opened: ['messageId'],
  email_clicked: ['messageId'],
  email_loaded: ['messageId', 'by', 'why'],
  email_scanned: ['messageId', 'by', 'why'],
  email_bounced: ['messageId', 'bounceType'],
  email_complained: ['messageId'],
  segment_entered: ['segmentId', 'cause'],
  segment_left: ['segmentId', 'cause'],
  asked_into_flow: ['flowKey'],
  custom_event: [],
};
