import type { CartLine, PixelEvents, ProductVariant } from '@shopify/web-pixels-extension';
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
};

/**
 * Shopify's event in the app's words, or undefined when it does not name its subject. Takes identifiers and counts only: no address,
 * name, price or title of a person's checkout. `cartToken` is the cart as last seen, as most events do not name it.
 */
export function describeEvent(event: TrackedEvent, cartToken: string | undefined): WireEvent | undefined {
  const subject = SUBJECTS[event.name];
  const described = withoutBlanks({
    id: event.id,
    type: event.name,
    at: new Date(event.timestamp).toISOString(),
    ...describePage(event.context),
    cartToken,
    ...describeData(event),
  });
  return subject && !described[subject] ? undefined : described;
}

/** The cart that an event names, if it names one. */
export function cartTokenOf(event: TrackedEvent): string | undefined {
  return event.name === 'cart_viewed' ? tokenOf(event.data.cart?.id) : undefined;
}

/** A cart's id as webhooks know it: without the GID's front and without the key that guards the cart. */
export function tokenOf(cartId: string | null | undefined): string | undefined {
  return cartId?.replace(/^gid:\/\/shopify\/Cart\//, '').replace(/\?.*$/, '') || undefined;
}

function describeData(event: TrackedEvent): Partial<WireEvent> {
  switch (event.name) {
    case 'product_viewed':
      return describeVariant(event.data.productVariant);
    case 'collection_viewed':
      return { collectionId: gid('Collection', event.data.collection.id) };
    case 'search_submitted':
      return describeQuery(event.data.searchResult.query);
    case 'product_added_to_cart':
    case 'product_removed_from_cart':
      return describeLine(event.data.cartLine);
    case 'checkout_started':
    case 'checkout_contact_info_submitted':
    case 'checkout_completed':
      return { checkoutToken: event.data.checkout.token ?? undefined };
    case 'page_viewed':
    case 'cart_viewed':
      return {};
  }
}

function describeVariant(variant: ProductVariant): Partial<WireEvent> {
  return { productId: gid('Product', variant.product.id), variantId: gid('ProductVariant', variant.id) };
}

function describeLine(line: CartLine | null): Partial<WireEvent> {
  return line ? { ...describeVariant(line.merchandise), quantity: line.quantity } : {};
}

/** People do search for their own address; such a search is not told. */
function describeQuery(query: string): Partial<WireEvent> {
  return isImpersonal(query) ? { query: query.slice(0, MAX_QUERY_CHARACTERS) } : {};
}

/** Pixels get plain numbers on some pages and GIDs on others. */
function gid(type: 'Product' | 'ProductVariant' | 'Collection', id: string | null): string | undefined {
  const number = id?.match(/(\d+)$/)?.[1];
  return number ? `gid://shopify/${type}/${number}` : undefined;
}

function withoutBlanks(event: WireEvent): WireEvent {
  const entries = Object.entries(event).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as unknown as WireEvent;
}
