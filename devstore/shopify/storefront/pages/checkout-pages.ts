import express, { type RequestHandler, type Response, type Router } from 'express';
import type { StoreCheckout } from '../../../store';
import { applyNamedCode } from '../cart/discount-links';
import { catching } from './catching';
import { createCheckoutEvents, type CheckoutEvents } from './checkout-events';
import type { Desk } from './desk';
import { createOrderPages } from './order-pages';
import { queryText } from './page-call';
import { summariseCheckout } from './purchase-summary';

/** Checkout: contact, then delivery and payment, then the order's page. */
export function createCheckoutPages(desk: Desk): Router {
  const { store } = desk;
  const events = createCheckoutEvents(store);
  const router = express.Router();
  router.param('token', (_request, response, next, token: string) => {
    response.locals.checkout = store.checkout(token);
    next(response.locals.checkout ? undefined : 'route');
  });
  router.get('/checkouts/:token', stepPage(desk, events));
  router.post('/checkouts/:token/contact', takeContact(desk));
  router.post('/checkouts/:token/discount', takeDiscount(desk));
  router.post('/checkouts/:token/pay', takePayment(desk));
  router.get('/checkouts/:token/recover', recoverCart(desk));
  router.use(createOrderPages(desk, events));
  return router;
}

function stepPage({ store, renderer, callOf }: Desk, events: CheckoutEvents): RequestHandler {
  return catching(async (request, response) => {
    const checkout = applyNamedCode(store, request, checkoutOf(response));
    if (checkout.completedAt) return response.redirect(302, `${addressOf(checkout)}/thank-you`);
    const call = callOf(request, response);
    const isPaying = checkout.email !== null && request.query.step !== 'contact';
    const error = queryText(call.url, 'error');
    await renderer.render(call, response, {
      template: isPaying ? 'checkout-pay' : 'checkout-contact',
      pageType: 'checkout',
      title: 'Checkout',
      objects: {
        purchase: summariseCheckout(store.data, checkout),
        error,
        deliver_to: store.data.customers.find((each) => each.id === checkout.customerId)?.address ?? null,
      },
      events: [
        ...(isPaying ? events.atPayment(checkout) : events.atContact(checkout)),
        ...(error ? events.atAlert(error, isPaying) : []),
      ],
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

/** An empty field takes the code off again. */
function takeDiscount({ store }: Desk): RequestHandler {
  return (request, response) => {
    const checkout = checkoutOf(response);
    const code = ((request.body as Record<string, string | undefined>).code ?? '').trim();
    const problem = refusalOf(() => store.applyDiscountCode(checkout.token, code || null));
    response.redirect(302, `${addressOf(checkout)}${problem ? `?error=${encodeURIComponent(problem)}` : ''}`);
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

/** For the link of an abandoned checkout: gives this browser the cart as well, wherever it was filled, and the checkout the code that the link names. */
function recoverCart({ store, carts }: Desk): RequestHandler {
  return (request, response) => {
    const checkout = checkoutOf(response);
    applyNamedCode(store, request, checkout);
    const cart = store.cart(checkout.cartToken);
    if (cart) carts.open(response, cart);
    response.redirect(302, addressOf(checkout));
  };
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
