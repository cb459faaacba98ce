import express, { type Response, type Router } from 'express';
import { readAttributes, updateLines, type CartBody } from '../cart/cart-changes';
import { describeCart } from '../cart/cart-json';
import { CartRefusal, checkQuantity } from '../cart/cart-refusal';
import type { CartSessions } from '../cart/cart-session';
import { variantGid } from '../catalogue/storefront-ids';
import type { StorefrontOptions } from '../options';
import { cartPayload } from '../pixel/cart-payload';
import { catching } from './catching';
import type { PageRenderer } from './page-renderer';

/** The cart page, its plain form (which works without scripts), and permalinks such as `/cart/4711:2,4712:1`. */
export function createCartPage(
  { store }: StorefrontOptions,
  { render, renderPart }: PageRenderer,
  carts: CartSessions,
): Router {
  const router = express.Router();

  router.get(
    '/cart',
    catching(async (request, response) => {
      if (request.query.section === 'main') return renderPart(request, response, 'cart-main');
      if (request.query.section === 'count') return renderPart(request, response, 'cart-count');
      const session = carts.find(request);
      const cart = session ? cartPayload(describeCart(store.data, session.cart, session.key)) : null;
      await render(request, response, {
        template: 'cart',
        pageType: 'cart',
        title: 'Your cart',
        objects: { error: String(request.query.error ?? '') },
        events: [{ name: 'cart_viewed', data: { cart } }],
      });
    }),
  );

  router.post('/cart', (request, response) => {
    const body = request.body as CartBody;
    const { cart } = carts.findOrMake(request, response);
    answer(response, () => {
      store.setCartLines(cart.token, updateLines(store.data, cart, body.updates));
      store.setCartAttributes(cart.token, readAttributes(body.attributes));
      return 'checkout' in body ? startCheckout(cart.token) : '/cart';
    });
  });

  router.get(/^\/cart\/(\d+:\d+(?:,\d+:\d+)*)$/, (request, response) => {
    const wanted = (request.params[0] ?? '').split(',').map((pair) => pair.split(':'));
    const lines = wanted.map(([id, quantity]) => ({ variantId: variantGid(id ?? ''), quantity: Number(quantity) }));
    const { cart } = carts.findOrMake(request, response);
    answer(response, () => {
      lines.forEach((line) => checkQuantity(store.data, line.variantId, line.quantity, 0));
      store.setCartLines(cart.token, lines);
      return startCheckout(cart.token);
    });
  });

  router.get('/checkout', (request, response) => {
    const session = carts.find(request);
    answer(response, () => (session ? startCheckout(session.cart.token) : '/cart'));
  });

  function startCheckout(cartToken: string): string {
    const isEmpty = store.cart(cartToken)?.lines.length === 0;
    return isEmpty ? '/cart' : `/checkouts/${store.createCheckout(cartToken).token}`;
  }

  return router;
}

/** Redirects to where the action leads; back to the cart, with the reason, when it is refused. */
function answer(response: Response, act: () => string): void {
  try {
    response.redirect(302, act());
  } catch (error) {
    if (!(error instanceof CartRefusal)) throw error;
    response.redirect(302, `/cart?error=${encodeURIComponent(error.description)}`);
  }
}
