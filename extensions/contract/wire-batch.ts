import { z } from 'zod';

/** What the app's endpoint takes from a browser, to the letter: an unknown key is refused, so that nothing personal can slip in. */
const gid = (type: string) => z.string().regex(new RegExp(`^gid://shopify/${type}/\\d+$`));
const instant = z.iso.datetime();
const token = z.string().regex(/^[\w-]+$/, 'a token without ?key=');
const amount = z.number().min(0).max(1e9);

/** What only the theme embed tells; everything else is the pixel's. An event that both told would count twice. */
export const THEME_TYPES = ['time_on_page'] as const;

const subjects: Record<string, 'productId' | 'collectionId' | 'query' | 'secondsOnPage' | 'alert'> = {
  product_viewed: 'productId',
  product_added_to_cart: 'productId',
  product_removed_from_cart: 'productId',
  collection_viewed: 'collectionId',
  search_submitted: 'query',
  alert_displayed: 'alert',
  time_on_page: 'secondsOnPage',
};

const line = z.strictObject({
  productId: gid('Product'),
  variantId: gid('ProductVariant').optional(),
  quantity: z.int().positive(),
  price: amount.optional(),
});

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
    'checkout_address_info_submitted',
    'checkout_shipping_info_submitted',
    'payment_info_submitted',
    'checkout_completed',
    'alert_displayed',
    ...THEME_TYPES,
  ]),
  at: instant,
  productId: gid('Product').optional(),
  variantId: gid('ProductVariant').optional(),
  price: amount.optional(),
  currency: z.string().length(3).optional(),
  collectionId: gid('Collection').optional(),
  query: z.string().min(1).max(200).optional(),
  resultCount: z.int().min(0).optional(),
  quantity: z.int().positive().optional(),
  lines: z.array(line).max(20).optional(),
  itemCount: z.int().min(0).optional(),
  total: amount.optional(),
  cartToken: token.optional(),
  checkoutToken: token.optional(),
  orderId: gid('Order').optional(),
  alert: z
    .string()
    .regex(/^[A-Z_]+$/)
    .optional(),
  alertTarget: z.string().max(200).optional(),
  url: z
    .string()
    .startsWith('/')
    .max(500)
    .regex(/^[^#]*$/, 'no fragment')
    .optional(),
  pageType: z
    .string()
    .regex(/^[\w/-]{1,40}$/)
    .optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/)
    .optional(),
  referrer: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$/, 'a host')
    .optional(),
  utm: z
    .partialRecord(z.enum(['source', 'medium', 'campaign', 'content', 'term']), z.string().min(1).max(100))
    .optional(),
  device: z.enum(['mobile', 'tablet', 'desktop']).optional(),
  secondsOnPage: z.int().positive().max(1800).optional(),
});

/** Events that are about something must name it. */
export const wireEvent = eventFields.refine(
  (event) => subjects[event.type] === undefined || event[subjects[event.type] as 'query'] !== undefined,
  { error: (issue) => `${(issue.input as { type: string }).type} does not name its subject` },
);

export const wireBatch = z
  .strictObject({
    v: z.literal(1),
    shop: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
    source: z.enum(['pixel', 'theme']),
    visitorId: z.string().regex(/^[\w-]{22,64}$/),
    sentAt: instant,
    events: z.array(wireEvent).max(20),
    mail: z
      .string()
      .regex(/^[\w.-]{40,120}$/)
      .optional(),
  })
  .refine(({ source, events }) => source === 'theme' || events.length > 0, 'a batch of the pixel without events')
  .refine(
    ({ source, events }) => events.every(({ type }) => (type === 'time_on_page') === (source === 'theme')),
    'an event that the other of the two tells',
  );

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
