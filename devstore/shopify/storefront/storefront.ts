import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import { createAjaxApi } from './cart/ajax-api';
import { createCartSessions } from './cart/cart-session';
import type { StorefrontOptions } from './options';
import { createCartPage } from './pages/cart-page';
import { createCataloguePages } from './pages/catalogue-pages';
import { createCheckoutPages } from './pages/checkout-pages';
import { createContactForm } from './pages/contact-form';
import { createPageRenderer, type PageRenderer } from './pages/page-renderer';
import { createStaticFiles } from './pages/static-files';

export type { StorefrontOptions } from './options';
export { loadExtensions, type StorefrontExtensions } from './extension/load-extensions';

/** Prefixes under which Shopify lets an app proxy live. */
const PROXY_PATHS = /^\/(apps|a|community|tools)\//;

/** The shop as a shopper's browser meets it: pages, cart, checkout, Shopify's own scripts, and the app's embed and pixel as shipped. */
export function createStorefront(options: StorefrontOptions): Router {
  const router = express.Router();
  const carts = createCartSessions(options);
  const renderer = createPageRenderer(options, carts);

  // Before any body is parsed: the proxy passes bodies on untouched.
  router.use(proxyTo(options.appProxy));
  router.use(createStaticFiles(options));
  router.use(express.json({ limit: '64kb' }), express.urlencoded({ extended: true, limit: '64kb' }));
  router.use(createAjaxApi(options, carts));
  router.use(createCataloguePages(options, renderer));
  router.use(createCartPage(options, renderer, carts));
  router.use(createCheckoutPages(options, renderer, carts));
  router.use(createContactForm(options));
  router.get('/account', (_request, response) => response.redirect(302, '/account/login'));
  router.get('/account/login', (request, response) =>
    renderer.render(request, response, { template: 'account-login', pageType: 'customers/login', title: 'Log in' }),
  );
  router.use(notFound(renderer));
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

function notFound({ render }: PageRenderer): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET') return void response.sendStatus(404);
    render(request, response, { template: 'not-found', pageType: '404', title: 'Page not found', status: 404 }).catch(
      next,
    );
  };
}

/** Bodies that are no JSON are the caller's fault; all else is the stand-in's own, and says so in full. */
function sayWhatFailed(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const status = Number((error as { status?: number }).status) || 500;
  const text = error instanceof Error ? (status < 500 ? error.message : (error.stack ?? error.message)) : String(error);
  response.status(status).type('text').send(text);
}
