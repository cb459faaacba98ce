import { z } from 'zod';
import type { CartLine } from '~/capture/events/reports';
import { VISITOR_ATTRIBUTE } from '~/capture/events/visitor-attribute';
import { parseMinor } from '~/platform/money';

/** Pieces that several webhook payloads share. Unknown fields are left out; missing ones are named by zod. */

export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const gid = (kind: string) =>
  z.union([z.number().int(), z.string().regex(/^\d{1,20}$/)]).transform((id) => `gid://shopify/${kind}/${id}`);

/** So many digits stay exact in the smallest unit of any currency. */
const DECIMAL = /^-?\d{1,12}(\.\d*)?$/;
const decimal = z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().regex(DECIMAL));

/** ISO 4217. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);

const LARGEST_COUNT = 2 ** 31 - 1;

/** Pieces: as many as a column counts. */
export const count = z.number().int().min(-LARGEST_COUNT).max(LARGEST_COUNT);

/** Longer than any of Shopify's: what is longer could be no key. */
const LONGEST_TOKEN = 200;
export const token = z.string().min(1).max(LONGEST_TOKEN);

export const attributes = z
  .array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).nullish() }))
  .nullish()
  .transform((list) => new Map((list ?? []).map(({ name, value }) => [name, String(value ?? '')])));

export { VISITOR_ATTRIBUTE } from '~/capture/events/visitor-attribute';

const VISITOR_ID = /^[A-Za-z0-9_-]{20,64}$/;

/** The visitor a cart names, or undefined where it names none or something else: attributes are anybody's to write. */
export function visitorIn(attributesOfCart: Map<string, string>): string | undefined {
  const visitorId = attributesOfCart.get(VISITOR_ATTRIBUTE);
  return visitorId && VISITOR_ID.test(visitorId) ? visitorId : undefined;
}

/** Storefront code knows a cart by `token?key=…`, webhooks by the token alone. */
export const cartToken = z
  .string()
  .transform((told) => told.split('?')[0] ?? told)
  .pipe(token);

export const cartLine = z.object({
  variant_id: gid('ProductVariant').nullable(),
  product_id: gid('Product').nullable(),
  quantity: count.min(0),
  title: z.string().nullish(),
  variant_title: z.string().nullish(),
  price: decimal,
});

/** Lines that name a product; gift wrap and custom items do not. */
export function toCartLines(lines: z.infer<typeof cartLine>[], currency: string): CartLine[] {
  return lines.flatMap(({ variant_id, product_id, quantity, title, variant_title, price }) =>
    variant_id && product_id
      ? [
          {
            variantId: variant_id,
            productId: product_id,
            quantity,
            title: title ?? '',
            variantTitle: variant_title ?? null,
            priceMinor: parseMinor(price, currency),
          },
        ]
      : [],
  );
}

export const money = decimal;
