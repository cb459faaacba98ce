import type { Query } from '../query';
import type { Reason } from '../recommendation';
import { scratchBoard, type ScoreBoard } from '../score-board';
import { rowOf, type Rows } from '../rows';
import { likeCart, likeOrders, likeVisit, type Content } from './content';
import { cartNeighbours, orderNeighbours, visitNeighbours, type ItemNeighbours } from './item-neighbours';
import { lookAlike, type LookAlike } from './look-alike';
import { ownPurchases, type OwnPurchases } from './own-purchases';
import { popularity, type Popularity } from './popularity';
import { sessionKnn, type SessionKnn } from './session-knn';
import { sessionRepeats, type SessionRepeats } from './session-repeats';
import type { Strategy } from './strategy';
import { userKnn, type UserKnn } from './user-knn';

interface Parts {
  'cart-neighbours': ItemNeighbours;
  'visit-neighbours': ItemNeighbours;
  'order-neighbours': ItemNeighbours;
  'like-cart': Content;
  'like-visit': Content;
  'like-orders': Content;
  'look-alike': LookAlike;
  'own-purchases': OwnPurchases;
  popularity: Popularity;
  'session-knn': SessionKnn;
  'session-repeats': SessionRepeats;
  'user-knn': UserKnn;
  bridge: Bridge;
}

export type Kind = keyof Parts;

/** A strategy with what it learnt. */
export type Fitted = { [K in Kind]: { kind: K; part: Parts[K] } }[Kind];

/** What sells too little to have neighbours of its own takes the mean of the scores of those that are described like it. */
export interface Bridge {
  over: Fitted;
  /** Products that need it, and per entry those described most like them. */
  cold: Uint32Array;
  like: Rows;
  size: number;
}

const bridge: Strategy<Bridge> = {
  score(part, query, board) {
    const warm = scratchBoard(part, part.size);
    score(part.over, query, warm);
    for (const [place, item] of part.cold.entries()) {
      const row = rowOf(part.like, place);
      let sum = 0;
      for (const other of row) sum += Math.max(0, warm.of(other));
      if (sum > 0) board.add(item, sum / row.length);
    }
    warm.clear();
  },
  /** By the best of those it is described like. */
  explain(part, query, item) {
    const warm = scratchBoard(part, part.size);
    score(part.over, query, warm);
    const row = [...rowOf(part.like, part.cold.indexOf(item))];
    const [best] = row.sort((a, b) => warm.of(b) - warm.of(a) || a - b);
    warm.clear();
    return { kind: 'similar', productId: best ?? item };
  },
};

const STRATEGIES: { [K in Kind]: Strategy<Parts[K]> } = {
  'cart-neighbours': cartNeighbours,
  'visit-neighbours': visitNeighbours,
  'order-neighbours': orderNeighbours,
  'like-cart': likeCart,
  'like-visit': likeVisit,
  'like-orders': likeOrders,
  'look-alike': lookAlike,
  'own-purchases': ownPurchases,
  popularity,
  'session-knn': sessionKnn,
  'session-repeats': sessionRepeats,
  'user-knn': userKnn,
  bridge,
};

/** Kind and part of one `Fitted` belong together, which the compiler cannot follow through the table. */
const strategyOf = ({ kind }: Fitted) => STRATEGIES[kind] as Strategy<Fitted['part']>;

export function score(fitted: Fitted, query: Query, board: ScoreBoard): void {
  strategyOf(fitted).score(fitted.part, query, board);
}

export function explain(fitted: Fitted, query: Query, item: number): Reason<number> {
  return strategyOf(fitted).explain(fitted.part, query, item);
}
