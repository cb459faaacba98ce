import express, { type RequestHandler, type Response, type Router } from 'express';
import type { LiveStore } from '../../../live-store';
import type { StoreCheckout, StoreOrder } from '../../../store';
import type { CartSessions } from '../cart/cart-session';
import { numericId } from '../catalogue/storefront-ids';
import type { StorefrontOptions } from '../options';
import { catching } from './catching';
import { createCheckoutEvents, type CheckoutEvents } from './checkout-events';
import type { PageRenderer } from './page-renderer';
import { summariseCheckout, summariseOrder } from './purchase-summary';
import { queryText } from './query-text';

interface Desk {
  store: LiveStore;
  events: CheckoutEvents;
  renderer: PageRenderer;
  carts: CartSessions;
}

/** Checkout: contact, then payment, then the order's page. */
export function createCheckoutPages({ store }: StorefrontOptions, renderer: PageRenderer, carts: CartSessions): Router {
  const desk: Desk = { store, renderer, carts, events: createCheckoutEvents(store) };
  const router = express.Router();
  router.param('token', (_request, response, next, token: string) => {
    response.locals.checkout = store.checkout(token);
    next(response.locals.checkout ? undefined : 'route');
  });
  router.get('/checkouts/:token', stepPage(desk));
  router.post('/checkouts/:token/contact', takeContact(desk));
  router.post('/checkouts/:token/pay', takePayment(desk));
  router.get('/checkouts/:token/thank-you', orderPage(desk));
  router.get('/checkouts/:token/recover', recoverCart(desk));
  router.get('/orders/:number/authenticate', statusPage(desk));
  return router;
}

function stepPage({ store, events, renderer }: Desk): RequestHandler {
  return catching(async (request, response) => {
    const checkout = checkoutOf(response);
    if (checkout.completedAt) return response.redirect(302, `${addressOf(checkout)}/thank-you`);
    const isPaying = checkout.email !== null && request.query.step !== 'contact';
    await renderer.render(request, response, {
      template: isPaying ? 'checkout-pay' : 'checkout-contact',
      pageType: 'checkout',
      title: 'Checkout',
      objects: { purchase: summariseCheckout(store.data, checkout), error: queryText(request, 'error') },
      events: isPaying ? events.atPayment(checkout) : events.atContact(checkout),
    });
  });
}

function takeContact({ store }: Desk): RequestHandler {
  return (request, response) => {
    const checkout = checkoutOf(response);
    const fields = request.body as Record<string, string | undefined>;
    const [firstName, lastName] = [fields.first_name?.trim(), fields.last_name?.trim()];
    const contact = {
      email: (fields.email ?? '').trim(),
      acceptsMarketing: fields.accepts_marketing === '1',
      ...(firstName ? { firstName } : {}),
      ...(lastName ? { lastName } : {}),
    };
    const problem = refusalOf(() => store.submitContact(checkout.token, contact));
    const back = problem ? `?step=contact&error=${encodeURIComponent(problem)}` : '';
    response.redirect(302, `${addressOf(checkout)}${back}`);
  };
}

function takePayment({ store }: Desk): RequestHandler {
  return (_request, response) => {
    const checkout = checkoutOf(response);
    // A second press of the button finds the order made.
    const problem = checkout.completedAt ? undefined : refusalOf(() => store.completeCheckout(checkout.token));
    response.redirect(302, `${addressOf(checkout)}${problem ? `?error=${encodeURIComponent(problem)}` : '/thank-you'}`);
  };
}

function orderPage({ store, events, renderer }: Desk): RequestHandler {
  return catching(async (request, response) => {
    const checkout = checkoutOf(response);
    const order = store.data.orders.find((each) => each.checkoutToken === checkout.token);
    if (!order) return response.redirect(302, addressOf(checkout));
    await renderer.render(request, response, {
      template: 'order',
      pageType: 'checkout',
      title: `Order ${order.name}`,
      objects: { order, purchase: summariseOrder(store.data, order), status: statusOf(order), isNew: true },
      events: events.atOrder(checkout, order),
    });
  });
}

/** The page behind an order's `statusPageUrl`, for orders of any age. */
function statusPage({ store, renderer }: Desk): RequestHandler {
  return catching(async (request, response, next) => {
    const order = store.data.orders.find((each) => String(numericId(each.id)) === request.params.number);
    if (!order) return next();
    await renderer.render(request, response, {
      template: 'order',
      pageType: 'checkout',
      title: `Order ${order.name}`,
      objects: { order, purchase: summariseOrder(store.data, order), status: statusOf(order), isNew: false },
    });
  });
}

/** For the link of an abandoned checkout: gives this browser the cart as well, wherever it was filled. */
function recoverCart({ store, carts }: Desk): RequestHandler {
  return (_request, response) => {
    const checkout = checkoutOf(response);
    const cart = store.cart(checkout.cartToken);
    if (cart) carts.open(response, cart);
    response.redirect(302, addressOf(checkout));
  };
}

function statusOf(order: StoreOrder): string {
  if (order.cancelledAt) return 'was cancelled';
  return order.fulfillmentStatus === 'FULFILLED' ? 'is on its way' : 'is confirmed';
}

function checkoutOf(response: Response): StoreCheckout {
  return response.locals.checkout as StoreCheckout;
}

function addressOf(checkout: StoreCheckout): string {
  return `/checkouts/${checkout.token}`;
}

/** What the store says when it will not, or nothing when it did. The store's refusals carry a code; anything else is a fault. */
function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.message;
    throw error;
  }
}
