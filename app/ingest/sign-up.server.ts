import { parseJson } from '~/platform/storable';
import express, { type RequestHandler, type Router } from 'express';
import type { ProxyVerifier, VerifiedProxyRequest } from '~/integrations/shopify/proxy-verifier.server';
import { signUp, signUpSchema, signUpWording, type SignUpDeps } from '~/ops/sign-up.server';
import { createRateLimit } from '~/platform/rate-limit';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import { addressOf, networkOf } from './client-address';

/** An address, a wording's number, a language, a country and a page. */
const LARGEST_BODY_BYTES = 4_096;

const json = express.text({ type: () => true, limit: LARGEST_BODY_BYTES });

/**
 * Sign-ups of a storefront's form, through Shopify's app proxy, which vouches for the shop. Whoever was known, had agreed or had unsubscribed: the
 * answer is the same, so that nobody learns it from a form.
 */
export function signUps(
  services: SignUpDeps & Pick<Services, 'shops'>,
  verifyProxy: ProxyVerifier,
  { trustedProxies }: { trustedProxies: number },
): Router {
  const ofPlace = createRateLimit(services.systemClock, { burst: 10, perMinute: 5 });
  const ofShop = createRateLimit(services.systemClock, { burst: 300, perMinute: 300 });
  // Shopify's own proxy is one more, and appends as well.
  const placeOf = (request: express.Request) =>
    addressOf(
      { socketAddress: request.socket.remoteAddress, forwardedFor: request.get('X-Forwarded-For') },
      trustedProxies + 1,
    );

  const ifVouched: RequestHandler = asyncRoute(async (request, response, next) => {
    const vouched = await verifyProxy(new URL(request.originalUrl, 'https://proxy.invalid').searchParams);
    const shopId = vouched && (await services.shops.find(vouched.shopDomain));
    if (!vouched) return void response.status(400).send('not signed by Shopify');
    if (!shopId) return void response.status(404).send('no such shop here');
    Object.assign(response.locals, { shopId, vouched } satisfies { shopId: string; vouched: VerifiedProxyRequest });
    next();
  });

  const ifNotTooOften: RequestHandler = (request, response, next) => {
    const place = placeOf(request);
    const mayPass = (!place || ofPlace.take(networkOf(place))) && ofShop.take(String(response.locals.shopId));
    if (mayPass) next();
    else response.status(429).set('Retry-After', '60').end();
  };

  const router = express.Router();
  router.get(
    '/proxy/sign-up',
    ifVouched,
    asyncRoute(async (_request, response) => {
      const { version, locale, text } = await signUpWording(services, String(response.locals.shopId));
      response.set('Cache-Control', 'no-store').json({ wording: version, locale, text });
    }),
  );
  router.post(
    '/proxy/sign-up',
    ifVouched,
    ifNotTooOften,
    json,
    asyncRoute(async (request, response) => {
      const told = signUpSchema.safeParse(readJson(request.body));
      if (!told.success) {
        const [issue] = told.error.issues;
        response.status(400).send(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is no sign-up'}`);
        return;
      }
      const origin = { address: placeOf(request), userAgent: request.get('User-Agent') ?? null };
      const from = { source: 'sign-up', origin, refusesSale: request.get('Sec-GPC') === '1' } as const;
      const outcome = await signUp(services, String(response.locals.shopId), told.data, from);
      if (outcome.kind === 'taken') response.status(202).end();
      else response.status(400).send('wording: is no version of this shop’s wordings');
    }),
  );
  return router;
}

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? parseJson(body) : null;
  } catch {
    return null;
  }
}
