import type { Db } from '~/platform/db/db.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { ModelStore } from './models.server';
import { recommend } from './recommend';
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

/**
 * Products for one person now, each with its reason: never sold out, unpublished, without a picture, in the cart, or bought before.
 * A shop whose index is not trained yet gets none.
 */
export async function recommendFor(
  deps: { models: ModelStore },
  db: Db,
  input: RecommendInput,
): Promise<Recommendation[]> {
  const model = await deps.models.active(db, input.shopId);
  if (!model) return [];
  const [viewed, bought, eligible] = await Promise.all([
    recentlyViewed(db, input),
    boughtProducts(db, input),
    eligibleProducts(db, input.shopId),
  ]);
  const isEligible = (productId: string) => eligible.has(productId) && !bought.has(productId);
  return recommend(model.index, { cart: input.cart, viewed }, isEligible, input.limit);
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

async function boughtProducts(db: Db, { shopId, profileId }: RecommendInput): Promise<Set<string>> {
  if (!profileId) return new Set();
  const lines = await db.orderLine.findMany({
    where: { shopId, order: { profileId, cancelledAt: null } },
    distinct: ['productId'],
    select: { productId: true },
  });
  return new Set(lines.flatMap((line) => line.productId ?? []));
}

/** What may be shown in a mail at all. */
async function eligibleProducts(db: Db, shopId: string): Promise<Set<string>> {
  const products = await db.product.findMany({
    where: {
      shopId,
      status: 'ACTIVE',
      isPublished: true,
      deletedAt: null,
      imageUrl: { not: null },
      variants: { some: { isAvailable: true } },
    },
    select: { id: true },
  });
  return new Set(products.map((product) => product.id));
}
