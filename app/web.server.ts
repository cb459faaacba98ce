import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response } from 'express';
import { backInStockRequests } from './ingest/back-in-stock.server';
import { merchantApi } from './ingest/api/api.server';
import { createOpenTimeImages } from './delivery/open-time/open-time-images.server';
import { mailImages } from './ingest/mail-images/mail-images.server';
import { mailLinks } from './ingest/mail-links/mail-links.server';
import { loadNetworks } from './ingest/mail-links/networks.server';
import { formViews } from './ingest/form-views.server';
import { flowActions } from './ingest/flow-actions.server';
import { createNotifier } from './ingest/notify.server';
import { postmarkWebhooks } from './ingest/postmark-webhooks.server';
import { shopifyWebhooks } from './ingest/shopify-webhooks.server';
import { signUps } from './ingest/sign-up.server';
import { storefrontRecommendations } from './ingest/recommendations/storefront-recommendations.server';
import { storefrontEvents } from './ingest/storefront-events.server';
import { createStorefrontGate } from './ingest/storefront-gate.server';
import { frameAncestors } from './integrations/shopify/frame-ancestors.server';
import { createProxyVerifier } from './integrations/shopify/proxy-verifier.server';
import { createShopifyApi, createWebhookVerifier } from './integrations/shopify/webhook-verifier.server';
import { healthRoutes } from './ops/health-routes.server';
import type { Services } from './services.server';

/** Limits against slow and endless requests; Node's own defaults are minutes. */
const TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 15_000, keepAliveTimeout: 65_000 };

/** The web process's HTTP: ingest first, which needs nothing but the database; then the admin and all else through Remix. */
export function createWebApp(services: Services, build: ServerBuild): express.Express {
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret } = services.env;
  const api = createShopifyApi({ apiKey, apiSecret, appUrl: services.appUrl });
  const { notify, waiting } = createNotifier(services);
  const app = express();
  app.disable('x-powered-by');
  app.use(healthRoutes(services, waiting));
  app.use(shopifyWebhooks(services, createWebhookVerifier(api), notify));
  app.use(flowActions(services, apiSecret, notify));
  const verifyProxy = createProxyVerifier(api);
  const storefront = { trustedProxies: services.env.TRUSTED_PROXIES, gate: createStorefrontGate() };
  app.use(storefrontEvents(services, verifyProxy, notify, storefront));
  app.use(storefrontRecommendations(services, verifyProxy, storefront));
  app.use(formViews(services, verifyProxy, storefront));
  app.use(signUps(services, verifyProxy, { trustedProxies: services.env.TRUSTED_PROXIES }));
  app.use(backInStockRequests(services, verifyProxy, { trustedProxies: services.env.TRUSTED_PROXIES }));
  app.use(postmarkWebhooks(services, notify));
  const networks = loadNetworks(services.env.MACHINE_NETWORKS_FILE);
  app.use(mailLinks(services, notify, { trustedProxies: services.env.TRUSTED_PROXIES, networks }));
  const images = createOpenTimeImages(services);
  app.use(mailImages({ ...services, images }, { trustedProxies: services.env.TRUSTED_PROXIES }));
  app.use(merchantApi(services, notify));
  app.use(frameAncestors(services.env));
  app.use(compression());
  app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y' }));
  app.use(express.static('build/client', { maxAge: '1h' }));
  app.all('*', createRequestHandler({ build }));
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status >= 500) services.logger.error({ err: error }, 'request failed');
    response.status(status).end();
  });
  return app;
}

/** Body parsers say by their status what was wrong with a request; everything else is ours. */
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown }).status;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** How long requests in hand may take when the process is told to stop. */
const LAST_REQUESTS_MS = 3_000;

/** Takes no more connections and resolves when the requests in hand are answered, or have had their time. */
export async function finishRequests(server: Server): Promise<void> {
  const isClosed = once(server, 'close');
  server.close();
  const late = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
  await isClosed;
  clearTimeout(late);
}

export function listen(app: express.Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, () => resolve(server));
    server.once('error', reject);
    Object.assign(server, TIMEOUTS);
  });
}
