import { monthOf, type PersonFacts } from '~/decisions/recommendations/person-facts';

/** One order's products, each once. */
export interface PastPurchase {
  /** Instant in ms. */
  at: number;
  /** Null: a guest of whom nothing else is known. */
  buyer: string | null;
  items: readonly string[];
}

/** What was met in one visit, in order, repeats kept; `at` is its end. */
export interface PastVisit {
  at: number;
  items: readonly string[];
}

export interface ProductFacts {
  id: string;
  /** What is said of it: words of title, type, vendor, tags, collections, its price band. */
  words: readonly string[];
  /** When it was added to the shop; null where that is not known. */
  addedAt: number | null;
}

/** What was told of a buyer, each with when (ms). */
export interface ToldOf {
  country: readonly [value: string, toldAt: number] | null;
  language: readonly [value: string, toldAt: number] | null;
}

/** All that a recommender is trained on. Products may be named that nobody met yet. */
export interface History {
  orders: readonly PastPurchase[];
  visits: readonly PastVisit[];
  products: readonly ProductFacts[];
  /** By buyer; those of whom nothing was told are missing. */
  people?: ReadonlyMap<string, ToldOf>;
}

export class FutureInTraining extends Error {
  constructor(what: string, at: number, now: number) {
    super(
      `${what} of ${new Date(at).toISOString()} is later than the split, ${new Date(now).toISOString()}: training must not know it`,
    );
    this.name = 'FutureInTraining';
  }
}

/** What had happened by an instant, that instant included; products added later are left out. */
export const until = ({ orders, visits, products, people }: History, now: number): History => ({
  ...(people ? { people } : {}),
  orders: orders.filter(({ at }) => at <= now),
  visits: visits.filter(({ at }) => at <= now),
  products: products.filter(({ addedAt }) => addedAt === null || addedAt <= now),
});

/** Throws FutureInTraining where anything is later than the instant a model is trained for. */
export function assertPast({ orders, visits, products }: History, now: number): void {
  const late =
    named('an order', orders.find(({ at }) => at > now)?.at) ??
    named('a visit', visits.find(({ at }) => at > now)?.at) ??
    named('a product', products.find(({ addedAt }) => addedAt !== null && addedAt > now)?.addedAt);
  if (late) throw new FutureInTraining(late.what, late.at, now);
}

const named = (what: string, at: number | null | undefined) => (at === undefined || at === null ? null : { what, at });

/** Who a buyer was at an instant, by what had been told until then: an order often tells where its buyer lives, and must not be foreseen by it. */
export function personAt({ people }: History, buyer: string | null, at: number): PersonFacts | null {
  const told = buyer === null ? undefined : people?.get(buyer);
  if (!told) return null;
  const before = (fact: ToldOf['country']) => (fact && fact[1] < at ? fact[0] : null);
  return { country: before(told.country), language: before(told.language), month: monthOf(at) };
}
