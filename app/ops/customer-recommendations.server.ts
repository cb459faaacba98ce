import { z } from 'zod';
import type { ModelStore } from '~/decisions/recommendations/models.server';
import { recommendFor } from '~/decisions/recommendations/recommend.server';
import { cartsNow } from './customer-shopping.server';
import { inShop, type PageDeps } from './shop-context.server';
import { shownRecommendations, type ShownRecommendation } from './shown-products.server';

const SHOWN = 4;

/** What a mail to somebody would recommend right now, beside what lies in their carts; nothing before the recommender has learned. */
export function customerRecommendations(
  deps: Omit<PageDeps, 'vault'> & { models: ModelStore },
  shopDomain: string,
  rawId: string | undefined,
): Promise<ShownRecommendation[]> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const profileId = z.uuid().safeParse(rawId);
    if (!profileId.success) return [];
    const carts = await cartsNow(db, shopId, profileId.data);
    const cart = [...new Set(carts.flatMap(({ lines }) => lines.map((line) => line.productId)))];
    const input = { shopId, profileId: profileId.data, cart, now: deps.clock.now(), limit: SHOWN };
    return shownRecommendations(db, shopId, await recommendFor(deps, db, input));
  });
}
