import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import type { StorefrontOptions } from '../options';
import { addLines, changeLine, describeAdded, readAttributes, updateLines, type CartBody } from './cart-changes';
import { describeCart } from './cart-json';
import { CartRefusal } from './cart-refusal';
import type { CartSession, CartSessions } from './cart-session';

/** Renders the sections that a body asks for with the cart as it is now; undefined when it asks for none. */
export type BundleSections = (
  request: Request,
  response: Response,
  session: CartSession,
) => Promise<object | undefined>;

/** A call that changes the cart: what it makes of it, and its answer. */
type Change = (session: CartSession, body: CartBody) => object | undefined;

/** Shopify's Ajax API for the cart: `/cart.js`, `/cart/add.js`, `/cart/update.js`, `/cart/change.js`, `/cart/clear.js`. */
export function createAjaxApi({ store }: StorefrontOptions, carts: CartSessions, bundle: BundleSections): Router {
  const router = express.Router();
  const cartOf = ({ cart, key }: CartSession) => describeCart(store.data, cart, key);

  router.get(['/cart.js', '/cart.json'], (request, response) => {
    response.json(cartOf(carts.findOrMake(request, response)));
  });
  const changes: Record<string, Change> = {
    '/cart/add': ({ cart }, body) => {
      const { lines, added } = addLines(store.data, cart, body);
      return describeAdded(store.data, store.setCartLines(cart.token, lines), added, body);
    },
    '/cart/change': ({ cart, key }, body) =>
      cartOf({ cart: store.setCartLines(cart.token, changeLine(store.data, cart, body)), key }),
    '/cart/update': ({ cart, key }, body) => {
      store.setCartLines(cart.token, updateLines(store.data, cart, body.updates));
      return cartOf({ cart: store.setCartAttributes(cart.token, readAttributes(body.attributes)), key });
    },
    '/cart/clear': ({ cart, key }) => cartOf({ cart: store.setCartLines(cart.token, []), key }),
  };
  for (const [path, change] of Object.entries(changes))
    router.post([path, `${path}.js`, `${path}.json`], answerWith(change, carts, bundle));
  return router;
}

/** `PATH.js` answers JSON; the same path without an ending, as plain forms post it, leads back to the cart page. */
function answerWith(change: Change, carts: CartSessions, bundle: BundleSections): RequestHandler {
  return (request, response, next) => {
    const act = async () => {
      const session = carts.findOrMake(request, response);
      const answer = change(session, request.body as CartBody);
      if (!isScripted(request)) return response.redirect(302, '/cart');
      const sections = await bundle(request, response, session);
      response.json(sections ? { ...answer, sections } : answer);
    };
    act().catch((error: unknown) => refuse(error, request, response, next));
  };
}

const isScripted = ({ path }: Request): boolean => /\.js(on)?$/.test(path);

function refuse(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (!(error instanceof CartRefusal)) return next(error);
  if (isScripted(request)) response.status(error.httpStatus).json(error);
  else response.redirect(302, `/cart?error=${encodeURIComponent(error.description)}`);
}
