import express, { type Router } from 'express';
import { z } from 'zod';
import type { ProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { countView } from '~/ops/storefront/count-view.server';
import { FORM_PLACES } from '~/ops/storefront/form-places';
import type { Clock } from '~/platform/clock/clock';
import { parseJson } from '~/platform/storable';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import { askLater, createStorefrontDoor, vouchedFor } from './storefront-door.server';
import type { StorefrontGate } from './storefront-gate.server';
import { createStorefrontLimits } from './storefront-limits';

const seen = z.object({ place: z.enum(FORM_PLACES) });
const LARGEST_BODY_BYTES = 100;

/** Which form a page showed, of visitors who allow analytics: counted, and nothing else kept. */
export function formViews(
  services: Pick<Services, 'db' | 'shops' | 'systemClock'> & { clock: Clock },
  verifyProxy: ProxyVerifier,
  { trustedProxies, gate }: { trustedProxies: number; gate: StorefrontGate },
): Router {
  const limits = createStorefrontLimits();
  const nowMs = () => services.systemClock.now().getTime();
  const door = createStorefrontDoor(gate, limits, { verifyProxy, nowMs });
  return express.Router().post(
    '/proxy/forms/seen',
    door.ifQuiet,
    door.ifVouched(),
    door.ifAddressMay(trustedProxies + 1),
    express.text({ type: () => true, limit: LARGEST_BODY_BYTES }),
    door.ifPlace,
    asyncRoute(async (request, response) => {
      const shopId = await services.shops.find(vouchedFor(response).shopDomain);
      if (!shopId) return void response.status(404).send('no such shop here');
      const seconds = limits.shop(shopId, nowMs());
      if (seconds > 0) return askLater(response, 429, seconds);
      const told = seen.safeParse(readJson(request.body));
      if (!told.success) return void response.status(400).send(`place: is one of ${FORM_PLACES.join(', ')}`);
      await countView(services, shopId, { ...told.data, userAgent: request.get('User-Agent') });
      response.status(202).end();
    }),
  );
}

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? parseJson(body) : null;
  } catch {
    return null;
  }
}
