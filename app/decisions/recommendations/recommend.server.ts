import type { Db } from '~/platform/db/db.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { ModelStore } from './models.server';
import { rank, type Asked } from './recommend';
import type { Recommendation } from './recommendation';

export interface RecommendInput {
  shopId: string;
  /** Null: somebody of whom nothing is known. */
  profileId: string | null;
  cart: string[];
  now: Date;
  limit: number;
}

const RECENT_VIEWS = 30;
const VIEWS_COUNT_MINUTES = 14 * 1_440;
/** Orders of somebody that count; whoever has more is known well by the newest. */
const RECENT_ORDERS = 100;
/** How many more products than wanted are looked at first; where too few of them may be shown, more are. */
const AHEAD = 10;

/**
 * Products for one person now, each with its reason: never sold out, unpublished, without a picture, in the cart, or bought before.
 * A shop whose model is not trained yet gets none.
 */
export async function recommendFor(
  deps: { models: ModelStore },
  db: Db,
  input: RecommendInput,
): Promise<Recommendation[]> {
  const active = await deps.models.active(db, input.shopId);
  if (!active) return [];
  const [viewed, orders] = await Promise.all([recentlyViewed(db, input), ownOrders(db, input)]);
  const asked: Asked = { cart: input.cart, viewed, orders };
  for (let most = input.limit * AHEAD; ; most *= AHEAD) {
    const ranking = rank(active.model, asked, most);
    const shown = await eligibleProducts(db, input.shopId, ranking.productIds);
    const places = [...ranking.productIds.keys()].filter((place) => shown.has(ranking.productIds[place] ?? ''));
    if (places.length >= input.limit || ranking.productIds.length < most)
      return places.slice(0, input.limit).map((place) => ranking.explain(place));
  }
}

async function recentlyViewed(db: Db, { shopId, profileId, now }: RecommendInput): Promise<string[]> {
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

async function ownOrders(db: Db, { shopId, profileId, now }: RecommendInput): Promise<Asked['orders']> {
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

/** Ids in one statement: PostgreSQL takes no more than 65,535 parameters. */
const MOST_IDS = 10_000;

/** Those of them that may be shown in a mail at all. */
async function eligibleProducts(db: Db, shopId: string, among: string[]): Promise<Set<string>> {
  const shown = new Set<string>();
  for (let from = 0; from < among.length; from += MOST_IDS)
    for (const id of await eligibleAmong(db, shopId, among.slice(from, from + MOST_IDS))) shown.add(id);
  return shown;
}

async function eligibleAmong(db: Db, shopId: string, among: string[]): Promise<string[]> {
  const products = await db.product.findMany({
    where: {
      shopId,
      id: { in: among },
      status: 'ACTIVE',
      isPublished: true,
      deletedAt: null,
      imageUrl: { not: null },
      variants: { some: { isAvailable: true } },
    },
    select: { id: true },
  });
  return products.map(({ id }) => id);
}
