import type { LearnedFrom, NumberedBasket } from './fit/learned-from';
import { assertPast, personAt, type History, type PastPurchase } from './history';

export interface NumberedHistory {
  /** Products by number, ascending. */
  ids: string[];
  numberOf: ReadonlyMap<string, number>;
  learned: LearnedFrom;
}

const DAY_MS = 86_400_000;

/** A history as strategies are fitted to it, as it looked at an instant. Throws FutureInTraining where it knows more. */
export function numberHistory(history: History, now: number): NumberedHistory {
  assertPast(history, now);
  const { orders, visits, products } = history;
  const ids = [
    ...new Set([...[...orders, ...visits].flatMap(({ items }) => items), ...products.map(({ id }) => id)]),
  ].sort();
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const numbered = (items: readonly string[]) => items.map((id) => numberOf.get(id) ?? 0);
  const factsOf = new Map(products.map((facts) => [facts.id, facts]));
  const sessions = visits
    .toSorted(newestFirst)
    .map(({ at, items }) => ({ daysAgo: (now - at) / DAY_MS, items: numbered(items) }));
  const learned = {
    size: ids.length,
    baskets: toBaskets(history, now, numbered),
    sessions,
    words: ids.map((id) => factsOf.get(id)?.words ?? []),
    addedDaysAgo: ids.map((id) => {
      const addedAt = factsOf.get(id)?.addedAt ?? null;
      return addedAt === null ? null : (now - addedAt) / DAY_MS;
    }),
  };
  return { ids, numberOf, learned };
}

const newestFirst = (a: { at: number }, b: { at: number }): number => b.at - a.at;

function toBaskets(history: History, now: number, numbered: (items: readonly string[]) => number[]): NumberedBasket[] {
  const orders = history.orders.toSorted(newestFirst);
  const firstOf = new Map<string, PastPurchase>();
  for (const order of orders) if (order.buyer !== null) firstOf.set(order.buyer, order); // the oldest comes last
  const buyers = new Map([...firstOf.keys()].map((buyer, number) => [buyer, number]));
  const isFirst = (order: PastPurchase) => order.buyer !== null && firstOf.get(order.buyer) === order;
  return orders.map((order, row) => ({
    daysAgo: (now - order.at) / DAY_MS,
    buyer: order.buyer === null ? buyers.size + row : (buyers.get(order.buyer) ?? 0),
    items: [...new Set(numbered(order.items))],
    isFirst: isFirst(order),
    person: isFirst(order) ? personAt(history, order.buyer, order.at) : null,
  }));
}
