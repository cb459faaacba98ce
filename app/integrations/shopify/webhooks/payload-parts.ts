import { z } from 'zod';
import type { CartLine } from '~/capture/events/reports';
import { VISITOR_ATTRIBUTE } from '~/capture/events/visitor-attribute';
import { parseMinor } from '~/platform/money';

/** Pieces that several webhook payloads share. Unknown fields are left out; missing ones are named by zod. */

export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const gid = (kind: string) =>
  z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform((id) => `gid://shopify/${kind}/${id}`);

const decimal = z.union([z.string(), z.number()]).transform(String);

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
  .min(1)
  .transform((token) => token.split('?')[0] ?? token);

export const cartLine = z.object({
  variant_id: gid('ProductVariant').nullable(),
  product_id: gid('Product').nullable(),
  quantity: z.number().int().min(0),
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
