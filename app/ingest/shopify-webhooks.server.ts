import express, { type Router } from 'express';
import { receiveMany, type ShopDelivery } from '~/capture/inbox/receive-many.server';
import { addressRevokedByShopify } from '~/integrations/shopify/webhooks/arriving-revocation';
import type { WebhookVerifier } from '~/integrations/shopify/webhook-verifier.server';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import { createKeyedGroupWriter } from './group-writer';
import type { Notify } from './notify.server';
import { takeDelivery, type TakeDeps } from './take-delivery.server';

/** Largest webhook body taken: Shopify's own are well below. */
const LARGEST_BODY = '5mb';
/** Webhooks in one INSERT: more would make the first of them wait for the last. */
const MOST_IN_GROUP = 50;

/**
 * Shopify's webhooks: signature over the raw bytes, one INSERT (shared with those of the same shop that come at the same time), then 200.
 * Nothing else happens before the acknowledgement, but that a withdrawn consent holds its address.
 */
export function shopifyWebhooks(
  services: TakeDeps & Pick<Services, 'shops'>,
  verify: WebhookVerifier,
  notify: Notify,
): Router {
  const router = express.Router();
  const take = createTaker(services);
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
      const shopId = await forShop(services, shopDomain, (id) => take({ shopId: id, delivery }));
      response.status(200).end();
      notify(shopId);
    }),
  );
  return router;
}

/** Makes a webhook durable: one that takes consent away by itself and under its hold, all others in groups. */
function createTaker(services: TakeDeps): (item: ShopDelivery) => Promise<void> {
  const shopOf = ({ shopId }: ShopDelivery) => shopId;
  const writer = createKeyedGroupWriter<ShopDelivery>(shopOf, (items) => receiveMany(services, items), MOST_IN_GROUP);
  return (item) => {
    const { topic, body } = item.delivery;
    const revoked = addressRevokedByShopify(topic, body);
    return revoked ? takeDelivery(services, item.shopId, item.delivery, revoked) : writer.write(item);
  };
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
