import express, { type Request, type RequestHandler, type Router } from 'express';
import type { Origin } from '~/customers/consent/evidence';
import type { Wording } from '~/customers/consent/wordings.server';
import type { ProxyVerifier, VerifiedProxyRequest } from '~/integrations/shopify/proxy-verifier.server';
import type { SystemClock } from '~/platform/clock/clock';
import { createRateLimit } from '~/platform/rate-limit';
import type { ShopDirectory } from '~/platform/shops/shop-directory.server';
import { parseJson } from '~/platform/storable';
import { asyncRoute } from './async-route';
import { addressOf, networkOf } from './client-address';
import { isLikelyMachine } from './likely-machine';

/** An address, a wording's number, a language, a country, a page, and what it is about. */
const LARGEST_BODY_BYTES = 4_096;

const json = express.text({ type: () => true, limit: LARGEST_BODY_BYTES });

/** What somebody sent with a form, and whence, as far as the request tells. */
export interface SentForm {
  shopId: string;
  body: unknown;
  origin: Pick<Origin, 'address' | 'userAgent'>;
  /** Their browser asks that nothing known of them is sold (Global Privacy Control). */
  refusesSale: boolean;
}

export type FormAnswer = { kind: 'taken'; body?: object } | { kind: 'refused'; problem: string };

/** A form of a storefront: the sentence it shows, and what becomes of it once it is sent. */
export interface ProxyForm {
  path: string;
  wording(shopId: string): Promise<Wording>;
  take(form: SentForm): Promise<FormAnswer>;
}

/** Serves a form through Shopify's app proxy, which vouches for the shop; nobody may send it too often. */
export function proxyForm(
  services: { shops: Pick<ShopDirectory, 'find'>; systemClock: SystemClock },
  verifyProxy: ProxyVerifier,
  { trustedProxies }: { trustedProxies: number },
  form: ProxyForm,
): Router {
  // Shopify's own proxy is one more, and appends as well.
  const placeOf = (request: Request) =>
    addressOf(
      { socketAddress: request.socket.remoteAddress, forwardedFor: request.get('X-Forwarded-For') },
      trustedProxies + 1,
    );
  const ifVouched = vouchedBy(services.shops, verifyProxy);
  const router = express.Router();
  router.get(
    form.path,
    ifVouched,
    asyncRoute(async (_request, response) => {
      const { version, locale, text } = await form.wording(String(response.locals.shopId));
      response.set('Cache-Control', 'no-store').json({ wording: version, locale, text });
    }),
  );
  router.post(
    form.path,
    ifVouched,
    ifNotTooOften(services.systemClock, placeOf),
    json,
    asyncRoute(async (request, response) => {
      const body = readJson(request.body);
      if (isLikelyMachine(body)) return void response.status(202).end();
      const answer = await form.take({
        ...{ shopId: String(response.locals.shopId), body },
        origin: { address: placeOf(request), userAgent: request.get('User-Agent') ?? null },
        refusesSale: request.get('Sec-GPC') === '1',
      });
      if (answer.kind === 'refused') response.status(400).send(answer.problem);
      else if (answer.body) response.status(202).set('Cache-Control', 'no-store').json(answer.body);
      else response.status(202).end();
    }),
  );
  return router;
}

const vouchedBy = (shops: Pick<ShopDirectory, 'find'>, verifyProxy: ProxyVerifier): RequestHandler =>
  asyncRoute(async (request, response, next) => {
    const vouched = await verifyProxy(new URL(request.originalUrl, 'https://proxy.invalid').searchParams);
    const shopId = vouched && (await shops.find(vouched.shopDomain));
    if (!vouched) return void response.status(400).send('not signed by Shopify');
    if (!shopId) return void response.status(404).send('no such shop here');
    Object.assign(response.locals, { shopId, vouched } satisfies { shopId: string; vouched: VerifiedProxyRequest });
    next();
  });

function ifNotTooOften(systemClock: SystemClock, placeOf: (request: Request) => string | null): RequestHandler {
  const ofPlace = createRateLimit(systemClock, { burst: 10, perMinute: 5 });
  const ofShop = createRateLimit(systemClock, { burst: 300, perMinute: 300 });
  return (request, response, next) => {
    const place = placeOf(request);
    const mayPass = (!place || ofPlace.take(networkOf(place))) && ofShop.take(String(response.locals.shopId));
    if (mayPass) next();
    else response.status(429).set('Retry-After', '60').end();
  };
}

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? parseJson(body) : null;
  } catch {
    return null;
  }
}
