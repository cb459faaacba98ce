import KNN from 'ml-knn';
import type { PersonFacts } from '../person-facts';
import type { Query } from '../query';
import { rowOf, type WeightedRows } from '../rows';
import type { Strategy } from './strategy';

/**
 * What people began with who are like somebody by what is known of them before they buy: country, language, time of the year. Buyers who are the
 * same in these are one representative, so that a k-d tree stays small; nobody can be told from it.
 */
export interface LookAlike {
  /** Those with a dimension of their own; all others are none. */
  countries: string[];
  languages: string[];
  /** Per representative, its vector; one after the other. */
  vectors: Float32Array;
  /** Per representative, how many buyers it stands for. */
  buyers: Uint32Array;
  /** Per representative, what they began with, and per entry how many did. */
  firsts: WeightedRows;
  firstBuyers: Uint32Array;
}

/** Representatives that are looked at. */
const NEAREST = 5;
/** Of the Gaussian by which they count the less the farther they are (Nadaraya, Watson, 1964). */
const WIDTH = 0.5;
/** How much the time of the year counts beside country and language. */
const SEASON = 0.5;

export const lookAlike: Strategy<LookAlike> = {
  score(part, query, board) {
    for (const { row, nearness } of nearestTo(part, query)) {
      const from = part.firsts.offsets[row] ?? 0;
      for (const [place, item] of rowOf(part.firsts, row).entries())
        board.add(item, nearness * (part.firsts.weights[from + place] ?? 0));
    }
  },
  explain(part, query, item) {
    let buyers = 0;
    for (const { row } of nearestTo(part, query)) {
      const place = rowOf(part.firsts, row).indexOf(item);
      if (place >= 0) buyers += part.firstBuyers[(part.firsts.offsets[row] ?? 0) + place] ?? 0;
    }
    return { kind: 'people-alike', buyers };
  },
};

type Described = Pick<LookAlike, 'countries' | 'languages'>;

/** Country and language as one of many each (length ½√2, so that two that differ lie 1 apart), the month on a circle. */
export function vectorOf({ countries, languages }: Described, { country, language, month }: PersonFacts): number[] {
  const oneOf = (known: readonly string[], value: string | null) =>
    known.map((each) => (each === value ? Math.SQRT1_2 : 0));
  const angle = (month / 12) * 2 * Math.PI;
  return [
    ...oneOf(countries, country),
    ...oneOf(languages, language),
    (SEASON * Math.cos(angle)) / 2,
    (SEASON * Math.sin(angle)) / 2,
  ];
}

interface Near {
  row: number;
  nearness: number;
}

/** Those of whom neither country nor language is known are like nobody. */
function nearestTo(part: LookAlike, { person }: Query): Near[] {
  if (!person || part.buyers.length === 0 || !isKnown(part, person)) return [];
  const found = treeOf(part).kdTree.nearest(vectorOf(part, person), NEAREST);
  return found
    .map(([point, distance]) => {
      const row = point.at(-1) ?? 0;
      return { row, nearness: Math.log2(1 + (part.buyers[row] ?? 0)) * Math.exp(-((distance / WIDTH) ** 2)) };
    })
    .sort((a, b) => b.nearness - a.nearness || a.row - b.row);
}

const isKnown = ({ countries, languages }: Described, { country, language }: PersonFacts): boolean =>
  countries.includes(country ?? '') || languages.includes(language ?? '');

const trees = new WeakMap<LookAlike, KNN>();

function treeOf(part: LookAlike): KNN {
  const known = trees.get(part);
  if (known) return known;
  const dimensions = part.vectors.length / part.buyers.length;
  const points = [...part.buyers.keys()].map((row) => [
    ...part.vectors.subarray(row * dimensions, (row + 1) * dimensions),
  ]);
  const tree = new KNN(points, [...points.keys()]);
  trees.set(part, tree);
  return tree;
}
