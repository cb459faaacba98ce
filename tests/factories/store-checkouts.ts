import type { StoreCheckout, StoreData } from '../../devstore/store';

export type ChangeCheckout = (checkout: StoreCheckout, index: number) => StoreCheckout;

/**
 * Gives a tiny store so many abandoned checkouts, by simple rules: checkout k of customer k mod customers was left k + 20 minutes before the
 * data ends, with k mod 9 and one more pieces of the first product.
 */
export const withCheckouts =
  (count: number, change: ChangeCheckout = (checkout) => checkout) =>
  (data: StoreData): StoreData => ({
    ...data,
    checkouts: Array.from({ length: count }, (_, index) => change(checkoutOf(data, index), index)),
  });

function checkoutOf({ customers, products: [product], endsAt }: StoreData, index: number): StoreCheckout {
  const at = new Date(Date.parse(endsAt) - (index + 20) * 60_000).toISOString();
  const customer = customers[index % customers.length];
  const line = { variantId: product?.variants[0]?.id ?? '', productId: product?.id ?? '', quantity: (index % 9) + 1 };
  return {
    ...{ token: `checkout-token-${index}`, cartToken: `cart-token-${index}`, attributes: {}, lines: [line] },
    ...{ createdAt: at, updatedAt: at, completedAt: null, acceptsMarketing: false },
    ...{ email: customer?.email ?? null, customerId: customer?.id ?? null },
  };
}
