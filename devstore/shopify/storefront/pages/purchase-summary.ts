import type { LiveStore } from '../../../live-store';
import type { StoreCheckout, StoreOrder } from '../../../store';
import { findVariant } from '../catalogue/find-products';
import { hundredths } from '../catalogue/storefront-ids';

/** What the templates of checkout and order show beside their text. Money is hundredths of the currency's unit. */
export interface PurchaseSummary {
  token: string | null;
  email: string | null;
  lines: {
    title: string;
    variant_title: string;
    quantity: number;
    line_price: number;
    image: { url: string } | null;
  }[];
  /** What was paid, or what the lines cost so far. */
  total: number;
  isPaid: boolean;
}

export function summariseCheckout(data: LiveStore['data'], checkout: StoreCheckout): PurchaseSummary {
  const lines = checkout.lines.flatMap((line) => {
    const found = findVariant(data, line.variantId);
    if (!found) return [];
    const { product, variant } = found;
    const price = hundredths(variant.priceMinor, data.shop.currency);
    const naming = { title: product.title, variant_title: shownTitle(variant.title), image: product.images[0] ?? null };
    return [{ ...naming, quantity: line.quantity, line_price: price * line.quantity }];
  });
  const total = lines.reduce((sum, line) => sum + line.line_price, 0);
  return { token: checkout.token, email: checkout.email, lines, total, isPaid: false };
}

export function summariseOrder(data: LiveStore['data'], order: StoreOrder): PurchaseSummary {
  const { currency } = data.shop;
  const lines = order.lines.map((line) => ({
    title: line.title,
    variant_title: shownTitle(line.variantTitle ?? ''),
    quantity: line.quantity,
    line_price: hundredths(line.priceMinor * line.quantity, currency),
    image: data.products.find((product) => product.id === line.productId)?.images[0] ?? null,
  }));
  const total = hundredths(order.totalMinor, currency);
  return { token: order.checkoutToken, email: order.email, lines, total, isPaid: true };
}

function shownTitle(variantTitle: string): string {
  return variantTitle === 'Default Title' ? '' : variantTitle;
}
