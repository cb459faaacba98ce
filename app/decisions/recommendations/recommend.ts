import { mixed, reasonFor, type Chosen } from './hybrid';
import type { Context, RecommenderModel } from './model';
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
}

/** A ranking that can be gone through as far as is needed, each product with a reason that is looked for only then. */
export interface Ranking {
  productIds: string[];
  explain(place: number): Recommendation;
}

/**
 * Products for one question, best first: never those of the cart, and of what somebody bought only what is bought again and again and whose time
 * has come.
 */
export function rank(model: RecommenderModel, asked: Asked, limit: number): Ranking {
  const query = toQuery(model, asked);
  const again = dueAgain(model.repeats, query.orders);
  const owned = query.orders.flatMap(({ items }) => items).filter((item) => !again.has(item));
  const taken = new Set([...query.cart, ...owned]);
  const seen = new Set(query.session);
  const news = mixed(
    model,
    model.mixes[contextOf(query, again.size > 0)],
    query,
    limit,
    (item) => !taken.has(item) && !seen.has(item),
  );
  const chosen = [...spread(model, news), ...seenBefore(model, query, limit - news.length, taken)];
  return {
    productIds: chosen.map(({ item }) => model.ids[item] ?? ''),
    explain: (place) => explained(model, query, chosen[place]),
  };
}

/** What was looked at in this visit is known to whoever looked: it comes after all that is new, by what it is to anybody. */
function seenBefore(model: RecommenderModel, query: Query, limit: number, taken: ReadonlySet<number>): Chosen[] {
  if (limit <= 0 || query.session.length === 0) return [];
  const seen = new Set(query.session);
  return mixed(model, model.mixes.nobody, query, limit, (item) => seen.has(item) && !taken.has(item));
}

/** The first few of a ranking that may be shown, each with its reason. */
export function recommend(
  model: RecommenderModel,
  asked: Asked,
  isEligible: (productId: string) => boolean,
  limit: number,
): Recommendation[] {
  const { productIds, explain } = rank(model, asked, model.ids.length);
  const places = [...productIds.keys()].filter((place) => isEligible(productIds[place] ?? ''));
  return places.slice(0, limit).map(explain);
}

/** What there is to go by, the nearest to buying first. */
export function contextOf({ cart, session, orders }: Query, isAnyDueAgain = false): Context {
  if (cart.length > 0) return 'cart';
  if (session.length > 0) return 'viewed';
  if (orders.length === 0) return 'nobody';
  return isAnyDueAgain ? 'next-basket' : 'discovery';
}

export function toQuery(model: RecommenderModel, { cart, viewed, orders }: Asked): Query {
  const numberOf = numbersOf(model);
  const numbers = (ids: readonly string[]) => ids.flatMap((id) => numberOf.get(id) ?? []);
  return {
    cart: numbers(cart),
    session: numbers(viewed),
    orders: orders
      .map(({ daysAgo, items }) => ({ daysAgo, items: numbers(items) }))
      .filter(({ items }) => items.length > 0),
  };
}

function explained(model: RecommenderModel, query: Query, chosen: Chosen | undefined): Recommendation {
  if (!chosen) throw new Error('there is no such place in this ranking');
  const nameOf = (item: number) => model.ids[item] ?? '';
  // Whatever else speaks for it: nobody needs to be told why more than that they chose it before.
  const isOwned = query.orders.some(({ items }) => items.includes(chosen.item));
  const strategy = isOwned ? 'bought-before' : chosen.strategy;
  return { productId: nameOf(chosen.item), reason: renamed(reasonFor(model, query, { ...chosen, strategy }), nameOf) };
}

/** Among so many at the front no two are described almost alike. */
const SPREAD = 12;

/** Who stands right behind one that is described almost like it says nothing new, and waits until the front is full. */
function spread(model: RecommenderModel, chosen: readonly Chosen[]): Chosen[] {
  const content = model.strategies['cart-alike'];
  if (content?.kind !== 'like-cart') return [...chosen];
  const front: Chosen[] = [];
  const waiting: Chosen[] = [];
  for (const each of chosen) {
    const isFull = front.length >= SPREAD;
    if (!isFull && front.some(({ item }) => isAlike(content.part, item, each.item))) waiting.push(each);
    else if (isFull && waiting.length > 0) front.push(...waiting.splice(0), each);
    else front.push(each);
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
