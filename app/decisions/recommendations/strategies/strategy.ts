import type { Query } from '../query';
import type { Reason } from '../recommendation';
import type { ScoreBoard } from '../score-board';

/**
 * A way of choosing products. What it learnt is its part of the model, made of typed arrays and numbers; the strategy itself keeps nothing.
 */
export interface Strategy<Part> {
  /** Gives scores to products; none where the query gives it nothing to go by. Scores compare within one answer only. */
  score(part: Part, query: Query, board: ScoreBoard): void;
  /** Why it gave that product a score; asked only of products that got one. */
  explain(part: Part, query: Query, item: number): Reason<number>;
}
