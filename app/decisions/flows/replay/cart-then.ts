import { cartValueMinor, itemCount } from '~/capture/carts/cart';
import type { FactKey, FactValue } from '~/customers/rules/facts';
import type { PastCart, PersonPast, ShopPast, Then, ToldEvent } from './past';

/** What a cart was at a moment. */
export interface CartThen {
  token: string;
  itemCount: number;
  productIds: readonly string[];
  /** Null: nobody can tell. */
  valueMinor: number | null;
  linesChangedAt: number;
  isBought: boolean;
}

/** A cart as it was: its reports told how many things were in it and which products, not how many of each. Null: it was not there yet. */
export function cartThen(past: PersonPast, shop: ShopPast, then: Then, token: string): CartThen | null {
  const cart = past.carts.find((each) => each.token === token);
  if (!cart) return null;
  const told = past.events.slice(0, then.known).filter((event) => event.cartToken === token && isOfCart(event));
  const isBought = wasBought(past, then, cart);
  const last = told.at(-1);
  if (!last) return untold(cart, then, isBought);
  const changedAt = lastChange(told);
  const linesChangedAt = cart.linesChangedAt <= then.at ? Math.max(cart.linesChangedAt, changedAt) : changedAt;
  const contents = contentsOf(last);
  const { count, products } = contents;
  const valueMinor = valueThen(cart, contents, shop);
  return { token, itemCount: count, productIds: products, valueMinor, linesChangedAt, isBought };
}

/** All carts there were by then. */
export const cartsThen = (past: PersonPast, shop: ShopPast, then: Then): CartThen[] =>
  past.carts.flatMap(({ token }) => cartThen(past, shop, then, token) ?? []);

/** The cart that changed last by then. */
export function newestCart(past: PersonPast, shop: ShopPast, then: Then): CartThen | null {
  return cartsThen(past, shop, then).reduce<CartThen | null>(
    (newest, cart) => (newest && newest.linesChangedAt >= cart.linesChangedAt ? newest : cart),
    null,
  );
}

/** As facts of rules. */
export const factsOfCart = (cart: CartThen): Partial<Record<FactKey, FactValue>> => ({
  'cart.itemCount': cart.itemCount,
  'cart.valueMinor': cart.valueMinor,
  'cart.linesChangedAt': new Date(cart.linesChangedAt).toISOString(),
  'cart.isBought': cart.isBought,
});

const isOfCart = ({ type }: ToldEvent): boolean => type === 'cart_updated' || type === 'checkout_updated';

interface Contents {
  count: number;
  products: readonly string[];
}

function contentsOf({ properties }: ToldEvent): Contents {
  const { itemCount: count, productIds } = properties;
  return {
    count: typeof count === 'number' ? count : 0,
    products: Array.isArray(productIds) ? [...(productIds as string[])].sort() : [],
  };
}

function contentsNow({ lines }: PastCart): Contents {
  const held = lines.filter(({ quantity }) => quantity > 0);
  return { count: itemCount([...lines]), products: [...new Set(held.map(({ productId }) => productId))].sort() };
}

const isSame = (a: Contents, b: Contents): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The last report that told of other contents than the one before it. */
function lastChange(told: readonly ToldEvent[]): number {
  let changedAt = -Infinity;
  let before: Contents | null = null;
  for (const event of told) {
    const contents = contentsOf(event);
    if (!before || !isSame(before, contents)) changedAt = Math.max(changedAt, event.at);
    before = contents;
  }
  return changedAt;
}

/** Of a cart of which no event told by then, what is stored is all there is: as long as it was so already. */
function untold(cart: PastCart, then: Then, isBought: boolean): CartThen | null {
  const { token, linesChangedAt } = cart;
  if (linesChangedAt > then.at) return null;
  const lines = [...cart.lines];
  const { count, products } = contentsNow(cart);
  return {
    ...{ token, itemCount: count, productIds: products, valueMinor: cartValueMinor(lines), linesChangedAt, isBought },
  };
}

/** Exact where it holds what it holds now; else so many things at the usual price of its products. */
function valueThen(cart: PastCart, contents: Contents, { pricesMinor }: ShopPast): number | null {
  const lines = [...cart.lines];
  if (isSame(contentsNow(cart), contents)) return cartValueMinor(lines);
  const prices = contents.products.flatMap((id) => pricesMinor.get(id) ?? []);
  if (contents.count === 0) return 0;
  if (prices.length === 0) return null;
  return Math.round((prices.reduce((sum, price) => sum + price, 0) / prices.length) * contents.count);
}

function wasBought(past: PersonPast, then: Then, cart: PastCart): boolean {
  const orders = past.orders.filter(
    ({ cartToken, checkoutToken }) =>
      cartToken === cart.token || (checkoutToken !== null && checkoutToken === cart.checkoutToken),
  );
  if (orders.length > 0)
    return orders.some(({ nth, placedAt }) => (nth === null ? placedAt <= then.at : nth < then.known));
  return cart.completedAt !== null && cart.completedAt <= then.at;
}
