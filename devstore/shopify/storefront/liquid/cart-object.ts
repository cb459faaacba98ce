import type { LiveStore } from '../../../live-store';
import type { StoreCart } from '../../../store';
import { shippingMinor } from '../../live-store/shipping';
import { describeCart } from '../cart/cart-json';
import { findVariant } from '../catalogue/find-products';
import { hundredths, variantGid } from '../catalogue/storefront-ids';
import { variantImage } from './product-image';

/** Liquid's `cart`: the Ajax API's JSON, each line with the picture of its variant, and what sending it would cost. */
export function cartObject(data: LiveStore['data'], cart: StoreCart, key: string) {
  const { items, ...json } = describeCart(data, cart, key);
  const subtotalMinor = cart.lines.reduce(
    (sum, line) => sum + (findVariant(data, line.variantId)?.variant.priceMinor ?? 0) * line.quantity,
    0,
  );
  return {
    ...json,
    items: items.map((item) => {
      const found = findVariant(data, variantGid(item.variant_id));
      return { ...item, picture: found ? variantImage(found.product, found.variant) : null };
    }),
    shipping: hundredths(shippingMinor(subtotalMinor), data.shop.currency),
  };
}

/** What Liquid finds as `cart` before there is one. */
export const emptyCartObject = (currency: string) => ({
  ...{ item_count: 0, items: [], attributes: {}, total_price: 0, shipping: 0, currency },
});
