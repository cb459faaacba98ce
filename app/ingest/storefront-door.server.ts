import type { Request, RequestHandler, Response } from 'express';
import type { ProxyVerifier, VerifiedProxyRequest } from '~/integrations/shopify/proxy-verifier.server';
import { asyncRoute } from './async-route';
import type { StorefrontGate } from './storefront-gate.server';
import { retryAfter, type StorefrontLimits } from './storefront-limits';

const BUSY_SECONDS = 10;

/** What stands before whatever browsers ask or tell, so that a flood of them costs little. Each is asked in this order. */
export interface StorefrontDoor {
  /** Before a body is read. */
  ifQuiet: RequestHandler;
  /** Shopify's proxy signed it just now; `own` are the parameters that the address may have besides. Leaves what it vouches for. */
  ifVouched(own?: readonly string[]): RequestHandler;
  ifAddressMay(proxies: number): RequestHandler;
  /** When the body is there. */
  ifPlace: RequestHandler;
}

export function createStorefrontDoor(
  gate: StorefrontGate,
  limits: StorefrontLimits,
  { verifyProxy, nowMs }: { verifyProxy: ProxyVerifier; nowMs: () => number },
): StorefrontDoor {
  return {
    ifQuiet(_request, response, next) {
      if (gate.admits()) next();
      else askLater(response, 503, BUSY_SECONDS);
    },
    ifVouched: (own) =>
      asyncRoute(async (request, response, next) => {
        const verified = await verifyProxy(new URL(request.originalUrl, 'https://proxy.invalid').searchParams, own);
        response.locals.vouched = verified;
        if (verified) next();
        else response.status(400).send('not signed by Shopify');
      }),
    ifAddressMay: (proxies) => (request, response, next) => {
      const waitSeconds = limits.address(askedBy(request), proxies, nowMs());
      if (waitSeconds > 0) askLater(response, 429, waitSeconds);
      else next();
    },
    ifPlace(_request, response, next) {
      if (!gate.enter()) return askLater(response, 503, BUSY_SECONDS);
      response.once('close', () => gate.leave());
      next();
    },
  };
}

/** What `ifVouched` left. */
export const vouchedFor = ({ locals }: Response): VerifiedProxyRequest => locals.vouched as VerifiedProxyRequest;

export function askLater(response: Response, status: 429 | 503, seconds: number): void {
  response.status(status).set('Retry-After', retryAfter(seconds, Math.random)).end();
}

function askedBy({ socket, headers }: Request) {
  return { socketAddress: socket.remoteAddress, forwardedFor: [headers['x-forwarded-for']].flat().join(',') };
}
