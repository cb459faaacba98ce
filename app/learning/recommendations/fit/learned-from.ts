import type { PersonFacts } from '~/decisions/recommendations/person-facts';

/** An order with its products by number, each once. */
export interface NumberedBasket {
  daysAgo: number;
  /** The buyer by number; a guest's order has a buyer of its own. */
  buyer: number;
  items: readonly number[];
  /** Whether the buyer had bought nothing before. */
  isFirst: boolean;
  /** Who the buyer was before it, as far as that was known. */
  person?: PersonFacts | null;
}

/** A visit with its products by number, in the order they were met, repeats kept. */
export interface NumberedSession {
  daysAgo: number;
  items: readonly number[];
}

/** What strategies are fitted to; all of it happened before the instant the model is trained for. */
export interface LearnedFrom {
  /** Number of products. */
  size: number;
  /** Newest first. */
  baskets: readonly NumberedBasket[];
  /** Newest first. */
  sessions: readonly NumberedSession[];
  /** Per product, the words said of it. */
  words: readonly (readonly string[])[];
  /** Per product, days since it was added; null where that is not known. */
  addedDaysAgo: readonly (number | null)[];
}
