import { createHash } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { LARGEST_BODY_BYTES, storefrontBatch } from '~/capture/events/storefront-event';
import { receive, type ReceiveDeps } from '~/capture/inbox/receive.server';
import type { ProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import type { Clock } from '~/platform/clock/clock';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import type { Notify } from './notify.server';

const text = express.text({ type: () => true, limit: LARGEST_BODY_BYTES });

/**
 * What browsers tell: the pixel directly, the theme embed through Shopify's app proxy, which vouches for the shop and for who is logged in.
 * The body is a claim; it is checked for its shape, bounded, and believed only as far as browsing goes.
 */
export function storefrontEvents(
  services: ReceiveDeps & Pick<Services, 'shops'> & { clock: Clock },
  verifyProxy: ProxyVerifier,
  notify: Notify,
): Router {
  const router = express.Router();

  router.options('/ingest/storefront', (_request, response) => {
    response.set(openToAll).status(204).end();
  });
  router.post(
    '/ingest/storefront',
    text,
    asyncRoute(async (request, response) => {
      response.set(openToAll);
      await take(request, response, null);
    }),
  );
  router.post(
    '/proxy/events',
    text,
    asyncRoute(async (request, response) => {
      const verified = await verifyProxy(new URL(request.originalUrl, 'https://proxy.invalid').searchParams);
      if (!verified) response.status(400).send('not signed by Shopify');
      else await take(request, response, verified);
    }),
  );

  async function take(
    request: Request,
    response: Response,
    vouched: { shopDomain: string; customerId: string | null } | null,
  ): Promise<void> {
    const parsed = storefrontBatch.safeParse(readJson(request.body));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      response.status(400).send(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not a batch of events'}`);
      return;
    }
    const batch = parsed.data;
    const shopId = await services.shops.find(batch.shop);
    if (!shopId || (vouched && vouched.shopDomain !== batch.shop)) {
      response.status(404).send('no such shop here');
      return;
    }
    const body = JSON.stringify({ batch, customerId: vouched?.customerId ?? null });
    const externalId = createHash('sha256')
      .update(JSON.stringify([batch.visitorId, batch.events]))
      .digest('base64url');
    const now = services.clock.now();
    await receive(services, shopId, { source: 'storefront', topic: 'batch', externalId, triggeredAt: now, body });
    response.status(202).end();
    notify(shopId);
  }

  return router;
}

/** Any storefront may post; nothing of ours is readable there. */
const openToAll = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Max-Age': '86400',
};

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}
