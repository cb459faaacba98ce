import type { ItemNeighbours } from '~/decisions/recommendations/strategies/item-neighbours';
import { rowOf, toRows, transpose } from '~/decisions/recommendations/rows';
import type { LearnedFrom } from './learned-from';
import { growRows } from './grow-rows';
import { toNeighbours } from './neighbour-rows';
import { createPairCounter, type PairCounter } from './pair-counter';

export interface CoViewSettings {
  /** e^(−(steps − 1) ÷ n): how much a product so many steps away counts. */
  nearSteps: number;
  /** What came before a product counts so much of what came after it. */
  before: number;
  /** Power of the other product's own count by which a weight is divided: 0 gives a rule's confidence, ½ the cosine. */
  popularityPower: number;
  /** e^(−steps back ÷ n) within the visit that asks. */
  steps: number;
}

const MOST_NEIGHBOURS = 100;
const WINDOW = 20;

/** What was met after a product, and before it, by how many steps away (sequential rules: Ludewig, Jannach, UMUAI 2018). */
export function fitCoView({ sessions, size }: LearnedFrom, settings: CoViewSettings): ItemNeighbours {
  const visits = toRows(sessions.map(({ items }) => items));
  const visitsOf = transpose(toRows(sessions.map(({ items }) => [...new Set(items)])), size);
  const { popularityPower: power, steps } = settings;
  const own = (item: number) => rowOf(visitsOf, item).length;
  const beside = createPairCounter(size);
  const rows = growRows(size);
  for (let item = 0; item < size; item++) {
    for (const visit of rowOf(visitsOf, item)) countSteps(rowOf(visits, visit), item, settings, beside);
    const found: Found[] = [];
    beside.drain((other, weight, lists) =>
      found.push({ other, weight: weight / (own(item) ** (1 - power) * own(other) ** power), lists }),
    );
    found.sort((a, b) => b.weight - a.weight || a.other - b.other);
    for (const { other, weight, lists } of found.slice(0, MOST_NEIGHBOURS)) rows.add(other, weight, lists);
    rows.endRow();
  }
  return toNeighbours(rows.rows(), { evidence: 'visits', steps, halfLifeDays: Infinity });
}

interface Found {
  other: number;
  weight: number;
  lists: number;
}

/** Each time the product stands in a visit: what comes within the window after it, and what came before it. */
function countSteps(
  items: Uint32Array,
  item: number,
  { nearSteps, before }: CoViewSettings,
  beside: PairCounter,
): void {
  for (const [at, each] of items.entries()) {
    if (each !== item) continue;
    for (let other = Math.max(0, at - WINDOW); other <= at + WINDOW && other < items.length; other++) {
      if (items[other] === item) continue;
      const near = Math.exp((1 - Math.abs(other - at)) / nearSteps);
      beside.add(items[other] ?? 0, other > at ? near : near * before);
    }
  }
}
