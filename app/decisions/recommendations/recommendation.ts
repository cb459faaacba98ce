/** Why a product was chosen; each names what it rests on. `P` is how products are named: by their id, or within a model by their number. */
export type Reason<P = string> =
  | { kind: 'bought-together'; withProductId: P; orders: number }
  | { kind: 'bought-by-same'; withProductId: P; buyers: number }
  | { kind: 'because-viewed'; productId: P; sessions: number }
  | { kind: 'seen-in-visit' }
  | { kind: 'bought-before'; orders: number; daysAgo: number }
  | { kind: 'buyers-alike'; buyers: number }
  /** First bought by people of whom the same is known. */
  | { kind: 'people-alike'; buyers: number }
  | { kind: 'similar'; productId: P }
  | { kind: 'best-seller'; rank: number }
  /** Sells more than others of late; an order `days` old counts half. */
  | { kind: 'trending'; rank: number; days: number }
  /** What people buy first. */
  | { kind: 'first-choice'; rank: number }
  | { kind: 'new-arrival'; daysAgo: number }
  /** Of a collection that was asked for, and nothing else speaks for it. */
  | { kind: 'same-collection' }
  /** The merchant put it first. */
  | { kind: 'pinned' };

export interface Recommendation {
  productId: string;
  reason: Reason;
  /** What spoke for it above all: a strategy's name, or "pinned". Absent in what was stored before it was kept. */
  strategy?: string;
}

/** The same reason in other names of products. */
export function renamed<P, Q>(reason: Reason<P>, nameOf: (product: P) => Q): Reason<Q> {
  switch (reason.kind) {
    case 'bought-together':
    case 'bought-by-same':
      return { ...reason, withProductId: nameOf(reason.withProductId) };
    case 'because-viewed':
    case 'similar':
      return { ...reason, productId: nameOf(reason.productId) };
    default:
      return reason;
  }
}
