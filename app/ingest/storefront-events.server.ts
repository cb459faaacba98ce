import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { LARGEST_BODY_BYTES } from '~/capture/events/storefront-event';
import type { ProxyVerifier, VerifiedProxyRequest } from '~/integrations/shopify/proxy-verifier.server';
import { unreachable } from '~/platform/errors';
import { asyncRoute } from './async-route';
import type { Notify } from './notify.server';
import { createStorefrontGate, type StorefrontGate } from './storefront-gate.server';
import { createStorefrontLimits, retryAfter } from './storefront-limits';
import { createStorefrontTaker, type StorefrontDeps, type Taken } from './take-storefront-batch.server';

export interface StorefrontOptions {
  /** Proxies of our own that stand in front and append to `X-Forwarded-For`. */
  trustedProxies: number;
  gate?: StorefrontGate;
}

const text = express.text({ type: () => true, limit: LARGEST_BODY_BYTES });
const BUSY_SECONDS = 10;

/**
 * What browsers tell: the pixel directly, the theme embed through Shopify's app proxy, which vouches for the shop and for who is logged in.
 * The body is a claim; it is checked for its shape, bounded, and believed only as far as browsing goes. No answer says whether anybody is known.
 */
export function storefrontEvents(
  services: StorefrontDeps,
  verifyProxy: ProxyVerifier,
  notify: Notify,
  { trustedProxies, gate = createStorefrontGate() }: StorefrontOptions,
): Router {
  const router = express.Router();
  const limits = createStorefrontLimits();
  const takeBatch = createStorefrontTaker(services, limits);
  const nowMs = () => services.systemClock.now().getTime();

  /** Before a body is read, and again when it is there. */
  const ifQuiet: RequestHandler = (_request, response, next) => {
    if (gate.admits()) next();
    else refuse(response, 503, BUSY_SECONDS);
  };
  const ifPlace: RequestHandler = (_request, response, next) => {
    if (!gate.enter()) return refuse(response, 503, BUSY_SECONDS);
    response.once('close', () => gate.leave());
    next();
  };
  /** Shopify's own proxy is one more, and appends as well. */
  const ifAddressMay =
    (proxies: number): RequestHandler =>
    (request, response, next) => {
      const waitSeconds = limits.address(askedBy(request), proxies, nowMs());
      if (waitSeconds > 0) refuse(response, 429, waitSeconds);
      else next();
    };

  router.use('/ingest/storefront', (request, response, next) => {
    response.set(openToAll);
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  });
  router.post(
    '/ingest/storefront',
    ifQuiet,
    ifAddressMay(trustedProxies),
    text,
    ifPlace,
    asyncRoute((request, response) => take(request, response, null)),
  );
  router.post(
    '/proxy/events',
    ifQuiet,
    asyncRoute(async (request, response, next) => {
      const verified = await verifyProxy(new URL(request.originalUrl, 'https://proxy.invalid').searchParams);
      response.locals.vouched = verified;
      if (verified) next();
      else response.status(400).send('not signed by Shopify');
    }),
    ifAddressMay(trustedProxies + 1),
    text,
    ifPlace,
    asyncRoute((request, response) => take(request, response, response.locals.vouched as VerifiedProxyRequest)),
  );

  async function take(request: Request, response: Response, vouched: VerifiedProxyRequest | null): Promise<void> {
    const refusesSale = request.get('Sec-GPC') === '1';
    const taken = await takeBatch({ body: request.body, vouched, refusesSale });
    answer(response, taken);
    if (taken.kind === 'taken') notify(taken.shopId);
  }

  return router;
}

/** Any storefront may post; nothing of ours is readable there but that it came, and when to come again. */
const openToAll = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Access-Control-Max-Age': '86400',
};

function answer(response: Response, taken: Taken): void {
  switch (taken.kind) {
    case 'taken':
      response.status(202).end();
      return;
    case 'refused':
      response.status(400).send(taken.why);
      return;
    case 'no-shop':
      response.status(404).send('no such shop here');
      return;
    case 'wait':
      refuse(response, 429, taken.seconds);
      return;
    default:
      unreachable(taken);
  }
}

function refuse(response: Response, status: 429 | 503, seconds: number): void {
  response.status(status).set('Retry-After', retryAfter(seconds, Math.random)).end();
}

function askedBy({ socket, headers }: Request) {
  return { socketAddress: socket.remoteAddress, forwardedFor: [headers['x-forwarded-for']].flat().join(',') };
}
