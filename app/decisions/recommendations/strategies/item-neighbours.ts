import type { Query } from '../query';
import type { Reason } from '../recommendation';
import type { WeightedRows } from '../rows';
import type { ScoreBoard } from '../score-board';
import { boughtItems } from './bought-items';
import type { Strategy } from './strategy';

/** For each product, others with a weight: what goes with it. How they were found, by co-purchase or co-view, says who fitted them. */
export interface ItemNeighbours extends WeightedRows {
  /** Per entry, how many of what it was found by hold both: orders, visits, or all that one buyer bought. */
  together: Uint32Array;
  evidence: 'orders' | 'buyers' | 'visits';
  /** e^(−steps back ÷ n) for products of the visit. */
  steps: number;
  /** How the weight of a past order's product falls with time. */
  halfLifeDays: number;
}

/** Newest products of a visit that count; bounds the work. */
const LONGEST_VISIT = 50;

type Sources = Iterable<readonly [item: number, factor: number]>;

/** All of the cart alike. */
export const cartNeighbours = neighboursOf((_part, { cart }) => cart.map((item) => [item, 1] as const));

/** The last product counts whole, those before it less with each step. */
export const visitNeighbours = neighboursOf(({ steps }, { session }) => {
  const from = Math.max(0, session.length - LONGEST_VISIT);
  return session.slice(from).map((item, at, { length }) => [item, Math.exp((at - length + 1) / steps)] as const);
});

/** What was bought, the newest counting most. */
export const orderNeighbours = neighboursOf(({ halfLifeDays }, { orders }) => boughtItems(orders, halfLifeDays));

function neighboursOf(sourcesOf: (part: ItemNeighbours, query: Query) => Sources): Strategy<ItemNeighbours> {
  return {
    score(part, query, board) {
      for (const [item, factor] of sourcesOf(part, query)) addRow(part, item, factor, board);
    },
    explain(part, query, item) {
      let best: { weight: number; reason: Reason<number> } | null = null;
      for (const [source, factor] of sourcesOf(part, query)) {
        const at = placeIn(part, source, item);
        if (at < 0) continue;
        const weight = (part.weights[at] ?? 0) * factor;
        if (!best || weight > best.weight) best = { weight, reason: reasonOf(part, source, at) };
      }
      if (!best) throw new Error('a product that no neighbour named has no reason here');
      return best.reason;
    },
  };
}

function addRow({ offsets, items, weights }: ItemNeighbours, item: number, factor: number, board: ScoreBoard): void {
  const end = offsets[item + 1] ?? 0;
  for (let at = offsets[item] ?? 0; at < end; at++) board.add(items[at] ?? 0, (weights[at] ?? 0) * factor);
}

/** Where the other stands in a product's row; −1 where it does not. */
function placeIn({ offsets, items }: ItemNeighbours, item: number, other: number): number {
  const end = offsets[item + 1] ?? 0;
  for (let at = offsets[item] ?? 0; at < end; at++) if (items[at] === other) return at;
  return -1;
}

function reasonOf({ evidence, together }: ItemNeighbours, source: number, at: number): Reason<number> {
  const count = together[at] ?? 0;
  switch (evidence) {
    case 'orders':
      return { kind: 'bought-together', withProductId: source, orders: count };
    case 'buyers':
      return { kind: 'bought-by-same', withProductId: source, buyers: count };
    case 'visits':
      return { kind: 'because-viewed', productId: source, sessions: count };
  }
}
