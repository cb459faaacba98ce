import express, { type Router } from 'express';
import { addressRevokedByShopify } from '~/integrations/shopify/webhooks/arriving-revocation';
import type { WebhookVerifier } from '~/integrations/shopify/webhook-verifier.server';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import type { Notify } from './notify.server';
import { takeDelivery, type TakeDeps } from './take-delivery.server';

/** Largest webhook body taken: Shopify's own are well below. */
const LARGEST_BODY = '5mb';

/**
 * Shopify's webhooks: signature over the raw bytes, one INSERT, then 200. Nothing else happens before the acknowledgement, but that a
 * withdrawn consent holds its address.
 */
export function shopifyWebhooks(
  services: TakeDeps & Pick<Services, 'shops'>,
  verify: WebhookVerifier,
  notify: Notify,
): Router {
  const router = express.Router();
  router.post(
    '/ingest/shopify',
    express.raw({ type: () => true, limit: LARGEST_BODY }),
    asyncRoute(async (request, response) => {
      const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
      const verified = await verify(body, request.headers);
      if (verified.kind === 'refused') {
        response.status(verified.status).send(verified.why);
        return;
      }
      const { shopDomain, topic, eventId, triggeredAt } = verified;
      const delivery = { source: 'shopify', topic, externalId: eventId, triggeredAt, body } as const;
      const take = (shopId: string) => takeDelivery(services, shopId, delivery, addressRevokedByShopify(topic, body));
      const shopId = await forShop(services, shopDomain, take);
      response.status(200).end();
      notify(shopId);
    }),
  );
  return router;
}

/** Where a shop was erased, what we remembered of it is wrong: it is looked up again once. */
async function forShop(
  { shops }: Pick<Services, 'shops'>,
  domain: string,
  work: (shopId: string) => Promise<void>,
): Promise<string> {
  const shopId = await shops.findOrCreate(domain);
  try {
    await work(shopId);
    return shopId;
  } catch (error) {
    shops.forget(domain);
    const current = await shops.findOrCreate(domain);
    if (current === shopId) throw error;
    await work(current);
    return current;
  }
}
