import type { Db } from '~/platform/db/db.server';
import { merchandise, pinned, pinnedIds } from './merchandising';
import type { ModelStore } from './models.server';
import { productsOfCollection, productsToShow, usualPriceOf } from './products-to-show.server';
import { rank, type Asked, type Ranking } from './recommend';
import type { Recommendation } from './recommendation';
import { askedOf, type Shopper } from './shopper.server';
import { loadWishes, type Wishes } from './wishes.server';

export interface RecommendInput extends Shopper {
  /** Only products of this collection. */
  collectionId?: string;
  limit: number;
}

/** How many more products than wanted are looked at first; where too few of them may be shown, more are. */
const AHEAD = 10;

/**
 * Products for one person now, each with its reason: never sold out, unpublished, without a picture, in the cart, or bought before; and as the
 * merchant's rules want them. A shop whose model is not trained yet gets none.
 */
export async function recommendFor(
  deps: { models: ModelStore },
  db: Db,
  input: RecommendInput,
): Promise<Recommendation[]> {
  const active = await deps.models.active(db, input.shopId);
  if (!active) return [];
  const { shopId, limit, collectionId } = input;
  const [asked, wishes, within] = await Promise.all([
    askedOf(db, input),
    loadWishes(db, shopId, input.now),
    collectionId ? productsOfCollection(db, shopId, collectionId) : null,
  ]);
  const usualPriceMinor = await usualPriceOf(db, shopId, asked);
  for (let most = limit * AHEAD; ; most *= AHEAD) {
    const ranking = rank(active.model, asked, most, within ? (id) => within.has(id) : undefined);
    const isAll = ranking.candidates.length < most;
    const found = await chooseShown(db, shopId, { asked, ranking, wishes, usualPriceMinor, within });
    if (found.length >= limit || isAll) return found.slice(0, limit);
  }
}

interface Choosing {
  asked: Asked;
  ranking: Ranking;
  wishes: Wishes;
  usualPriceMinor: number | null;
  within: ReadonlySet<string> | null;
}

async function chooseShown(db: Db, shopId: string, choosing: Choosing): Promise<Recommendation[]> {
  const { ranking, wishes, usualPriceMinor } = choosing;
  const pins = pinsFor(choosing);
  const candidates = ranking.candidates.map(({ productId }) => productId);
  const products = await productsToShow(db, shopId, [...new Set([...pins, ...candidates])]);
  const first = pinned(wishes.rules, products).filter((id) => pins.has(id));
  const rest = merchandise(ranking.candidates, products, { ...wishes, usualPriceMinor });
  const others = rest.map(({ productId }) => productId).filter((id) => !first.includes(id));
  return [...first.map(putFirst), ...ranking.spread(others).map(ranking.explain)];
}

/** What is put first for this person: not what they have in the cart or bought already. */
function pinsFor({ wishes, asked, within, ranking }: Choosing): Set<string> {
  const taken = new Set([...asked.cart, ...asked.orders.flatMap(({ items }) => items)]);
  for (const { productId } of ranking.candidates) taken.delete(productId);
  return new Set(pinnedIds(wishes.rules).filter((id) => !taken.has(id) && (!within || within.has(id))));
}

const putFirst = (productId: string): Recommendation => ({ productId, reason: { kind: 'pinned' }, strategy: 'pinned' });
