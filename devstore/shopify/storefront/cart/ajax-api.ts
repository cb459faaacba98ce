import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import type { StorefrontOptions } from '../options';
import { addLines, changeLine, describeAdded, readAttributes, updateLines, type CartBody } from './cart-changes';
import { describeCart } from './cart-json';
import { CartRefusal } from './cart-refusal';
import type { CartSession, CartSessions } from './cart-session';

/** Shopify's Ajax API for the cart: `/cart.js`, `/cart/add.js`, `/cart/update.js`, `/cart/change.js`, `/cart/clear.js`. */
export function createAjaxApi({ store }: StorefrontOptions, carts: CartSessions): Router {
  const router = express.Router();
  const cartOf = ({ cart, key }: CartSession) => describeCart(store.data, cart, key);

  router.get(['/cart.js', '/cart.json'], (request, response) => {
    response.json(cartOf(carts.findOrMake(request, response)));
  });
  post(router, '/cart/add', (request, response) => {
    const { cart } = carts.findOrMake(request, response);
    const body = request.body as CartBody;
    const { lines, added } = addLines(store.data, cart, body);
    return describeAdded(store.data, store.setCartLines(cart.token, lines), added, body);
  });
  post(router, '/cart/change', (request, response) => {
    const { cart, key } = carts.findOrMake(request, response);
    const lines = changeLine(store.data, cart, request.body as CartBody);
    return cartOf({ cart: store.setCartLines(cart.token, lines), key });
  });
  post(router, '/cart/update', (request, response) => {
    const { cart, key } = carts.findOrMake(request, response);
    const body = request.body as CartBody;
    const lines = updateLines(store.data, cart, body.updates);
    store.setCartLines(cart.token, lines);
    return cartOf({ cart: store.setCartAttributes(cart.token, readAttributes(body.attributes)), key });
  });
  post(router, '/cart/clear', (request, response) => {
    const { cart, key } = carts.findOrMake(request, response);
    return cartOf({ cart: store.setCartLines(cart.token, []), key });
  });
  return router;
}

/** `PATH.js` answers JSON; the same path without an ending, as plain forms post it, leads back to the cart page. */
function post(router: Router, path: string, act: (request: Request, response: Response) => unknown): void {
  const answer: RequestHandler = (request, response, next) => {
    try {
      const result = act(request, response);
      if (/\.js(on)?$/.test(request.path)) response.json(result);
      else response.redirect(302, '/cart');
    } catch (error) {
      refuse(error, request, response, next);
    }
  };
  router.post([path, `${path}.js`, `${path}.json`], answer);
}

function refuse(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (!(error instanceof CartRefusal)) return next(error);
  if (/\.js(on)?$/.test(request.path)) response.status(error.httpStatus).json(error);
  else response.redirect(302, `/cart?error=${encodeURIComponent(error.description)}`);
}
