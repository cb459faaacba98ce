import { z } from 'zod';
import type { CustomerEvent } from './event';

/** Largest body and most events the storefront endpoint takes. */
export const LARGEST_BODY_BYTES = 16_384;
export const MOST_EVENTS = 20;
/** What a browser could not send at once it sends within its visit: nothing it tells is older than a day. */
export const OLDEST_EVENT_MS = 86_400_000;

/** NUL and halves of characters are no text to PostgreSQL. */
const STORABLE = /^[^\0\p{Surrogate}]*$/u;
const text = (longest: number) => z.string().max(longest).regex(STORABLE);
const gid = z
  .string()
  .max(120)
  .regex(/^gid:\/\/shopify\/[A-Za-z]+\/\d+$/);
const token = text(200).min(1);
const base = { id: text(100).min(1), at: z.iso.datetime({ offset: true }) };
const onProduct = {
  productId: gid,
  variantId: gid.optional(),
  quantity: z.number().int().min(0).max(10_000).optional(),
};

const event = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('page_viewed'), url: text(500).optional() }),
  z.object({ ...base, type: z.literal('product_viewed'), ...onProduct }),
  z.object({ ...base, type: z.literal('collection_viewed'), collectionId: gid }),
  z.object({ ...base, type: z.literal('search_submitted'), query: text(200) }),
  z.object({ ...base, type: z.literal('product_added_to_cart'), ...onProduct }),
  z.object({ ...base, type: z.literal('product_removed_from_cart'), ...onProduct }),
  z.object({ ...base, type: z.literal('cart_viewed') }),
  z.object({ ...base, type: z.literal('checkout_started'), checkoutToken: token.optional() }),
  z.object({ ...base, type: z.literal('checkout_contact_info_submitted'), checkoutToken: token.optional() }),
  z.object({ ...base, type: z.literal('checkout_completed'), checkoutToken: token.optional() }),
  z.object({
    ...base,
    type: z.literal('time_on_page'),
    productId: gid.optional(),
    secondsOnPage: z.number().min(0).max(86_400),
  }),
]);

/** What the theme embed and the pixel send. Claims of a browser: they never change consent and never reveal anything. */
export const storefrontBatch = z.object({
  v: z.literal(1),
  shop: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  source: z.enum(['pixel', 'theme']),
  visitorId: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/),
  sentAt: z.iso.datetime({ offset: true }),
  events: z.array(event).min(1).max(MOST_EVENTS),
});

export type StorefrontBatch = z.infer<typeof storefrontBatch>;

/**
 * A browser's clock may be wrong: only the span between an event and its sending is taken from it, bounded, and counted back from when we
 * received the batch (business time).
 */
export function toCustomerEvents(batch: StorefrontBatch, receivedAt: Date): CustomerEvent[] {
  const sentAt = Date.parse(batch.sentAt);
  return batch.events.map(({ id, at, type, ...properties }) => {
    const ageMs = Math.min(Math.max(0, sentAt - Date.parse(at)), OLDEST_EVENT_MS);
    return {
      type,
      properties,
      occurredAt: new Date(receivedAt.getTime() - ageMs),
      source: 'storefront',
      dedupeKey: `storefront:${batch.visitorId}:${id}`,
    } as CustomerEvent;
  });
}
