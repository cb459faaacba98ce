import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Asked } from './recommend';

export interface Shopper {
  shopId: string;
  /** Null: somebody of whom nothing is known. */
  profileId: string | null;
  cart: string[];
  /** Products viewed in this visit, oldest first, where the asker knows; otherwise what the person's own events say. */
  viewed?: string[];
  now: Date;
}

const RECENT_VIEWS = 30;
const VIEWS_COUNT_MINUTES = 14 * 1_440;
/** Orders of somebody that count; whoever has more is known well by the newest. */
const RECENT_ORDERS = 100;

/** What is known of somebody at this moment. */
export async function askedOf(db: Db, shopper: Shopper): Promise<Asked> {
  const [viewed, orders] = await Promise.all([shopper.viewed ?? recentlyViewed(db, shopper), ownOrders(db, shopper)]);
  return { cart: shopper.cart, viewed, orders };
}

async function recentlyViewed(db: Db, { shopId, profileId, now }: Shopper): Promise<string[]> {
  if (!profileId) return [];
  const views = await db.event.findMany({
    where: {
      shopId,
      profileId,
      type: 'product_viewed',
      occurredAt: { gte: addMs(now, -minutes(VIEWS_COUNT_MINUTES)) },
    },
    orderBy: { occurredAt: 'desc' },
    take: RECENT_VIEWS,
    select: { properties: true },
  });
  return views.map((view) => (view.properties as { productId: string }).productId).reverse();
}

async function ownOrders(db: Db, { shopId, profileId, now }: Shopper): Promise<Asked['orders']> {
  if (!profileId) return [];
  const orders = await db.order.findMany({
    where: { shopId, profileId, cancelledAt: null },
    orderBy: { placedAt: 'desc' },
    take: RECENT_ORDERS,
    select: { placedAt: true, lines: { select: { productId: true } } },
  });
  return orders.map(({ placedAt, lines }) => ({
    daysAgo: (now.getTime() - placedAt.getTime()) / 86_400_000,
    items: [...new Set(lines.flatMap(({ productId }) => productId ?? []))],
  }));
}
