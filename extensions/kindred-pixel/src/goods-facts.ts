import type { CartLine, Checkout, MoneyV2, ProductVariant } from '@shopify/web-pixels-extension';
import type { WireEvent } from './wire';

/** So many lines are listed; the rest are in the count and the total alone. */
const MAX_LINES = 20;

type GoodsFacts = Partial<WireEvent>;

export function describeVariant(variant: ProductVariant): GoodsFacts {
  return {
    productId: gid('Product', variant.product.id),
    variantId: gid('ProductVariant', variant.id),
    ...describePrice(variant.price),
  };
}

export function describeLine(line: CartLine | null): GoodsFacts {
  return line ? { ...describeVariant(line.merchandise), quantity: line.quantity } : {};
}

export function describeCart(cart: { lines: CartLine[]; cost: { totalAmount: MoneyV2 } } | null): GoodsFacts {
  if (!cart) return {};
  const lines = cart.lines.map((line) => ({ variant: line.merchandise, quantity: line.quantity }));
  return { ...describeLines(lines), ...describeTotal(cart.cost.totalAmount) };
}

/** Identifiers, counts and the sum: none of what the buyer typed. */
export function describeCheckout(checkout: Checkout): GoodsFacts {
  return {
    checkoutToken: checkout.token ?? undefined,
    orderId: gid('Order', checkout.order?.id),
    locale: checkout.localization?.language?.isoCode?.toLowerCase(),
    ...describeLines(checkout.lineItems),
    ...describeTotal(checkout.totalPrice),
  };
}

/** Pixels get plain numbers on some pages and GIDs on others. */
export function gid(
  type: 'Product' | 'ProductVariant' | 'Collection' | 'Order',
  id: string | null | undefined,
): string | undefined {
  const number = id?.match(/(\d+)$/)?.[1];
  return number ? `gid://shopify/${type}/${number}` : undefined;
}

function describeLines(lines: { variant: ProductVariant | null; quantity: number }[]): GoodsFacts {
  const listed = lines.flatMap(({ variant, quantity }) => {
    const { productId, variantId, price } = variant ? describeVariant(variant) : {};
    return productId ? [{ productId, variantId, quantity, price }] : [];
  });
  return { lines: listed.slice(0, MAX_LINES), itemCount: lines.reduce((sum, line) => sum + line.quantity, 0) };
}

function describePrice(money: MoneyV2 | null | undefined): GoodsFacts {
  return money ? { price: money.amount, currency: money.currencyCode } : {};
}

function describeTotal(money: MoneyV2 | null | undefined): GoodsFacts {
  return money ? { total: money.amount, currency: money.currencyCode } : {};
}
