import type { ItemNeighbours } from '~/decisions/recommendations/strategies/item-neighbours';
import type { LearnedFrom } from './learned-from';
import { toNeighbours, type ToldNeighbour } from './neighbour-rows';

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
  const visits = sessions.map(({ items }) => items);
  const own = new Float64Array(size);
  for (const items of visits) for (const item of new Set(items)) own[item] = (own[item] ?? 0) + 1;
  const pairs = pairsOf(visits, settings);
  const { popularityPower: power } = settings;
  const rows: ToldNeighbour[][] = Array.from({ length: size }, () => []);
  for (const [item, row] of pairs.entries()) {
    const found: ToldNeighbour[] = [];
    for (const [other, { weight, lists }] of row) {
      const divisor = (own[item] ?? 1) ** (1 - power) * (own[other] ?? 1) ** power;
      found.push({ item: other, weight: weight / divisor, lists });
    }
    rows[item] = found.sort((a, b) => b.weight - a.weight || a.item - b.item).slice(0, MOST_NEIGHBOURS);
  }
  return toNeighbours(rows, { evidence: 'visits', steps: settings.steps, halfLifeDays: Infinity });
}

interface Pair {
  weight: number;
  lists: number;
}

function pairsOf(
  lists: readonly (readonly number[])[],
  { nearSteps, before }: CoViewSettings,
): Map<number, Map<number, Pair>> {
  const near = Array.from({ length: WINDOW + 1 }, (_, steps) => Math.exp((1 - steps) / nearSteps));
  const pairs = new Map<number, Map<number, Pair>>();
  const add = (item: number, other: number, weight: number) => {
    const row = pairs.get(item) ?? new Map<number, Pair>();
    pairs.set(item, row);
    const pair = row.get(other);
    if (pair) {
      pair.weight += weight;
      pair.lists += 1;
    } else row.set(other, { weight, lists: 1 });
  };
  for (const items of lists)
    for (const [at, item] of items.entries())
      for (let steps = 1; steps <= WINDOW && at + steps < items.length; steps++) {
        const other = items[at + steps] ?? 0;
        if (other === item) continue;
        add(item, other, near[steps] ?? 0);
        add(other, item, (near[steps] ?? 0) * before);
      }
  return pairs;
}
