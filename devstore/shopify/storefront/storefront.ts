import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import { createCustomerSessions } from './account/customer-session';
import { createAjaxApi } from './cart/ajax-api';
import { createCartForms } from './cart/cart-forms';
import { createCartSessions } from './cart/cart-session';
import { createDiscountLinks } from './cart/discount-links';
import { createLiveClock } from './live-clock';
import type { StorefrontOptions } from './options';
import { createAccountPages } from './pages/account-pages';
import { createBundler } from './pages/bundled-sections';
import { catching } from './pages/catching';
import { createCheckoutPages } from './pages/checkout-pages';
import { createContactForm } from './pages/contact-form';
import { urlOf, type PageCall } from './pages/page-call';
import { createPageRenderer } from './pages/page-renderer';
import { readVisitor, type Sessions } from './pages/read-visitor';
import { createShopPages, notFoundPage } from './pages/shop-pages';
import { createStaticFiles } from './pages/static-files';
import { suggestionsJson } from './search/suggestions';

export type { StorefrontOptions } from './options';
export { loadExtensions, type StorefrontExtensions } from './extension/load-extensions';

/** Prefixes under which Shopify lets an app proxy live. */
const PROXY_PATHS = /^\/(apps|a|community|tools)\//;

/** The shop as a shopper's browser meets it: pages, cart, checkout, Shopify's own scripts, and the app's embed and pixel as shipped. */
export function createStorefront(options: StorefrontOptions): Router {
  const { store } = options;
  const router = express.Router();
  const sessions: Sessions = {
    carts: createCartSessions(options),
    customers: createCustomerSessions(store, options.secret),
  };
  const renderer = createPageRenderer(options);
  const shopPage = createShopPages(store);
  const pageAt = (call: PageCall) => shopPage(call) ?? notFoundPage;
  const callOf = (request: Request, response: Response): PageCall => ({
    url: urlOf(request),
    visitor: readVisitor(options, sessions, request, response),
  });
  const desk = { store, renderer, callOf, ...sessions };

  // Before any body is parsed: the proxy passes bodies on untouched.
  router.use(proxyTo(options.appProxy?.(sessions.customers.numberOf)));
  router.use(createStaticFiles(options), createLiveClock(options.clock));
  router.use(express.json({ limit: '64kb' }), express.urlencoded({ extended: true, limit: '64kb' }));
  router.use(createAjaxApi(options, sessions.carts, createBundler(options, sessions, { pageAt, renderer })));
  router.use(createCartForms(options, sessions.carts), createDiscountLinks());
  router.use(createCheckoutPages(desk), createAccountPages(desk), createContactForm(options));
  router.get('/search/suggest.json', (request, response) => {
    response.json(suggestionsJson(store.data, urlOf(request).searchParams.get('q') ?? ''));
  });
  router.get(
    /^\//,
    catching((request, response) => {
      const call = callOf(request, response);
      return renderer.render(call, response, pageAt(call));
    }),
  );
  router.use((_request, response) => void response.sendStatus(404));
  router.use(sayWhatFailed);
  return router;
}

/** The whole path goes to the proxy, prefix and all; without an app behind it the path is not there. */
function proxyTo(appProxy: RequestHandler | undefined): RequestHandler {
  return (request, response, next) => {
    if (!PROXY_PATHS.test(request.path)) return next();
    if (appProxy) appProxy(request, response, next);
    else response.status(404).type('text').send('No app proxy is installed at this path.');
  };
}

/** Bodies that are no JSON are the caller's fault; all else is the stand-in's own, and says so in full. */
function sayWhatFailed(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const status = Number((error as { status?: number }).status) || 500;
  const text = error instanceof Error ? (status < 500 ? error.message : (error.stack ?? error.message)) : String(error);
  response.status(status).type('text').send(text);
}
