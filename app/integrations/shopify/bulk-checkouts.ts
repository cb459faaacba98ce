import { z } from 'zod';
import type { PastCheckout } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import type { BulkObject } from './bulk-lines';
import { amount, instant, withId } from './bulk-parts';

const checkout = z.object({
  id: z.string(),
  abandonedCheckoutUrl: z.string(),
  createdAt: instant,
  updatedAt: instant,
  completedAt: instant.nullable(),
  customer: withId.nullable(),
});
const lineItem = z.object({
  title: z.string().nullable(),
  variantTitle: z.string().nullable(),
  quantity: z.number().int(),
  product: withId.nullable(),
  variant: withId.nullable(),
  originalUnitPriceSet: amount,
});

/** A checkout of the past. Lines of what is no product, or of none that is still there, are left out. */
export function toCheckout({ parent, children }: BulkObject, currency: string): PastCheckout {
  const { abandonedCheckoutUrl: url, customer, ...known } = checkout.parse(parent);
  return {
    ...known,
    ...tokensIn(url),
    url,
    currency,
    customerId: customer?.id ?? null,
    lines: children.flatMap((row) => {
      const { title, product, variant, originalUnitPriceSet, ...line } = lineItem.parse(row);
      if (!product || !variant) return [];
      const priceMinor = parseMinor(originalUnitPriceSet.shopMoney.amount, currency);
      return { ...line, title: title ?? '', productId: product.id, variantId: variant.id, priceMinor };
    }),
  };
}

/**
 * The API gives no token, only an address that holds one: `/SHOP/checkouts/ac/TOKEN/recover?key=…` holds the cart's (recorded payloads of
 * checkouts/create name both), the older `/SHOP/checkouts/TOKEN/recover?key=…` the checkout's.
 */
export function tokensIn(url: string): Pick<PastCheckout, 'cartToken' | 'checkoutToken'> {
  const [, shape, token = null] = /\/checkouts\/(ac\/|)([\w-]{8,})/.exec(url) ?? [];
  return shape ? { cartToken: token, checkoutToken: null } : { cartToken: null, checkoutToken: token };
}
