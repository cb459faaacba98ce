import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { LARGEST_BODY_BYTES, storefrontBatch, type StorefrontBatch } from '~/capture/events/storefront-event';
import { receiveMany, type ShopDelivery } from '~/capture/inbox/receive-many.server';
import type { ReceiveDeps } from '~/capture/inbox/receive.server';
import type { ProxyVerifier, VerifiedProxyRequest } from '~/integrations/shopify/proxy-verifier.server';
import type { Clock } from '~/platform/clock/clock';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import { createGroupWriter } from './group-writer';
import type { Notify } from './notify.server';
import { createStorefrontGate, type StorefrontGate } from './storefront-gate.server';
import { createStorefrontLimits, retryAfter } from './storefront-limits';

export type StorefrontDeps = ReceiveDeps & Pick<Services, 'shops' | 'logger'> & { clock: Clock };

export interface StorefrontOptions {
  /** Proxies of our own that stand in front and append to `X-Forwarded-For`. */
  trustedProxies: number;
  gate?: StorefrontGate;
}

const text = express.text({ type: () => true, limit: LARGEST_BODY_BYTES });
const MOST_IN_GROUP = 50;
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
  const writer = createGroupWriter<ShopDelivery>((items) => receiveMany(services, items), MOST_IN_GROUP);
  const nowMs = () => services.systemClock.now().getTime();

  /** Before a body is read, and again when it is there. */
  const ifQuiet: RequestHandler = (_request, response, next) => {
    if (gate.isOpen()) next();
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
    const parsed = readBatch(request.body, vouched);
    if (parsed.kind === 'refused') {
      response.status(400).send(parsed.why);
      return;
    }
    const { batch } = parsed;
    const shopId = vouched && vouched.shopDomain !== batch.shop ? null : await findShop(batch.shop);
    if (!shopId) {
      response.status(404).send('no such shop here');
      return;
    }
    const waitSeconds = limits.shop(shopId, nowMs());
    if (waitSeconds > 0) return refuse(response, 429, waitSeconds);
    await keep(batch, shopId, vouched, request.get('Sec-GPC') === '1');
    response.status(202).end();
    notify(shopId);
  }

  async function findShop(domain: string): Promise<string | null> {
    if (limits.isStranger(domain, nowMs())) return null;
    const shopId = await services.shops.find(domain);
    if (!shopId) limits.noteStranger(domain, nowMs());
    return shopId;
  }

  async function keep(
    batch: StorefrontBatch,
    shopId: string,
    vouched: VerifiedProxyRequest | null,
    refusesSale: boolean,
  ): Promise<void> {
    const told = { batch, customerId: vouched?.customerId ?? null, ...(refusesSale ? { refusesSale } : {}) };
    const triggeredAt = services.clock.now();
    const names = { source: 'storefront', topic: 'batch', externalId: nameOf(told) } as const;
    await writer.write({ shopId, delivery: { ...names, triggeredAt, body: JSON.stringify(told) } });
  }

  return router;
}

/** The same events of the same browser are the same delivery, whenever they are sent; so is the same greeting. */
function nameOf({ batch, customerId }: { batch: StorefrontBatch; customerId: string | null }): string {
  const { visitorId, events, mail } = batch;
  const told = events.length > 0 ? [visitorId, events] : [visitorId, customerId, mail];
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
}

/** Any storefront may post; nothing of ours is readable there but that it came, and when to come again. */
const openToAll = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Access-Control-Max-Age': '86400',
};

function refuse(response: Response, status: 429 | 503, seconds: number): void {
  response.status(status).set('Retry-After', retryAfter(seconds, Math.random)).end();
}

function askedBy({ socket, headers }: Request) {
  return { socketAddress: socket.remoteAddress, forwardedFor: [headers['x-forwarded-for']].flat().join(',') };
}

type Read = { kind: 'read'; batch: StorefrontBatch } | { kind: 'refused'; why: string };

/** Who says nothing but that somebody is there needs somebody who vouches for it. */
function readBatch(body: unknown, vouched: VerifiedProxyRequest | null): Read {
  const parsed = storefrontBatch.safeParse(readJson(body));
  if (parsed.success && (parsed.data.events.length > 0 || vouched)) return { kind: 'read', batch: parsed.data };
  const [issue] = parsed.error?.issues ?? [{ path: ['events'], message: 'are missing' }];
  return {
    kind: 'refused',
    why: `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not a batch of events'}`,
  };
}

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}
