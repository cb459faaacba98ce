import express, { type RequestHandler, type Response, type Router } from 'express';
import type { ProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { withShop } from '~/platform/db/db.server';
import type { Clock } from '~/platform/clock/clock';
import type { Services } from '~/services.server';
import { asyncRoute } from '../async-route';
import { askLater, createStorefrontDoor, vouchedFor } from '../storefront-door.server';
import type { StorefrontGate } from '../storefront-gate.server';
import { createStorefrontLimits } from '../storefront-limits';
import { findReader } from './find-reader.server';
import { recommendedProducts } from './recommended-products.server';
import { readStorefrontQuestion, STOREFRONT_PARAMETERS, type StorefrontQuestion } from './storefront-question';
import { createFeedbackTaker, LARGEST_FEEDBACK_BYTES } from './take-feedback.server';

export type StorefrontRecommendationDeps = Pick<Services, 'db' | 'shops' | 'models' | 'systemClock'> & { clock: Clock };

/**
 * What a theme's block asks for and tells, through Shopify's app proxy, which vouches for the shop and for who is logged in. Without the visitor's
 * leave an answer rests on what its address says and on nothing else: the same for everybody, kept by browsers for five minutes.
 */
export function storefrontRecommendations(
  services: StorefrontRecommendationDeps,
  verifyProxy: ProxyVerifier,
  { trustedProxies, gate }: { trustedProxies: number; gate: StorefrontGate },
): Router {
  const router = express.Router();
  const limits = createStorefrontLimits();
  const nowMs = () => services.systemClock.now().getTime();
  const door = createStorefrontDoor(gate, limits, { verifyProxy, nowMs });
  const ifOfShop = asyncRoute(async (_request, response, next) => {
    const { shopDomain } = vouchedFor(response);
    const shopId = limits.isStranger(shopDomain, nowMs()) ? null : await services.shops.find(shopDomain);
    if (!shopId) {
      limits.noteStranger(shopDomain, nowMs());
      return void response.status(404).send('no such shop here');
    }
    const seconds = limits.shop(shopId, nowMs());
    if (seconds > 0) return askLater(response, 429, seconds);
    Object.assign(response.locals, { shopId });
    next();
  });
  router.get(
    '/proxy/recommendations',
    door.ifQuiet,
    ifReadable,
    door.ifVouched(STOREFRONT_PARAMETERS),
    door.ifAddressMay(trustedProxies + 1),
    ifOfShop,
    door.ifPlace,
    asyncRoute((_request, response) => answer(services, response)),
  );
  const takeFeedback = createFeedbackTaker(services);
  router.post(
    '/proxy/recommendations/seen',
    door.ifQuiet,
    door.ifVouched(),
    door.ifAddressMay(trustedProxies + 1),
    ifOfShop,
    express.text({ type: () => true, limit: LARGEST_FEEDBACK_BYTES }),
    door.ifPlace,
    asyncRoute(async (request, response) => {
      const told = { body: request.body as unknown, userAgent: request.get('User-Agent') };
      const taken = await takeFeedback(shopOf(response), told);
      if (taken.kind === 'taken') response.status(202).end();
      else response.status(400).send(taken.why);
    }),
  );
  return router;
}

const shopOf = ({ locals }: Response): string => locals.shopId as string;

/** Whoever builds a block of their own learns what is wrong; it costs nothing to say. */
const ifReadable: RequestHandler = (request, response, next) => {
  const read = readStorefrontQuestion(new URL(request.originalUrl, 'https://proxy.invalid').searchParams);
  if (read.kind === 'refused') return void response.status(400).send(read.why);
  response.locals.question = read.question;
  next();
};

const FOR_EVERYBODY = 'public, max-age=300';
const FOR_ONE = 'private, no-store';

async function answer(services: StorefrontRecommendationDeps, response: Response): Promise<void> {
  const question = response.locals.question as StorefrontQuestion;
  const { modelVersion, products } = await withShop(shopOf(response), () => choose(services, response, question));
  // Shopify says nowhere that its proxy keeps answers, and hands headers on: they speak to the browser, and what is for one person would be safe
  // in any cache between. All that an answer for everybody depends on stands in its address, so there is nothing for `Vary`; express adds the ETag.
  response.set({
    'Cache-Control': question.isPersonal ? FOR_ONE : FOR_EVERYBODY,
    'X-Content-Type-Options': 'nosniff',
  });
  response.json({
    isTrained: modelVersion !== null,
    products: products.map(({ url: _ofOtherDomain, ...each }) => each),
  });
}

async function choose(services: StorefrontRecommendationDeps, response: Response, question: StorefrontQuestion) {
  const { productId, collectionId, cart, limit, locale, isPersonal, visitorId } = question;
  const shopId = shopOf(response);
  const { customerId } = vouchedFor(response);
  const profileId = isPersonal ? await findReader(services.db.prisma, shopId, { customerId, visitorId }) : null;
  const viewed = [...question.viewed.filter((id) => id !== productId), ...(productId ? [productId] : [])];
  return recommendedProducts(services, {
    ...{ shopId, profileId, cart, limit, locale, except: productId },
    ...(viewed.length > 0 ? { viewed } : {}),
    ...(collectionId ? { collectionId } : {}),
  });
}
