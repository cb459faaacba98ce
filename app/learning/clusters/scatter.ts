import { PCA } from 'ml-pca';
import { firstOf, rowOf, type Table } from './standardise';

/** People as points of a plane, without saying who: `[x, y]`, to two decimals. */
export interface Scatter {
  points: [number, number][];
  /** How much of all that tells people apart the two directions hold, 0 to 1. */
  explained: number;
}

const MOST_POINTS = 1_500;

/** The two directions in which people differ most (principal components). */
export function scatterOf(table: Table): Scatter {
  const shown = firstOf(table, MOST_POINTS);
  const rows = Array.from({ length: shown.people }, (_, person) => [...rowOf(shown, person)]);
  const components = new PCA(rows);
  const [first = 0, second = 0] = components.getExplainedVariance();
  // A direction has two ends: the one that the larger weights point to is the same each time.
  const signs = components.getLoadings().to2DArray().slice(0, 2).map(signOf);
  const points = components.predict(rows, { nComponents: 2 }).to2DArray();
  return {
    points: points.map(([x = 0, y = 0]): [number, number] => [
      rounded(x * (signs[0] ?? 1)),
      rounded(y * (signs[1] ?? 1)),
    ]),
    explained: first + second,
  };
}

const signOf = (weights: number[]): 1 | -1 => (weights.reduce((sum, weight) => sum + weight ** 3, 0) < 0 ? -1 : 1);
const rounded = (value: number): number => Math.round(value * 100) / 100;
