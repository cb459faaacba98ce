import type { Cart } from '@shopify/web-pixels-extension';
import type { CartJson, LineJson } from '../cart/cart-json';
import { cartLinePayload } from '../pixel/cart-payload';

type Publish = (name: 'product_added_to_cart' | 'product_removed_from_cart', data: object) => void;

const CART_CALL = /\/cart\/(add|change|update|clear)(\.js|\.json)?$/;

/**
 * Publishes what the theme's own calls of the Ajax API change in the cart, as Shopify does: it reads the answers of `fetch` and
 * compares them with the cart the page came with.
 */
export function watchCart(cart: Cart | null, currency: string, publish: Publish): void {
  const known = new Map<number, { quantity: number; line?: LineJson }>();
  cart?.lines.forEach(({ merchandise, quantity }) => known.set(Number(merchandise.id), { quantity }));

  const note = (line: LineJson, quantity: number): void => {
    const before = known.get(line.variant_id)?.quantity ?? 0;
    known.set(line.variant_id, { quantity, line });
    if (quantity > before)
      publish('product_added_to_cart', { cartLine: cartLinePayload(line, quantity - before, currency) });
    if (quantity < before)
      publish('product_removed_from_cart', { cartLine: cartLinePayload(line, before - quantity, currency) });
  };
  const noteCart = (after: CartJson): void => {
    after.items.forEach((line) => note(line, line.quantity));
    for (const [variantId, { line, quantity }] of known) {
      const isGone = quantity > 0 && !after.items.some((each) => each.variant_id === variantId);
      if (isGone && line) note(line, 0);
      else if (isGone) noteUnseen(cart, variantId, known, publish);
    }
  };
  observeAnswers((path, answer) => {
    if (isCart(answer)) noteCart(answer);
    else if (path.includes('/cart/add')) linesOf(answer).forEach((line) => note(line, line.quantity));
  });
}

/** A line that was in the cart when the page came and is gone now: told as the page's own set-up knows it. */
function noteUnseen(
  cart: Cart | null,
  variantId: number,
  known: Map<number, { quantity: number }>,
  publish: Publish,
): void {
  known.set(variantId, { quantity: 0 });
  const cartLine = cart?.lines.find((each) => Number(each.merchandise.id) === variantId);
  if (cartLine) publish('product_removed_from_cart', { cartLine });
}

/** Lets the page's calls pass untouched and hands on copies of the cart's successful answers. */
function observeAnswers(observe: (path: string, answer: unknown) => void): void {
  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const response = await send(input, init);
    const url = new URL(
      typeof input === 'string' || input instanceof URL ? String(input) : input.url,
      window.location.href,
    );
    if (response.ok && url.origin === window.location.origin && CART_CALL.test(url.pathname)) {
      const answer: unknown = await response
        .clone()
        .json()
        .catch(() => undefined);
      observe(url.pathname, answer);
    }
    return response;
  };
}

function isCart(answer: unknown): answer is CartJson {
  return typeof answer === 'object' && answer !== null && 'token' in answer && 'items' in answer;
}

function linesOf(answer: unknown): LineJson[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return 'items' in answer ? (answer.items as LineJson[]) : [answer as LineJson];
}
