import { NOISE } from './silhouette';

/**
 * Adjusted Rand index (Hubert and Arabie, 1985) of two ways of parting the same people: 1 where they are the same, about 0 where only chance makes
 * them agree. Whoever is in no cluster is one cluster of its own; labels may be anything.
 */
export function randIndex<Label>(one: ArrayLike<Label>, other: ArrayLike<Label>): number {
  const cells = new Map<string, number>();
  const rows = new Map<string, number>();
  const columns = new Map<string, number>();
  const people = one.length;
  for (let person = 0; person < people; person++) {
    const [a, b] = [String(one[person] ?? NOISE), String(other[person] ?? NOISE)];
    add(cells, `${a} ${b}`);
    add(rows, a);
    add(columns, b);
  }
  const [together, ofRows, ofColumns] = [pairsIn(cells), pairsIn(rows), pairsIn(columns)];
  const byChance = (ofRows * ofColumns) / (pairsOf(people) || 1);
  const most = (ofRows + ofColumns) / 2;
  return most === byChance ? 1 : (together - byChance) / (most - byChance);
}

const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
const pairsOf = (count: number): number => (count * (count - 1)) / 2;
const pairsIn = (counts: Map<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + pairsOf(count), 0);
