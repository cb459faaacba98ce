import type { Db } from '~/platform/db/db.server';
import { merchandise, pinned, pinnedIds, type ProductForRules } from './merchandising';
import type { LoadedModel, ModelStore } from './models.server';
import { productsOfCollection, productsToShow, usualPricesOf } from './products-to-show.server';
import { rank, type Asked, type Ranking } from './recommend';
import type { Recommendation } from './recommendation';
import { askedOf, type Shopper } from './shopper.server';
import { loadWishes, type Wishes } from './wishes.server';

export interface RecommendTerms {
  shopId: string;
  /** Only products of this collection. */
  collectionId?: string;
  now: Date;
  limit: number;
}

export type RecommendInput = RecommendTerms & Shopper;

/**
 * Products for one person now, each with its reason: never sold out, unpublished, without a picture, in the cart, or bought before; and as the
 * merchant's rules want them. A shop whose model is not trained yet gets none.
 */
export async function recommendFor(
  deps: { models: ModelStore },
  db: Db,
  { profileId, cart, viewed, ...terms }: RecommendInput,
): Promise<Recommendation[]> {
  const [found] = await recommendForAll(deps, db, terms, [{ profileId, cart, ...(viewed ? { viewed } : {}) }]);
  return found ?? [];
}

/** Answered together: an answer holds the processor for a millisecond, and between some of them others have their turn. */
const AT_ONCE = 100;

/** The same for many, in their order; statements grow with hundreds of them, not with each. */
export async function recommendForAll(
  deps: { models: ModelStore },
  db: Db,
  terms: RecommendTerms,
  shoppers: readonly Shopper[],
): Promise<Recommendation[][]> {
  const active = await deps.models.active(db, terms.shopId);
  if (!active) return shoppers.map(() => []);
  const { shopId, now, collectionId } = terms;
  const [wishes, within] = await Promise.all([
    loadWishes(db, shopId, now),
    collectionId ? productsOfCollection(db, shopId, collectionId) : null,
  ]);
  const answers: Recommendation[][] = [];
  for (let from = 0; from < shoppers.length; from += AT_ONCE) {
    const some = shoppers.slice(from, from + AT_ONCE);
    answers.push(...(await answerSome(db, { ...terms, active, wishes, within }, some)));
  }
  return answers;
}

interface Serving extends RecommendTerms {
  active: LoadedModel;
  wishes: Wishes;
  within: ReadonlySet<string> | null;
}

/** How many times as many products as wanted are looked at first; where too few of them may be shown, ten times as many are, and so on. */
const AHEAD = 5;
const FURTHER = 10;

async function answerSome(db: Db, serving: Serving, shoppers: readonly Shopper[]): Promise<Recommendation[][]> {
  const { shopId, now, limit, within } = serving;
  const asked = await askedOf(db, shopId, shoppers, now);
  const usualPrices = await usualPricesOf(db, shopId, asked);
  const answers: Recommendation[][] = shoppers.map(() => []);
  let open = [...asked.keys()];
  for (let most = limit * AHEAD; open.length > 0; most *= FURTHER) {
    const choices = open.map((at): Choice => {
      const question = asked[at] as Asked;
      const ranking = rank(serving.active.model, question, most, within ? (id) => within.has(id) : undefined);
      return { at, ranking, pins: pinsFor(question, ranking, serving), usualPriceMinor: usualPrices[at] ?? null };
    });
    const products = await productsToShow(db, shopId, choices.flatMap(productsIn));
    for (const choice of choices) answers[choice.at] = choose(choice, serving, products);
    open = choices
      .filter(({ at, ranking }) => (answers[at]?.length ?? 0) < limit && ranking.candidates.length >= most)
      .map(({ at }) => at);
  }
  return within ? fillUp(db, serving, within, asked, answers) : answers;
}

/** A collection's page is not left empty because nobody has bought anything of it yet. */
async function fillUp(
  db: Db,
  { shopId, limit, wishes }: Serving,
  within: ReadonlySet<string>,
  asked: readonly Asked[],
  answers: readonly Recommendation[][],
): Promise<Recommendation[][]> {
  if (answers.every(({ length }) => length >= limit)) return [...answers];
  const products = await productsToShow(db, shopId, [...within]);
  const scored = [...products.keys()].sort().map((productId) => ({ productId, score: 1 }));
  const others = merchandise(scored, products, { ...wishes, usualPriceMinor: null });
  return answers.map((answer, at) => {
    const met = new Set([
      ...answer.map(({ productId }) => productId),
      ...(asked[at]?.cart ?? []),
      ...(asked[at]?.viewed ?? []),
    ]);
    const bought = new Set(asked[at]?.orders.flatMap(({ items }) => items));
    const rest = others.filter(({ productId }) => !met.has(productId) && !bought.has(productId));
    return [...answer, ...rest.map(({ productId }) => ofCollection(productId))].slice(0, limit);
  });
}

const ofCollection = (productId: string): Recommendation => ({
  ...{ productId, reason: { kind: 'same-collection' }, strategy: 'same-collection' },
});

interface Choice {
  /** Whose it is. */
  at: number;
  ranking: Ranking;
  pins: ReadonlySet<string>;
  usualPriceMinor: number | null;
}

const productsIn = ({ pins, ranking }: Choice): string[] => [
  ...pins,
  ...ranking.candidates.map(({ productId }) => productId),
];

/** What is put first for this person: not what they have in the cart or bought already. */
function pinsFor(asked: Asked, ranking: Ranking, { wishes, within }: Serving): Set<string> {
  const pins = pinnedIds(wishes.rules);
  if (pins.length === 0) return new Set();
  const taken = new Set([...asked.cart, ...asked.orders.flatMap(({ items }) => items)]);
  for (const { productId } of ranking.candidates) taken.delete(productId);
  return new Set(pins.filter((id) => !taken.has(id) && (!within || within.has(id))));
}

function choose(
  { ranking, pins, usualPriceMinor }: Choice,
  { wishes, limit }: Serving,
  products: ReadonlyMap<string, ProductForRules>,
): Recommendation[] {
  const first = pinned(wishes.rules, products).filter((id) => pins.has(id));
  const rest = merchandise(ranking.candidates, products, { ...wishes, usualPriceMinor });
  const others = rest.map(({ productId }) => productId).filter((id) => !first.includes(id));
  // Reasons are looked for only of what is shown: each costs about as much as a strategy's whole answer.
  const shown = ranking.spread(others).slice(0, Math.max(0, limit - first.length));
  return [...first.map(putFirst), ...shown.map(ranking.explain)].slice(0, limit);
}

const putFirst = (productId: string): Recommendation => ({ productId, reason: { kind: 'pinned' }, strategy: 'pinned' });
