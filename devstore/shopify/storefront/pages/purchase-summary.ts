import type { LiveStore } from '../../../live-store';
import type { StoreCheckout, StoreOrder } from '../../../store';
import { shippingMinor } from '../../live-store/shipping';
import { findVariant } from '../catalogue/find-products';
import { hundredths } from '../catalogue/storefront-ids';
import { drawnImage, imageObject, variantImage, type ImageObject } from '../liquid/product-image';

type Data = LiveStore['data'];

/** What the templates of checkout and order show beside their text. Money is hundredths of the currency's unit. */
export interface PurchaseSummary {
  token: string | null;
  email: string | null;
  discount_code: string | null;
  lines: {
    title: string;
    variant_title: string;
    quantity: number;
    line_price: number;
    image: ImageObject | null;
  }[];
  subtotal: number;
  discount: number;
  shipping: number;
  total: number;
  is_paid: boolean;
}

export function summariseCheckout(data: Data, checkout: StoreCheckout): PurchaseSummary {
  const found = checkout.lines.flatMap(({ variantId, quantity }) => {
    const place = findVariant(data, variantId);
    return place ? [{ ...place, quantity }] : [];
  });
  const subtotalMinor = found.reduce((sum, { variant, quantity }) => sum + variant.priceMinor * quantity, 0);
  const shipMinor = shippingMinor(subtotalMinor);
  const lines = found.map(({ product, variant, quantity }) => ({
    ...{ title: product.title, variant_title: shownTitle(variant.title), quantity },
    line_price: hundredths(variant.priceMinor * quantity, data.shop.currency),
    image: variantImage(product, variant),
  }));
  const { token, email, discountCode: discount_code = null } = checkout;
  return {
    token,
    email,
    discount_code,
    lines,
    ...sums(data, { subtotalMinor, shipMinor, discountMinor: 0 }),
    is_paid: false,
  };
}

export function summariseOrder(data: Data, order: StoreOrder): PurchaseSummary {
  const lines = order.lines.map((line) => ({
    ...{ title: line.title, variant_title: shownTitle(line.variantTitle ?? ''), quantity: line.quantity },
    line_price: hundredths(line.priceMinor * line.quantity, data.shop.currency),
    image: imageOf(data, line),
  }));
  const { checkoutToken: token, email, discountMinor, shippingMinor: shipMinor } = order;
  const subtotalMinor = order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  const total = hundredths(order.totalMinor, data.shop.currency);
  const discount_code = order.discountCodes[0] ?? null;
  return {
    token,
    email,
    discount_code,
    lines,
    ...sums(data, { subtotalMinor, shipMinor, discountMinor }),
    total,
    is_paid: true,
  };
}

interface Amounts {
  subtotalMinor: number;
  shipMinor: number;
  discountMinor: number;
}

function sums({ shop: { currency } }: Data, { subtotalMinor, shipMinor, discountMinor }: Amounts) {
  return {
    subtotal: hundredths(subtotalMinor, currency),
    discount: hundredths(discountMinor, currency),
    shipping: hundredths(shipMinor, currency),
    total: hundredths(subtotalMinor - discountMinor + shipMinor, currency),
  };
}

function imageOf(data: Data, { variantId, productId }: StoreOrder['lines'][number]): ImageObject | null {
  const place = variantId ? findVariant(data, variantId) : undefined;
  if (place) return variantImage(place.product, place.variant);
  const product = data.products.find((each) => each.id === productId);
  if (!product) return null;
  return product.images[0] ? imageObject(product.images[0], product) : drawnImage(product);
}

function shownTitle(variantTitle: string): string {
  return variantTitle === 'Default Title' ? '' : variantTitle;
}
