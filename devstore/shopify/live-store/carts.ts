import type { CartLineInput } from '../../live-store';
import type { StoreCart } from '../../store';
import { found, type LiveState } from './state';
import { isForSale, sellableQuantity } from './stock';
import { StoreRefusal } from './refusal';

const tokenLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The token as webhooks and orders carry it: `cart.js` and the cart cookie append `?key=…`. */
export function bareCartToken(token: string): string {
  return token.split('?')[0] ?? token;
}

export function createCart(state: LiveState): StoreCart {
  const at = state.clock.now().toISOString();
  const token = `hWN${Array.from({ length: 29 }, () => state.random.pick([...tokenLetters])).join('')}`;
  const cart: StoreCart = { token, createdAt: at, updatedAt: at, attributes: {}, lines: [] };
  state.carts.set(token, { cart, isAnnounced: false });
  return cart;
}

export function setCartLines(state: LiveState, token: string, lines: CartLineInput[]): StoreCart {
  const wanted = mergeLines(lines).map((line) => ({ ...line, productId: checkLine(state, line) }));
  const same = JSON.stringify(findCart(state, token).cart.lines) === JSON.stringify(wanted);
  return same ? findCart(state, token).cart : changeCart(state, token, (cart) => void (cart.lines = wanted));
}

export function setCartAttributes(state: LiveState, token: string, attributes: Record<string, string>): StoreCart {
  const { cart } = findCart(state, token);
  const merged = { ...cart.attributes, ...attributes };
  // An attribute set to the empty string is how the Ajax API removes one.
  const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  if (JSON.stringify(kept) === JSON.stringify(cart.attributes)) return cart;
  return changeCart(state, token, (each) => void (each.attributes = kept));
}

export function findCart(state: LiveState, token: string) {
  return found(state.carts.get(bareCartToken(token)), `cart ${bareCartToken(token)}`);
}

/** Unchanged carts never come here: since 12 October 2026 they send no webhook. */
function changeCart(state: LiveState, token: string, change: (cart: StoreCart) => void): StoreCart {
  const record = findCart(state, token);
  return state.act((tell, now) => {
    change(record.cart);
    record.cart.updatedAt = now;
    tell({ topic: record.isAnnounced ? 'carts/update' : 'carts/create', cart: record.cart });
    record.isAnnounced = true;
    return record.cart;
  });
}

function mergeLines(lines: CartLineInput[]): CartLineInput[] {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    if (!Number.isInteger(quantity) || quantity < 0) {
      throw new StoreRefusal(
        'invalid',
        `The quantity of ${variantId} is ${quantity}; give a whole number of 0 or more.`,
      );
    }
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  }
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity })).filter((line) => line.quantity > 0);
}

/** Returns the product's id, or refuses the line. */
function checkLine(state: LiveState, line: CartLineInput): string {
  const { product, variant } = found(state.variants.get(line.variantId), `variant ${line.variantId}`);
  const name = `${product.title} (${variant.title}, ${variant.id})`;
  if (!isForSale(product)) throw new StoreRefusal('sold-out', `${name} is not on the online store.`);
  const available = sellableQuantity(variant);
  if (available < line.quantity) {
    throw new StoreRefusal('sold-out', `${name}: ${line.quantity} wanted, ${Math.max(0, available)} in stock.`);
  }
  return product.id;
}
