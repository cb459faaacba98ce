import express, { type Request, type Response, type Router } from 'express';
import { LARGEST_BODY_BYTES } from '~/capture/events/storefront-event';
import type { ProxyVerifier, VerifiedProxyRequest } from '~/integrations/shopify/proxy-verifier.server';
import { unreachable } from '~/platform/errors';
import { asyncRoute } from './async-route';
import type { Notify } from './notify.server';
import { askLater, createStorefrontDoor, vouchedFor } from './storefront-door.server';
import { createStorefrontGate, type StorefrontGate } from './storefront-gate.server';
import { createStorefrontLimits } from './storefront-limits';
import { createStorefrontTaker, type StorefrontDeps, type Taken } from './take-storefront-batch.server';

export interface StorefrontOptions {
  /** Proxies of our own that stand in front and append to `X-Forwarded-For`. */
  trustedProxies: number;
  gate?: StorefrontGate;
}

const text = express.text({ type: () => true, limit: LARGEST_BODY_BYTES });

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
  const { ifQuiet, ifVouched, ifAddressMay, ifPlace } = createStorefrontDoor(gate, limits, { verifyProxy, nowMs });

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
    ifVouched(),
    // Shopify's own proxy is one more, and appends as well.
    ifAddressMay(trustedProxies + 1),
    text,
    ifPlace,
    asyncRoute((request, response) => take(request, response, vouchedFor(response))),
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
      askLater(response, 429, taken.seconds);
      return;
    default:
      unreachable(taken);
  }
}
