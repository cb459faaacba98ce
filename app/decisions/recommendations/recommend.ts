import { mixed, reasonFor, type Chosen } from './hybrid';
import type { Scored } from './merchandising';
import type { Context, RecommenderModel } from './model';
import { withOneNew } from './one-new';
import type { PersonFacts } from './person-facts';
import type { Query } from './query';
import { renamed, type Recommendation } from './recommendation';
import { dueAgain } from './repeats';
import { isAlike } from './strategies/content';

/** What is known of the shopper at the moment of asking; products by their ids. */
export interface Asked {
  cart: readonly string[];
  /** Products viewed in this visit, oldest first. */
  viewed: readonly string[];
  /** The person's own orders, newest first. */
  orders: readonly { daysAgo: number; items: readonly string[] }[];
  /** Who it is, as far as that is known; null: nobody in particular. */
  person?: PersonFacts | null;
}

/** Products for one question by what they are worth to it, best first, each with a reason that is looked for only then. */
export interface Ranking {
  candidates: Scored[];
  /** The same products, those that say nothing new behind the front. */
  spread(productIds: readonly string[]): string[];
  explain(productId: string): Recommendation;
}

/**
 * Products for one question, best first: never those of the cart, and of what somebody bought only what is bought again and again and whose time
 * has come. What was looked at in this visit is known to whoever looked and comes after all that is new.
 */
export function rank(
  model: RecommenderModel,
  asked: Asked,
  limit: number,
  mayShow: (productId: string) => boolean = () => true,
): Ranking {
  const query = toQuery(model, asked);
  const again = dueAgain(model.repeats, query.orders);
  const owned = query.orders.flatMap(({ items }) => items).filter((item) => !again.has(item));
  const taken = new Set([...query.cart, ...owned]);
  const seen = new Set(query.session);
  const isFree = (item: number) => !taken.has(item) && mayShow(nameOf(item));
  const nameOf = (item: number) => model.ids[item] ?? '';
  const isNews = (item: number) => !seen.has(item) && isFree(item);
  const mix = model.mixes[contextOf(query, again.size > 0)];
  const news = withOneNew(model, query, mixed(model, mix, query, limit, isNews), isNews).slice(0, limit);
  const lowest = news.at(-1)?.score ?? 1;
  const chosen = [...news, ...seenBefore(model, query, limit - news.length, lowest, isFree)];
  const byId = new Map(chosen.map((each) => [nameOf(each.item), each]));
  return {
    candidates: chosen.map(({ item, score }) => ({ productId: nameOf(item), score })),
    spread: (productIds) => spread(model, productIds),
    explain(productId) {
      const found = byId.get(productId);
      if (!found) throw new Error(`${productId} is not in this ranking`);
      return explained(model, query, found);
    },
  };
}

/** What was looked at already, by what it is to anybody; all of it scores below the lowest of what is new. */
function seenBefore(
  model: RecommenderModel,
  query: Query,
  limit: number,
  below: number,
  isFree: (item: number) => boolean,
): Chosen[] {
  if (limit <= 0 || query.session.length === 0) return [];
  const seen = new Set(query.session);
  const known = mixed(model, model.mixes.nobody, query, limit, (item) => seen.has(item) && isFree(item));
  const highest = known[0]?.score ?? 1;
  return known.map((each) => ({ ...each, score: (below * each.score) / (2 * highest) }));
}

/** The first few of a ranking that may be shown, each with its reason. */
export function recommend(
  model: RecommenderModel,
  asked: Asked,
  isEligible: (productId: string) => boolean,
  limit: number,
): Recommendation[] {
  const { candidates, spread: spreadOut, explain } = rank(model, asked, model.ids.length, isEligible);
  return spreadOut(candidates.map(({ productId }) => productId))
    .slice(0, limit)
    .map(explain);
}

/** What there is to go by, the nearest to buying first. */
export function contextOf({ cart, session, orders }: Query, isAnyDueAgain = false): Context {
  if (cart.length > 0) return 'cart';
  if (session.length > 0) return 'viewed';
  if (orders.length === 0) return 'nobody';
  return isAnyDueAgain ? 'next-basket' : 'discovery';
}

export function toQuery(model: RecommenderModel, { cart, viewed, orders, person = null }: Asked): Query {
  const numberOf = numbersOf(model);
  const numbers = (ids: readonly string[]) => ids.flatMap((id) => numberOf.get(id) ?? []);
  return {
    cart: numbers(cart),
    session: numbers(viewed),
    orders: orders
      .map(({ daysAgo, items }) => ({ daysAgo, items: numbers(items) }))
      .filter(({ items }) => items.length > 0),
    person,
  };
}

function explained(model: RecommenderModel, query: Query, chosen: Chosen): Recommendation {
  const nameOf = (item: number) => model.ids[item] ?? '';
  // Whatever else speaks for it: nobody needs to be told why more than that they chose it before.
  const isOwned = query.orders.some(({ items }) => items.includes(chosen.item));
  const strategy = isOwned ? 'bought-before' : chosen.strategy;
  const reason = renamed(reasonFor(model, query, { ...chosen, strategy }), nameOf);
  return { productId: nameOf(chosen.item), reason, strategy };
}

/** Among so many at the front no two are described almost alike. */
const SPREAD = 12;

/** Who stands right behind one that is described almost like it says nothing new, and waits until the front is full. */
export function spread(model: RecommenderModel, productIds: readonly string[]): string[] {
  const content = model.strategies['cart-alike'];
  if (content?.kind !== 'like-cart') return [...productIds];
  const numberOf = numbersOf(model);
  const isSame = (one: string, other: string) => {
    const [a, b] = [numberOf.get(one), numberOf.get(other)];
    return a !== undefined && b !== undefined && isAlike(content.part, a, b);
  };
  const front: string[] = [];
  const waiting: string[] = [];
  for (const [at, id] of productIds.entries()) {
    if (front.length >= SPREAD) return [...front, ...waiting, ...productIds.slice(at)];
    if (front.some((other) => isSame(other, id))) waiting.push(id);
    else front.push(id);
  }
  return [...front, ...waiting];
}

const cachedNumbers = new WeakMap<RecommenderModel, Map<string, number>>();

function numbersOf(model: RecommenderModel): Map<string, number> {
  const cached = cachedNumbers.get(model);
  if (cached) return cached;
  const numbers = new Map(model.ids.map((id, number) => [id, number]));
  cachedNumbers.set(model, numbers);
  return numbers;
}
