import { z } from 'zod';

const gid = z.string().max(200);
const currency = z.string().length(3);
const goods = { priceMinor: z.number().int().optional(), currency: currency.optional() };
const product = z.object({ productId: gid, variantId: gid.optional(), ...goods });
const cartChange = product.extend({ quantity: z.number().int().optional(), cartToken: z.string().optional() });
/** What stands in a cart or a checkout as a browser saw it: at most 20 lines, the count and the sum over all of them. */
const contents = {
  itemCount: z.number().int().optional(),
  totalMinor: z.number().int().optional(),
  currency: currency.optional(),
};
const checkoutStep = z.object({ checkoutToken: z.string().optional(), ...contents });
const seenLine = z.object({
  productId: gid,
  variantId: gid.optional(),
  quantity: z.number().int(),
  priceMinor: z.number().int().optional(),
});
/** Liquid's `request.page_type`, and the language the page was in. */
const page = { url: z.string().optional(), pageType: z.string().optional(), locale: z.string().optional() };
const utm = z.partialRecord(z.enum(['source', 'medium', 'campaign', 'content', 'term']), z.string());
const landing = {
  url: z.string().optional(),
  /** Host of another site that led here. */
  referrer: z.string().optional(),
  utm: utm.optional(),
  device: z.enum(['mobile', 'tablet', 'desktop']).optional(),
};
const cart = z.object({ cartToken: z.string(), itemCount: z.number().int(), productIds: z.array(gid) });
const email = z.object({ messageId: z.uuid() });
const notByPerson = { by: z.enum(['machine', 'unsure']), why: z.array(z.string()) };
const segment = z.object({ segmentId: z.uuid(), cause: z.string() });

/**
 * Everything that can be known to have happened, by type, with what is kept of it. Pseudonymous: no address, no name.
 * The one list: rules, triggers, timelines and models speak of these types and no others.
 */
export const eventProperties = {
  /** A browser came after half an hour of silence, and where it came in. */
  visit_began: z.object({ ...landing }),
  page_viewed: z.object({
    ...page,
    ...landing,
  }),
  product_viewed: product,
  collection_viewed: z.object({ collectionId: gid }),
  /** `resultCount`: products on the first page of results. */
  search_submitted: z.object({ query: z.string(), resultCount: z.number().int().optional() }),
  product_added_to_cart: cartChange,
  product_removed_from_cart: cartChange,
  cart_viewed: z.object({ cartToken: z.string().optional(), lines: z.array(seenLine).optional(), ...contents }),
  /** Visible seconds; several of one page add up. */
  time_on_page: z.object({
    ...page,
    productId: gid.optional(),
    collectionId: gid.optional(),
    secondsOnPage: z.number(),
  }),
  checkout_started: checkoutStep,
  checkout_contact_info_submitted: checkoutStep,
  checkout_address_info_submitted: checkoutStep,
  checkout_shipping_info_submitted: checkoutStep,
  payment_info_submitted: checkoutStep,
  checkout_completed: checkoutStep.extend({ orderId: gid.optional() }),
  /** What the checkout complained of, in Shopify's names; never what was typed. */
  alert_displayed: z.object({ alert: z.string(), alertTarget: z.string().optional() }),
  cart_updated: cart,
  checkout_updated: cart.extend({ checkoutToken: z.string() }),
  order_placed: z.object({
    orderId: gid,
    totalMinor: z.number().int(),
    currency: z.string(),
    productIds: z.array(gid),
    cartToken: z.string().nullable(),
  }),
  order_edited: z.object({ orderId: gid }),
  order_fulfilled: z.object({ orderId: gid }),
  order_refunded: z.object({ orderId: gid, refundId: gid, amountMinor: z.number().int(), currency: z.string() }),
  order_cancelled: z.object({ orderId: gid }),
  consent_changed: z.object({ purpose: z.string(), state: z.string() }),
  email_delivered: email,
  /** By a person, as far as can be told. */
  email_opened: email,
  email_clicked: email.extend({ url: z.string() }),
  /** The mail's pictures were loaded by a program, or by nobody knows whom: `by`, and what spoke for it. */
  email_loaded: email.extend(notByPerson),
  /** A link of the mail was followed, in the same way. */
  email_scanned: email.extend({ url: z.string(), ...notByPerson }),
  email_bounced: email.extend({ bounceType: z.string() }),
  email_complained: email,
  /** A rule began or ceased to hold of somebody; `cause`: the change that brought it about. */
  segment_entered: segment,
  segment_left: segment,
  /** A workflow in Shopify Flow asked for somebody to be sent into a flow. */
  asked_into_flow: z.object({ flowKey: z.string() }),
  /** What a program of the merchant's told that is none of the above, in its own words: plain JSON, without any address. */
  custom_event: z.object({ name: z.string(), properties: z.record(z.string(), z.unknown()) }),
} as const;

export type EventType = keyof typeof eventProperties;
export const eventTypes = Object.keys(eventProperties) as EventType[];
export const eventType = z.enum(eventTypes as [EventType, ...EventType[]]);

type Of<T extends EventType> = {
  type: T;
  properties: z.infer<(typeof eventProperties)[T]>;
  occurredAt: Date;
  source: 'shopify' | 'storefront' | 'postmark' | 'api' | 'kindred';
  /** The same fact always has the same key, however often and by whomever it is told. */
  dedupeKey: string;
};

/** A fact about some person, before and after it is known who. */
export type CustomerEvent = { [T in EventType]: Of<T> }[EventType];
