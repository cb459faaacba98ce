import express, { type Router } from 'express';
import type { StoreCheckout, StoreOrder } from '../../../store';
import type { CartSessions } from '../cart/cart-session';
import { findVariant } from '../catalogue/find-products';
import { hundredths } from '../catalogue/storefront-ids';
import type { StorefrontOptions } from '../options';
import { checkoutPayload } from '../pixel/checkout-payload';
import type { PageEvent } from '../pixel/page-setup';
import { catching } from './catching';
import type { PageRenderer } from './page-renderer';

type CheckoutEventName = 'checkout_started' | 'checkout_contact_info_submitted' | 'checkout_completed';

/** Checkout: contact, then payment, then the order's page. Each of its events is told once, by the first page after the step. */
export function createCheckoutPages(options: StorefrontOptions, { render }: PageRenderer, carts: CartSessions): Router {
  const { store } = options;
  const router = express.Router();
  const told = new Set<string>();

  /** The event, unless a page has told it already: a reload or a second visit tells nothing new. */
  function once(name: CheckoutEventName, checkout: StoreCheckout, order: StoreOrder | null = null): PageEvent[] {
    const mark = `${checkout.token} ${name}`;
    if (told.has(mark)) return [];
    told.add(mark);
    return [{ name, data: { checkout: checkoutPayload(store.data, checkout, order) } }];
  }

  const orderOf = (checkout: StoreCheckout) =>
    store.data.orders.find((order) => order.checkoutToken === checkout.token) ?? null;

  router.param('token', (_request, response, next, token: string) => {
    const checkout = store.checkout(token);
    if (!checkout) return next('route');
    response.locals.checkout = checkout;
    next();
  });
  const checkoutOf = (locals: Record<string, unknown>) => locals.checkout as StoreCheckout;

  router.get(
    '/checkouts/:token',
    catching(async (request, response) => {
      const checkout = checkoutOf(response.locals);
      if (checkout.completedAt) return response.redirect(302, `/checkouts/${checkout.token}/thank-you`);
      const isPaying = checkout.email !== null && request.query.step !== 'contact';
      const events = isPaying
        ? [...once('checkout_started', checkout), ...once('checkout_contact_info_submitted', checkout)]
        : once('checkout_started', checkout);
      await render(request, response, {
        template: isPaying ? 'checkout-pay' : 'checkout-contact',
        pageType: 'checkout',
        title: 'Checkout',
        objects: { checkout: summaryOf(options, checkout), error: String(request.query.error ?? '') },
        events,
      });
    }),
  );

  router.post('/checkouts/:token/contact', (request, response) => {
    const checkout = checkoutOf(response.locals);
    const { email, accepts_marketing: box, first_name, last_name } = request.body as Record<string, string | undefined>;
    const contact = {
      email: (email ?? '').trim(),
      acceptsMarketing: box === '1' || box === 'on',
      ...(first_name?.trim() ? { firstName: first_name.trim() } : {}),
      ...(last_name?.trim() ? { lastName: last_name.trim() } : {}),
    };
    const problem = refusalOf(() => store.submitContact(checkout.token, contact));
    response.redirect(
      302,
      `/checkouts/${checkout.token}${problem ? `?step=contact&error=${encodeURIComponent(problem)}` : ''}`,
    );
  });

  router.post('/checkouts/:token/pay', (_request, response) => {
    const checkout = checkoutOf(response.locals);
    const problem = checkout.completedAt ? '' : refusalOf(() => store.completeCheckout(checkout.token));
    response.redirect(
      302,
      `/checkouts/${checkout.token}${problem ? `?error=${encodeURIComponent(problem)}` : '/thank-you'}`,
    );
  });

  router.get(
    '/checkouts/:token/thank-you',
    catching(async (request, response) => {
      const checkout = checkoutOf(response.locals);
      const order = orderOf(checkout);
      if (!order) return response.redirect(302, `/checkouts/${checkout.token}`);
      await render(request, response, {
        template: 'checkout-done',
        pageType: 'checkout',
        title: `Order ${order.name}`,
        objects: {
          checkout: summaryOf(options, checkout),
          order: { ...order, total: hundredths(order.totalMinor, store.data.shop.currency) },
        },
        events: once('checkout_completed', checkout, order),
      });
    }),
  );

  // The link of an abandoned checkout: gives this browser the cart as well, wherever it was filled.
  router.get('/checkouts/:token/recover', (_request, response) => {
    const checkout = checkoutOf(response.locals);
    const cart = store.cart(checkout.cartToken);
    if (cart) carts.open(response, cart);
    response.redirect(302, `/checkouts/${checkout.token}`);
  });

  return router;
}

/** What the store says when it will not, or nothing when it did. */
function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.message;
    throw error;
  }
}

function summaryOf({ store }: StorefrontOptions, checkout: StoreCheckout) {
  const lines = checkout.lines.flatMap((line) => {
    const found = findVariant(store.data, line.variantId);
    if (!found) return [];
    const { product, variant } = found;
    const price = hundredths(variant.priceMinor, store.data.shop.currency);
    const variantTitle = variant.title === 'Default Title' ? '' : variant.title;
    return [
      {
        title: product.title,
        variant_title: variantTitle,
        quantity: line.quantity,
        line_price: price * line.quantity,
        image: product.images[0] ?? null,
      },
    ];
  });
  return {
    token: checkout.token,
    email: checkout.email,
    lines,
    subtotal: lines.reduce((sum, line) => sum + line.line_price, 0),
  };
}
