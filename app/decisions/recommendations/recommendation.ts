/** Why a product was chosen; each names what it rests on. */
export type Reason =
  | { kind: 'bought-together'; withProductId: string; orders: number }
  | { kind: 'because-viewed'; productId: string; sessions: number }
  | { kind: 'best-seller'; rank: number };

export interface Recommendation {
  productId: string;
  reason: Reason;
}

/** What is known of the shopper at the moment of asking. */
export interface RecommendationQuery {
  cart: string[];
  /** Products viewed in this session, oldest first. */
  viewed: string[];
}

/** A product as an index knows it: its position, with a score that only compares within one strategy. */
export interface Scored {
  item: number;
  score: number;
  reason: Reason;
}
