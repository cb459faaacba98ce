import { productsInReasons, recommendationWords } from '~/decisions/explanations/recommendation-words';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { Db } from '~/platform/db/db.server';

export interface ShownProduct {
  id: string;
  title: string;
  imageUrl: string | null;
}

export interface ShownRecommendation extends ShownProduct {
  reason: string;
  evidence: string;
}

/** Products by their id as the catalogue last knew them, those that are no longer sold too. */
export async function knownProducts(db: Db, shopId: string, ids: string[]): Promise<Map<string, ShownProduct>> {
  if (!ids.length) return new Map();
  const rows = await db.product.findMany({
    where: { shopId, id: { in: [...new Set(ids)] } },
    select: { id: true, title: true, imageUrl: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Recommendations, stored or new, each with its reason in words. */
export async function shownRecommendations(
  db: Db,
  shopId: string,
  chosen: Recommendation[],
): Promise<ShownRecommendation[]> {
  const inReasons = productsInReasons(chosen.map(({ reason }) => reason));
  const known = await knownProducts(db, shopId, [...chosen.map(({ productId }) => productId), ...inReasons]);
  const titleOf = (id: string) => known.get(id)?.title;
  return chosen.map(({ productId, reason }) => ({
    ...(known.get(productId) ?? { id: productId, title: 'A product that is gone', imageUrl: null }),
    ...recommendationWords(reason, titleOf),
  }));
}
