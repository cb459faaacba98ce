import type { PersonFacts } from './person-facts';

/** An order of the person who is asked for: how long ago, and its products by number. */
export interface PastOrder {
  daysAgo: number;
  items: readonly number[];
}

/** What is known of the shopper at the moment of asking; products by their number in the model. */
export interface Query {
  cart: readonly number[];
  /** What was met in this visit, oldest first; what was met twice stands there twice. */
  session: readonly number[];
  /** The person's own orders, newest first. */
  orders: readonly PastOrder[];
  /** Where nothing was bought or met: who it is, as far as that is known. */
  person?: PersonFacts | null;
}

/** A weight that halves in so many days. */
export const decay = (daysAgo: number, halfLifeDays: number): number => 2 ** (-Math.max(0, daysAgo) / halfLifeDays);
