import { z } from 'zod';
import { recommendFor } from '~/decisions/recommendations/recommend.server';
import type { Services } from '~/services.server';
import { cartsNow } from './customer-shopping.server';
import { inShop } from './shop-context.server';
import { shownRecommendations, type ShownRecommendation } from './shown-products.server';

const SHOWN = 4;

/** What a mail to somebody would recommend right now, beside what lies in their carts; nothing before the recommender has learned. */
export function customerRecommendations(
  services: Pick<Services, 'db' | 'shops' | 'clock' | 'models'>,
  shopDomain: string,
  rawId: string | undefined,
): Promise<ShownRecommendation[]> {
  return inShop(services, shopDomain, async (db, { id: shopId }) => {
    const profileId = z.uuid().safeParse(rawId);
    if (!profileId.success) return [];
    const carts = await cartsNow(db, shopId, profileId.data);
    const cart = [...new Set(carts.flatMap(({ lines }) => lines.map((line) => line.productId)))];
    const input = { shopId, profileId: profileId.data, cart, now: services.clock.now(), limit: SHOWN };
    return shownRecommendations(db, shopId, await recommendFor(services, db, input));
  });
}
