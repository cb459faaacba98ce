import type { Cart, CartLine } from '@shopify/web-pixels-extension';
import type { CartJson, LineJson } from '../cart/cart-json';

/** A cart as pixels get it, out of the Ajax API's JSON. Runs on the server and in the page. */
export function cartPayload(cart: CartJson): Cart {
  return {
    id: cart.token,
    attributes: Object.entries(cart.attributes).map(([key, value]) => ({ key, value })),
    cost: { totalAmount: { amount: cart.total_price / 100, currencyCode: cart.currency } },
    lines: cart.items.map((line) => cartLinePayload(line, line.quantity, cart.currency)),
    totalQuantity: cart.item_count,
  };
}

/** `quantity` is what the event is about: the pieces added or removed, or the whole line. */
export function cartLinePayload(line: LineJson, quantity: number, currencyCode: string): CartLine {
  return {
    quantity,
    cost: { totalAmount: { amount: (line.final_price * quantity) / 100, currencyCode } },
    merchandise: {
      id: String(line.variant_id),
      title: line.variant_title,
      untranslatedTitle: line.variant_title,
      sku: line.sku,
      image: { src: line.image },
      price: { amount: line.final_price / 100, currencyCode },
      product: {
        id: String(line.product_id),
        title: line.product_title,
        untranslatedTitle: line.product_title,
        type: line.product_type,
        url: line.url,
        vendor: line.vendor,
      },
    },
  };
}
