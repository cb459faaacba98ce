import express, { type Request, type Response, type Router } from 'express';
import type { LiveStore } from '../../../live-store';
import { variantGid } from '../catalogue/storefront-ids';
import type { StorefrontOptions } from '../options';
import { readAttributes, updateLines, type CartBody } from './cart-changes';
import { CartRefusal, checkQuantity } from './cart-refusal';
import type { CartSessions } from './cart-session';
import { applyWaitingCode } from './discount-links';

const PERMALINK = /^\/cart\/(\d+:\d+(?:,\d+:\d+)*)$/;

/** The cart page's plain form (which works without scripts), permalinks such as `/cart/4711:2,4712:1`, and the way to checkout. */
export function createCartForms({ store }: StorefrontOptions, carts: CartSessions): Router {
  const router = express.Router();
  router.post('/cart', (request, response) => {
    const body = request.body as CartBody;
    const { cart } = carts.findOrMake(request, response);
    leadOn(response, () => {
      store.setCartLines(cart.token, updateLines(store.data, cart, body.updates));
      store.setCartAttributes(cart.token, readAttributes(body.attributes));
      return 'checkout' in body ? startCheckout(store, request, cart.token) : '/cart';
    });
  });
  router.get(PERMALINK, (request, response) => {
    const { cart } = carts.findOrMake(request, response);
    leadOn(response, () => {
      store.setCartLines(cart.token, readPermalink(store, request.params[0] ?? ''));
      return startCheckout(store, request, cart.token);
    });
  });
  router.get('/checkout', (request, response) => {
    const session = carts.find(request);
    leadOn(response, () => (session ? startCheckout(store, request, session.cart.token) : '/cart'));
  });
  return router;
}

function readPermalink(store: LiveStore, text: string) {
  const lines = text.split(',').map((pair) => {
    const [id = '', quantity] = pair.split(':');
    return { variantId: variantGid(id), quantity: Number(quantity) };
  });
  lines.forEach((line) => checkQuantity(store.data, line.variantId, line.quantity, 0));
  return lines;
}

function startCheckout(store: LiveStore, request: Request, cartToken: string): string {
  const isEmpty = store.cart(cartToken)?.lines.length === 0;
  if (isEmpty) return '/cart';
  return `/checkouts/${applyWaitingCode(store, request, store.createCheckout(cartToken)).token}`;
}

/** Redirects to where the action leads; back to the cart, with the reason, when it is refused. */
function leadOn(response: Response, act: () => string): void {
  try {
    response.redirect(302, act());
  } catch (error) {
    if (!(error instanceof CartRefusal)) throw error;
    response.redirect(302, `/cart?error=${encodeURIComponent(error.description)}`);
  }
}
