import express, { type Router } from 'express';
import type { StoreOrder } from '../../../store';
import { numericId } from '../catalogue/storefront-ids';
import { catching } from './catching';
import type { CheckoutEvents } from './checkout-events';
import type { Desk } from './desk';
import type { Page } from './page';
import { summariseOrder } from './purchase-summary';

/** The page of thanks after paying, and the one behind an order's `statusPageUrl`, for orders of any age. */
export function createOrderPages({ store, renderer, callOf }: Desk, events: CheckoutEvents): Router {
  const router = express.Router();
  const pageOf = (order: StoreOrder, isNew: boolean): Page => ({
    template: 'order',
    pageType: 'checkout',
    title: `Order ${order.name}`,
    objects: { order, purchase: summariseOrder(store.data, order), status: statusOf(order), is_new: isNew },
  });
  router.get(
    '/checkouts/:token/thank-you',
    catching(async (request, response, next) => {
      const checkout = store.checkout(request.params.token ?? '');
      if (!checkout) return next();
      const order = store.data.orders.find((each) => each.checkoutToken === checkout.token);
      if (!order) return response.redirect(302, `/checkouts/${checkout.token}`);
      const page = { ...pageOf(order, true), events: events.atOrder(checkout, order) };
      await renderer.render(callOf(request, response), response, page);
    }),
  );
  router.get(
    '/orders/:number/authenticate',
    catching(async (request, response, next) => {
      const order = store.data.orders.find((each) => String(numericId(each.id)) === request.params.number);
      if (!order) return next();
      await renderer.render(callOf(request, response), response, pageOf(order, false));
    }),
  );
  return router;
}

function statusOf(order: StoreOrder): string {
  if (order.cancelledAt) return 'was cancelled';
  return order.fulfillmentStatus === 'FULFILLED' ? 'is on its way' : 'is confirmed';
}
