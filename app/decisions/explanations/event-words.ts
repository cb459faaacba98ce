import { eventProperties, type CustomerEvent, type EventType } from '~/capture/events/event';
import { unreachable } from '~/platform/errors';
import { amountWords, countWords, type SpokenShop } from './spoken-shop';

/** A fact of a person's history as it is stored. */
export type ToldEvent = {
  [T in EventType]: Pick<Extract<CustomerEvent, { type: T }>, 'type' | 'properties'>;
}[EventType];

export interface EventContext {
  shop: SpokenShop;
  /** Undefined where the catalogue does not know the product. */
  titleOf(productId: string): string | undefined;
  /** `#1001`, where the order is known. */
  orderName(orderId: string): string | undefined;
  /** Undefined where there is no such segment any more. */
  segmentName?(segmentId: string): string | undefined;
}

/** A stored row as a fact, or null where it is of a type or form that nobody knows any more. */
export function toldEvent(row: { type: string; properties: unknown }): ToldEvent | null {
  if (!Object.hasOwn(eventProperties, row.type)) return null;
  const type = row.type as EventType;
  const properties = eventProperties[type].safeParse(row.properties);
  return properties.success ? ({ type, properties: properties.data } as ToldEvent) : null;
}

/** The product a fact is about, if any. */
export const productOf = ({ properties }: ToldEvent): string | null =>
  'productId' in properties ? (properties.productId ?? null) : null;

/** What happened, in a merchant's words. */
export function eventWords(event: ToldEvent, context: EventContext): string {
  switch (event.type) {
    case 'order_placed':
    case 'order_edited':
    case 'order_fulfilled':
    case 'order_refunded':
    case 'order_cancelled':
      return orderWords(event, context);
    case 'cart_updated':
    case 'checkout_updated':
      return contentWords(event);
    case 'consent_changed':
      if (event.properties.purpose === 'data-sale') return 'Asked that their data is not sold or shared';
      return CONSENT_CHANGES[event.properties.state] ?? `Consent to ${event.properties.purpose} changed`;
    case 'segment_entered':
    case 'segment_left':
      return segmentWords(event, context);
    case 'email_delivered':
    case 'email_opened':
    case 'email_clicked':
    case 'email_loaded':
    case 'email_scanned':
    case 'email_bounced':
    case 'email_complained':
      return mailWords(event);
    default:
      return visitWords(event, context);
  }
}

type OfType<T extends EventType> = Extract<ToldEvent, { type: T }>;

type OrderEvent = 'order_placed' | 'order_edited' | 'order_fulfilled' | 'order_refunded' | 'order_cancelled';

function orderWords(event: OfType<OrderEvent>, { shop, orderName }: EventContext): string {
  const name = orderName(event.properties.orderId) ?? 'an order';
  switch (event.type) {
    case 'order_placed':
      return `Placed ${name} for ${amountWords(event.properties.totalMinor, shop, event.properties.currency)}`;
    case 'order_edited':
      return `${capital(name)} was changed`;
    case 'order_fulfilled':
      return `${capital(name)} was sent out`;
    case 'order_refunded':
      return `Got ${amountWords(event.properties.amountMinor, shop, event.properties.currency)} back for ${name}`;
    case 'order_cancelled':
      return `Cancelled ${name}`;
    default:
      return unreachable(event);
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function contentWords({ type, properties: { itemCount } }: OfType<'cart_updated' | 'checkout_updated'>): string {
  const place = type === 'cart_updated' ? 'cart' : 'checkout';
  return itemCount === 0 ? `The ${place} was emptied` : `The ${place} holds ${countWords(itemCount, 'item')}`;
}

const CONSENT_CHANGES: Record<string, string> = {
  granted: 'Agreed to marketing mail',
  pending: 'Was asked to confirm marketing mail',
  withdrawn: 'Unsubscribed from marketing mail',
  'never-given': 'Consent to marketing mail was taken back',
};

type MailEvent = Extract<EventType, `email_${string}`>;

/** Who it was that is not held to be a person. */
const WHO = { machine: 'A program', unsure: 'Perhaps a program' } as const;

function mailWords(event: OfType<MailEvent>): string {
  switch (event.type) {
    case 'email_delivered':
      return 'The mail was delivered';
    case 'email_opened':
      return 'Opened the mail';
    case 'email_clicked':
      return `Clicked a link in the mail${pathWords(event.properties.url)}`;
    case 'email_loaded':
      return `${WHO[event.properties.by]} loaded the mail’s pictures`;
    case 'email_scanned':
      return `${WHO[event.properties.by]} followed a link in the mail${pathWords(event.properties.url)}`;
    case 'email_bounced':
      return `The mail bounced (${event.properties.bounceType})`;
    case 'email_complained':
      return 'Marked the mail as spam';
    default:
      return unreachable(event);
  }
}

function segmentWords({ type, properties }: OfType<SegmentEvent>, { segmentName }: EventContext): string {
  const name = segmentName?.(properties.segmentId);
  return `${type === 'segment_entered' ? 'Entered' : 'Left'} ${name ? `the segment “${name}”` : 'a segment'}`;
}

type SegmentEvent = 'segment_entered' | 'segment_left';
type ContentEvent = 'cart_updated' | 'checkout_updated';
type VisitEvent = Exclude<EventType, MailEvent | OrderEvent | SegmentEvent | ContentEvent | 'consent_changed'>;

function visitWords(event: OfType<VisitEvent>, { titleOf }: EventContext): string {
  const title = (productId: string) => titleOf(productId) ?? 'a product';
  const stayWords = ({ productId, secondsOnPage }: OfType<'time_on_page'>['properties']) =>
    `Stayed ${countWords(Math.round(secondsOnPage), 'second')} ${productId ? `with ${title(productId)}` : 'on a page'}`;
  switch (event.type) {
    case 'visit_began':
      return `Came to the store${fromWords(event.properties.referrer)}`;
    case 'page_viewed':
      return `Looked at a page${pathWords(event.properties.url)}`;
    case 'product_viewed':
      return `Looked at ${title(event.properties.productId)}`;
    case 'collection_viewed':
      return 'Looked at a collection';
    case 'search_submitted':
      return `Searched for “${event.properties.query}”`;
    case 'product_added_to_cart':
      return `Put ${title(event.properties.productId)} into the cart${times(event.properties.quantity)}`;
    case 'product_removed_from_cart':
      return `Took ${title(event.properties.productId)} out of the cart`;
    case 'cart_viewed':
      return 'Looked at the cart';
    case 'time_on_page':
      return stayWords(event.properties);
    case 'checkout_started':
      return 'Went to checkout';
    case 'checkout_contact_info_submitted':
      return 'Gave contact details at checkout';
    case 'checkout_address_info_submitted':
      return 'Gave an address at checkout';
    case 'checkout_shipping_info_submitted':
      return 'Chose a delivery at checkout';
    case 'payment_info_submitted':
      return 'Chose how to pay at checkout';
    case 'checkout_completed':
      return 'Completed checkout';
    case 'alert_displayed':
      return 'Saw a complaint of the checkout';
    case 'custom_event':
      return `Did “${event.properties.name}”`;
    case 'asked_into_flow':
      return `A workflow in Shopify Flow asked for “${event.properties.flowKey}”`;
    default:
      return unreachable(event);
  }
}

const fromWords = (referrer: string | undefined): string => (referrer ? ` from ${referrer}` : '');
const times = (quantity: number | undefined): string => (quantity && quantity > 1 ? `, ${quantity} times` : '');

/** Where a link leads within its site; nothing for a home page, or for what is no address. */
function pathWords(url: string | undefined): string {
  const path = url && URL.canParse(url, 'https://shop.example') ? new URL(url, 'https://shop.example').pathname : '/';
  return path === '/' ? '' : ` (${path})`;
}
