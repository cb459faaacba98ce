import type { Feature } from './features';

/** How a feature's numbers are brought to one scale; `scale` 0: it tells nobody apart. */
export interface Scaling {
  isLogarithmic: boolean;
  /** Bounds after the logarithm. */
  least: number;
  most: number;
  centre: number;
  scale: number;
}

/** People as rows of numbers, one after the other in one array. */
export interface Table {
  values: Float64Array;
  people: number;
  features: number;
}

/** What lies beyond in each direction is brought in to where it begins: one buyer of everything must not be a cluster. */
const TAIL = 0.01;

/**
 * Learns the scale of each feature. Counts, money and days are taken by their logarithm (1 + x), bounded by their 1st and 99th percentile, and divided
 * by the standard deviation of what that leaves: robust, and defined where most people have none. A yes or no is only centred, so that it counts at
 * most half as much as a number. Nothing is missing: `features.ts` says for what unknown counts.
 */
export function learnScalings(table: Table, features: readonly Feature[]): Scaling[] {
  return features.map(({ of }, column) => scalingOf(columnOf(table, column), of.kind === 'choice'));
}

function columnOf({ values, people, features }: Table, column: number): Float64Array {
  return Float64Array.from({ length: people }, (_, person) => values[person * features + column] ?? 0);
}

function scalingOf(raw: Float64Array, isChoice: boolean): Scaling {
  const values = isChoice ? raw : raw.map(Math.log1p);
  const sorted = values.slice().sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [least, most] = isChoice ? [0, 1] : [at(TAIL), at(1 - TAIL)];
  const bounded = values.map((value) => bound(value, least, most));
  const centre = meanOf(bounded);
  const deviation = Math.sqrt(meanOf(bounded.map((value) => (value - centre) ** 2)));
  return { isLogarithmic: !isChoice, least, most, centre, scale: isChoice ? 1 : deviation };
}

/** The table on one scale. */
export function standardise({ values, people, features }: Table, scalings: readonly Scaling[]): Table {
  const scaled = values.map((value, index) => {
    const { isLogarithmic, least, most, centre, scale } = scalings[index % features] as Scaling;
    return scale === 0 ? 0 : (bound(isLogarithmic ? Math.log1p(value) : value, least, most) - centre) / scale;
  });
  return { values: scaled, people, features };
}

/** The first so many people. */
export const firstOf = ({ values, people, features }: Table, most: number): Table => ({
  ...{ values: values.subarray(0, Math.min(people, most) * features), people: Math.min(people, most), features },
});

export const rowOf = ({ values, features }: Table, person: number): Float64Array =>
  values.subarray(person * features, (person + 1) * features);

const bound = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
