import type { PastOrder } from '~/decisions/recommendations/query';
import type { Context } from '~/decisions/recommendations/model';
import { personAt, type History, type PastPurchase } from './history';
import type { NumberedHistory } from './number-history';
import {
  completion,
  discovery,
  newProducts,
  nextBasket,
  nextInSession,
  strangers,
  type Case,
  type Foreseen,
} from './tasks';

const DAY_MS = 86_400_000;

export type CasesByContext = Partial<Record<Context, readonly Case[]>>;

/** Questions whose answers are what happened after a model's instant. `before` is what the model was trained on, numbered as the model is. */
export function casesOf(
  before: History,
  { numberOf }: NumberedHistory,
  after: Pick<History, 'orders' | 'visits'>,
): CasesByContext {
  const { known, unknown } = foreseenOf(before, after.orders, numberOf);
  const visits = after.visits.map(({ items }) => items.map((id) => numberOf.get(id) ?? null));
  return {
    'next-basket': nextBasket(known),
    discovery: discovery(known),
    cart: completion(hideOne(after.orders, numberOf)),
    nobody: strangers(unknown),
    visit: nextInSession(visits, false),
    viewed: nextInSession(visits, true),
  };
}

/** As cases of 'new-products': what known buyers bought of products that the model has never seen sold. */
export function newProductCases(
  before: History,
  { numberOf }: NumberedHistory,
  orders: readonly PastPurchase[],
  cold: ReadonlySet<string>,
): Case[] {
  const numbers = new Set([...cold].flatMap((id) => numberOf.get(id) ?? []));
  return newProducts(foreseenOf(before, orders, numberOf).known, numbers);
}

/** Each buyer's first order after the split; buyers of whom nothing was known apart from the others. */
function foreseenOf(
  before: History,
  after: readonly PastPurchase[],
  numberOf: ReadonlyMap<string, number>,
): { known: Foreseen[]; unknown: Foreseen[] } {
  const pastOf = new Map<string, PastPurchase[]>();
  for (const order of before.orders.toSorted((a, b) => b.at - a.at)) {
    if (order.buyer === null) continue;
    const past = pastOf.get(order.buyer) ?? [];
    pastOf.set(order.buyer, past);
    past.push(order);
  }
  const numbered = (items: readonly string[]) => items.flatMap((id) => numberOf.get(id) ?? []);
  const found: { known: Foreseen[]; unknown: Foreseen[] } = { known: [], unknown: [] };
  const seen = new Set<string>();
  for (const order of after.toSorted((a, b) => a.at - b.at)) {
    if (order.buyer === null || seen.has(order.buyer)) continue;
    seen.add(order.buyer);
    const past = pastOf.get(order.buyer) ?? [];
    const asked = past.map((each): PastOrder => ({
      daysAgo: (order.at - each.at) / DAY_MS,
      items: numbered(each.items),
    }));
    const side = past.length > 0 ? found.known : found.unknown;
    const person = personAt(before, order.buyer, order.at);
    side.push({ before: asked, wanted: numbered(order.items), wantedCount: order.items.length, person });
  }
  return found;
}

/** One product of each basket of two or more; which one goes round with the baskets, so that none is always the first or the last. */
function hideOne(orders: readonly PastPurchase[], numberOf: ReadonlyMap<string, number>) {
  const baskets = orders
    .map(({ items }) => items.flatMap((id) => numberOf.get(id) ?? []))
    .filter(({ length }) => length > 1);
  return baskets.map((items, row) => {
    const hidden = (row * ROUND) % items.length;
    return { given: items.filter((_, at) => at !== hidden), hidden: items[hidden] ?? null };
  });
}

/** A prime, so that places go round whatever the baskets' lengths. */
const ROUND = 7_919;
