import express, { type RequestHandler, type Response, type Router } from 'express';
import type { LiveStore } from '../../../live-store';
import { readAttributes, updateLines, type CartBody } from '../cart/cart-changes';
import { describeCart } from '../cart/cart-json';
import { CartRefusal, checkQuantity } from '../cart/cart-refusal';
import type { CartSessions } from '../cart/cart-session';
import { variantGid } from '../catalogue/storefront-ids';
import type { StorefrontOptions } from '../options';
import { cartPayload } from '../pixel/cart-payload';
import { catching } from './catching';
import type { PageRenderer } from './page-renderer';
import { queryText } from './query-text';

const PERMALINK = /^\/cart\/(\d+:\d+(?:,\d+:\d+)*)$/;

/** The cart page, its plain form (which works without scripts), and permalinks such as `/cart/4711:2,4712:1`. */
export function createCartPage({ store }: StorefrontOptions, renderer: PageRenderer, carts: CartSessions): Router {
  const router = express.Router();
  router.get('/cart', cartPage(store, renderer, carts));
  router.post('/cart', (request, response) => {
    const body = request.body as CartBody;
    const { cart } = carts.findOrMake(request, response);
    leadOn(response, () => {
      store.setCartLines(cart.token, updateLines(store.data, cart, body.updates));
      store.setCartAttributes(cart.token, readAttributes(body.attributes));
      return 'checkout' in body ? startCheckout(store, cart.token) : '/cart';
    });
  });
  router.get(PERMALINK, (request, response) => {
    const { cart } = carts.findOrMake(request, response);
    leadOn(response, () => {
      store.setCartLines(cart.token, readPermalink(store, request.params[0] ?? ''));
      return startCheckout(store, cart.token);
    });
  });
  router.get('/checkout', (request, response) => {
    const session = carts.find(request);
    leadOn(response, () => (session ? startCheckout(store, session.cart.token) : '/cart'));
  });
  return router;
}

function cartPage(store: LiveStore, { render, renderPart }: PageRenderer, carts: CartSessions): RequestHandler {
  return catching(async (request, response) => {
    if (request.query.section === 'main') return renderPart(request, response, 'cart-main');
    if (request.query.section === 'count') return renderPart(request, response, 'cart-count');
    const session = carts.find(request);
    const cart = session ? cartPayload(describeCart(store.data, session.cart, session.key)) : null;
    await render(request, response, {
      template: 'cart',
      pageType: 'cart',
      title: 'Your cart',
      objects: { error: queryText(request, 'error') },
      events: [{ name: 'cart_viewed', data: { cart } }],
    });
  });
}

function readPermalink(store: LiveStore, text: string) {
  const lines = text.split(',').map((pair) => {
    const [id = '', quantity] = pair.split(':');
    return { variantId: variantGid(id), quantity: Number(quantity) };
  });
  lines.forEach((line) => checkQuantity(store.data, line.variantId, line.quantity, 0));
  return lines;
}

function startCheckout(store: LiveStore, cartToken: string): string {
  const isEmpty = store.cart(cartToken)?.lines.length === 0;
  return isEmpty ? '/cart' : `/checkouts/${store.createCheckout(cartToken).token}`;
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
