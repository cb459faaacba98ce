import type { PixelEvents } from '@shopify/web-pixels-extension';
import { describeCart, describeCheckout, describeLine, describeVariant, gid } from './goods-facts';
import { describePage, isImpersonal } from './page-facts';
import type { TrackedEventName, WireEvent } from './wire';

export type TrackedEvent = PixelEvents[TrackedEventName];

const MAX_QUERY_CHARACTERS = 200;

/** What an event must name to say anything: the collection of all products has no id, a custom line item no product. */
const SUBJECTS: Partial<Record<TrackedEventName, keyof WireEvent>> = {
  product_viewed: 'productId',
  product_added_to_cart: 'productId',
  product_removed_from_cart: 'productId',
  collection_viewed: 'collectionId',
  search_submitted: 'query',
  alert_displayed: 'alert',
};

/**
 * Shopify's event in the app's words, or undefined when it does not name its subject. Takes identifiers, prices and counts only: no address,
 * no name, nothing that was typed into a checkout. `cartToken` is the cart as last seen, as most events do not name it.
 */
export function describeEvent(event: TrackedEvent, cartToken: string | undefined): WireEvent | undefined {
  const subject = SUBJECTS[event.name];
  const described = withoutBlanks({
    id: event.id,
    type: event.name,
    at: new Date(event.timestamp).toISOString(),
    ...describePage(event.context),
    cartToken,
    ...withoutBlanks(describeData(event)),
  });
  return subject && !described[subject] ? undefined : (described as WireEvent);
}

/** The cart that an event names, if it names one. */
export function cartTokenOf(event: TrackedEvent): string | undefined {
  return event.name === 'cart_viewed' ? tokenOf(event.data.cart?.id) : undefined;
}

/** A cart's id as webhooks know it: without the GID's front and without the key that guards the cart. */
export function tokenOf(cartId: string | null | undefined): string | undefined {
  return cartId?.replace(/^gid:\/\/shopify\/Cart\//, '').replace(/\?.*$/, '') || undefined;
}

/** Whether the event shows that the shop knows this person from now on: an address or a number was given, or somebody is logged in. */
export function namesPerson(event: TrackedEvent): boolean {
  if (!('checkout' in event.data)) return false;
  const { email, phone, order } = event.data.checkout;
  return Boolean(email || phone || order?.customer?.id);
}

function describeData(event: TrackedEvent): Partial<WireEvent> {
  switch (event.name) {
    case 'product_viewed':
      return describeVariant(event.data.productVariant);
    case 'collection_viewed':
      return { collectionId: gid('Collection', event.data.collection.id) };
    case 'search_submitted':
      return describeSearch(event.data.searchResult);
    case 'product_added_to_cart':
    case 'product_removed_from_cart':
      return describeLine(event.data.cartLine);
    case 'cart_viewed':
      return describeCart(event.data.cart);
    case 'alert_displayed':
      return { alert: event.data.alert.type, alertTarget: event.data.alert.target };
    case 'page_viewed':
      return {};
    default:
      return describeCheckout(event.data.checkout);
  }
}

/** People do search for their own address; such a search is not told. */
function describeSearch({ query, productVariants }: { query: string; productVariants: unknown[] }): Partial<WireEvent> {
  if (!isImpersonal(query)) return {};
  return { query: query.slice(0, MAX_QUERY_CHARACTERS), resultCount: productVariants.length };
}

function withoutBlanks(event: Partial<WireEvent>): Partial<WireEvent> {
  const entries = Object.entries(event).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries);
}
