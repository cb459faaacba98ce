import { z } from 'zod';

/** What the app's endpoint takes from a browser, to the letter: an unknown key is refused, so that nothing personal can slip in. */
const gid = (type: string) => z.string().regex(new RegExp(`^gid://shopify/${type}/\\d+$`));
const instant = z.iso.datetime();
const token = z.string().regex(/^[\w-]+$/, 'a token without ?key=');

const subjects: Record<string, 'productId' | 'collectionId' | 'query' | 'secondsOnPage'> = {
  product_viewed: 'productId',
  product_added_to_cart: 'productId',
  product_removed_from_cart: 'productId',
  collection_viewed: 'collectionId',
  search_submitted: 'query',
  time_on_page: 'secondsOnPage',
};

const eventFields = z.strictObject({
  id: z.string().min(8).max(100),
  type: z.enum([
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
    'time_on_page',
  ]),
  at: instant,
  productId: gid('Product').optional(),
  variantId: gid('ProductVariant').optional(),
  collectionId: gid('Collection').optional(),
  query: z.string().min(1).max(200).optional(),
  quantity: z.int().positive().optional(),
  cartToken: token.optional(),
  checkoutToken: token.optional(),
  url: z
    .string()
    .startsWith('/')
    .max(500)
    .regex(/^[^#]*$/, 'no fragment')
    .optional(),
  referrer: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$/, 'a host')
    .optional(),
  device: z.enum(['mobile', 'tablet', 'desktop']).optional(),
  secondsOnPage: z.int().positive().max(1800).optional(),
});

/** Events that are about something must name it. */
export const wireEvent = eventFields.refine(
  (event) => subjects[event.type] === undefined || event[subjects[event.type] as 'query'] !== undefined,
  { error: (issue) => `${(issue.input as { type: string }).type} does not name its subject` },
);

export const wireBatch = z.strictObject({
  v: z.literal(1),
  shop: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  source: z.enum(['pixel', 'theme']),
  visitorId: z.string().regex(/^[\w-]{22,64}$/),
  sentAt: instant,
  events: z.array(wireEvent).min(1).max(20),
});

export type WireEventSent = z.infer<typeof wireEvent>;
export type WireBatchSent = z.infer<typeof wireBatch>;

export const MAX_BODY_BYTES = 16 * 1024;

/** Reads a request's body as the endpoint would; throws with what is wrong, quoting the body, when it is not to the letter. */
export function readWireBatch(body: string): WireBatchSent {
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_BODY_BYTES) throw new Error(`batch of ${bytes} bytes, more than ${MAX_BODY_BYTES}`);
  if (/[^\s"]+(@|%40)[^\s"]+/i.test(body)) throw new Error(`batch holds what looks like an email address: ${body}`);
  const parsed = wireBatch.safeParse(JSON.parse(body));
  if (!parsed.success) throw new Error(`${z.prettifyError(parsed.error)}\nin ${body}`);
  return parsed.data;
}
