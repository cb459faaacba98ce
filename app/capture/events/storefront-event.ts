import { z } from 'zod';
import { fractionDigits } from '~/platform/money';
import type { CustomerEvent } from './event';

/** Largest body and most events the storefront endpoint takes. */
export const LARGEST_BODY_BYTES = 16_384;
export const MOST_EVENTS = 20;
/** So long a browser keeps what it may not tell yet: nothing it hands over is older. */
export const OLDEST_EVENT_MS = 14 * 86_400_000;

/** NUL and halves of characters are no text to PostgreSQL. */
const STORABLE = /^[^\0\p{Surrogate}]*$/u;
const text = (longest: number) => z.string().max(longest).regex(STORABLE);
const gid = z
  .string()
  .max(120)
  .regex(/^gid:\/\/shopify\/[A-Za-z]+\/\d+$/);
const token = text(200).min(1);
const count = z.number().int().min(0).max(10_000);
/** In the currency's own unit, as Shopify tells browsers. */
const amount = z.number().min(0).max(1e9);
const currency = z.string().regex(/^[A-Z]{3}$/);
const base = { id: text(100).min(1), at: z.iso.datetime({ offset: true }) };
const price = { price: amount.optional(), currency: currency.optional() };
const onProduct = { productId: gid, variantId: gid.optional(), ...price };
const cartChange = { ...onProduct, quantity: count.optional(), cartToken: token.optional() };
const contents = { itemCount: count.optional(), total: amount.optional(), currency: currency.optional() };
const checkoutStep = { checkoutToken: token.optional(), ...contents };
const page = {
  url: text(500).optional(),
  pageType: z
    .string()
    .regex(/^[\w/-]{1,40}$/)
    .optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
    .optional(),
};
const line = z.object({ productId: gid, variantId: gid.optional(), quantity: count, price: amount.optional() });
const utm = z.partialRecord(z.enum(['source', 'medium', 'campaign', 'content', 'term']), text(100).min(1));

const event = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.literal('page_viewed'),
    ...page,
    referrer: z
      .string()
      .max(253)
      .regex(/^[\w.-]+(:\d+)?$/)
      .optional(),
    utm: utm.optional(),
    device: z.enum(['mobile', 'tablet', 'desktop']).optional(),
  }),
  z.object({ ...base, type: z.literal('product_viewed'), ...onProduct }),
  z.object({ ...base, type: z.literal('collection_viewed'), collectionId: gid }),
  z.object({ ...base, type: z.literal('search_submitted'), query: text(200), resultCount: count.optional() }),
  z.object({ ...base, type: z.literal('product_added_to_cart'), ...cartChange }),
  z.object({ ...base, type: z.literal('product_removed_from_cart'), ...cartChange }),
  z.object({
    ...base,
    type: z.literal('cart_viewed'),
    cartToken: token.optional(),
    lines: z.array(line).max(20).optional(),
    ...contents,
  }),
  z.object({ ...base, type: z.literal('checkout_started'), ...checkoutStep }),
  z.object({ ...base, type: z.literal('checkout_contact_info_submitted'), ...checkoutStep }),
  z.object({ ...base, type: z.literal('checkout_address_info_submitted'), ...checkoutStep }),
  z.object({ ...base, type: z.literal('checkout_shipping_info_submitted'), ...checkoutStep }),
  z.object({ ...base, type: z.literal('payment_info_submitted'), ...checkoutStep }),
  z.object({ ...base, type: z.literal('checkout_completed'), ...checkoutStep, orderId: gid.optional() }),
  z.object({
    ...base,
    type: z.literal('alert_displayed'),
    alert: z.string().regex(/^[A-Z_]{1,40}$/),
    alertTarget: z
      .string()
      .regex(/^[\w.[\]$-]{1,200}$/)
      .optional(),
  }),
  z.object({
    ...base,
    type: z.literal('time_on_page'),
    ...page,
    productId: gid.optional(),
    collectionId: gid.optional(),
    secondsOnPage: z.number().min(0).max(86_400),
  }),
]);

type WireEvent = z.infer<typeof event>;

/** The one type that the theme embed tells, and the pixel never: an event that both told would count twice. */
const THEME_TYPE = 'time_on_page';

/**
 * What the theme embed and the pixel send. Claims of a browser: they never change consent and never reveal anything. The embed's batch may hold
 * no event and only say who is there; the app proxy vouches for that.
 */
export const storefrontBatch = z
  .object({
    v: z.literal(1),
    shop: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
    source: z.enum(['pixel', 'theme']),
    visitorId: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/),
    sentAt: z.iso.datetime({ offset: true }),
    events: z.array(event).max(MOST_EVENTS),
    /** Of the mail that led here, out of its link. */
    mail: z
      .string()
      .regex(/^[\w.-]{40,120}$/)
      .optional(),
  })
  .superRefine(({ source, events }, context) => {
    if (source === 'pixel' && events.length === 0)
      context.addIssue({ code: 'custom', path: ['events'], message: 'are missing' });
    const strange = events.findIndex(({ type }) => (type === THEME_TYPE) !== (source === 'theme'));
    if (strange >= 0)
      context.addIssue({ code: 'custom', path: ['events', strange, 'type'], message: `is not told by the ${source}` });
  });

export type StorefrontBatch = z.infer<typeof storefrontBatch>;

/**
 * A browser's clock may be wrong: only the span between an event and its sending is taken from it, bounded, and counted back from when we
 * received the batch (business time).
 */
export function toCustomerEvents(batch: StorefrontBatch, receivedAt: Date): CustomerEvent[] {
  const sentAt = Date.parse(batch.sentAt);
  return batch.events.map((told) => {
    const { id, at, type } = told;
    const ageMs = Math.min(Math.max(0, sentAt - Date.parse(at)), OLDEST_EVENT_MS);
    return {
      type,
      properties: propertiesOf(told),
      occurredAt: new Date(receivedAt.getTime() - ageMs),
      source: 'storefront',
      dedupeKey: `storefront:${batch.visitorId}:${id}`,
    } as CustomerEvent;
  });
}

/** Amounts become minor units; one without a currency says nothing. */
function propertiesOf({ id: _id, at: _at, type: _type, ...told }: WireEvent): object {
  const { price, total, lines, ...rest } = told as Partial<Record<'price' | 'total', number>> &
    Pick<Extract<WireEvent, { type: 'cart_viewed' }>, 'lines' | 'currency'>;
  const inMinor = (name: string, value: number | undefined) =>
    value === undefined || !rest.currency ? {} : { [name]: Math.round(value * 10 ** fractionDigits(rest.currency)) };
  return {
    ...rest,
    ...inMinor('priceMinor', price),
    ...inMinor('totalMinor', total),
    ...(lines ? { lines: lines.map(({ price: each, ...line }) => ({ ...line, ...inMinor('priceMinor', each) })) } : {}),
  };
}
