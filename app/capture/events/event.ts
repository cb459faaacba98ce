import { z } from 'zod';

const gid = z.string().max(200);
const product = z.object({ productId: gid, variantId: gid.optional() });
const cart = z.object({ cartToken: z.string(), itemCount: z.number().int(), productIds: z.array(gid) });
const email = z.object({ messageId: z.uuid() });

/**
 * Everything that can be known to have happened, by type, with what is kept of it. Pseudonymous: no address, no name.
 * The one list: rules, triggers, timelines and models speak of these types and no others.
 */
export const eventProperties = {
  page_viewed: z.object({ url: z.string().optional() }),
  product_viewed: product,
  collection_viewed: z.object({ collectionId: gid }),
  search_submitted: z.object({ query: z.string() }),
  product_added_to_cart: product.extend({ quantity: z.number().int().optional() }),
  product_removed_from_cart: product.extend({ quantity: z.number().int().optional() }),
  cart_viewed: z.object({}),
  time_on_page: z.object({ productId: gid.optional(), secondsOnPage: z.number() }),
  checkout_started: z.object({ checkoutToken: z.string().optional() }),
  checkout_contact_info_submitted: z.object({ checkoutToken: z.string().optional() }),
  checkout_completed: z.object({ checkoutToken: z.string().optional() }),
  cart_updated: cart,
  checkout_updated: cart.extend({ checkoutToken: z.string() }),
  order_placed: z.object({
    orderId: gid,
    totalMinor: z.number().int(),
    currency: z.string(),
    productIds: z.array(gid),
    cartToken: z.string().nullable(),
  }),
  order_cancelled: z.object({ orderId: gid }),
  consent_changed: z.object({ purpose: z.string(), state: z.string() }),
  email_delivered: email,
  email_opened: email,
  email_clicked: email.extend({ url: z.string() }),
  email_bounced: email.extend({ bounceType: z.string() }),
  email_complained: email,
} as const;

export type EventType = keyof typeof eventProperties;
export const eventTypes = Object.keys(eventProperties) as EventType[];
export const eventType = z.enum(eventTypes as [EventType, ...EventType[]]);

type Of<T extends EventType> = {
  type: T;
  properties: z.infer<(typeof eventProperties)[T]>;
  occurredAt: Date;
  source: 'shopify' | 'storefront' | 'postmark' | 'kindred';
  /** The same fact always has the same key, however often and by whomever it is told. */
  dedupeKey: string;
};

/** A fact about some person, before and after it is known who. */
export type CustomerEvent = { [T in EventType]: Of<T> }[EventType];
