import type { Feature } from './features';

/** How a feature's numbers are brought to one scale; `scale` 0: it tells nobody apart. */
export interface Scaling {
  /** The middle of what those have who have any; null: of a yes or no. */
  unit: number | null;
  /** What of nobody is known counts as the middle. */
  isZeroUnknown: boolean;
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
 * Learns the scale of each feature. Counts, money and days are taken by the logarithm of one more than how many times the middle of them they are, so
 * that a currency's units say nothing and none is not worlds from few; bounded by their 1st and 99th percentile, and divided by the standard deviation
 * of what that leaves: robust, and defined where most people have none. A yes or no is only centred, so that it counts at most half as much as a
 * number. Features of one theme share the weight of one. What is unknown counts as the middle, or as `features.ts` says.
 */
export function learnScalings(table: Table, features: readonly Feature[]): Scaling[] {
  return features.map((feature, column) => {
    const alike = features.filter(({ theme }) => theme === feature.theme).length;
    const { scale, ...scaling } = scalingOf(columnOf(table, column), feature);
    return { ...scaling, scale: scale * Math.sqrt(alike) };
  });
}

function columnOf({ values, people, features }: Table, column: number): Float64Array {
  return Float64Array.from({ length: people }, (_, person) => values[person * features + column] ?? 0);
}

function scalingOf(raw: Float64Array, { of, isOfBuyers }: Feature): Scaling {
  const some = raw.filter((value) => value > 0).sort();
  const unit = of.kind === 'choice' ? null : (some[some.length >> 1] ?? 1);
  const known = { unit, isZeroUnknown: isOfBuyers === true };
  const values = raw.map((value) => onScale(value, known));
  const sorted = values.slice().sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [least, most] = unit === null ? [0, 1] : [at(TAIL), at(1 - TAIL)];
  const bounded = values.map((value) => bound(value, least, most));
  const centre = meanOf(bounded);
  const deviation = Math.sqrt(meanOf(bounded.map((value) => (value - centre) ** 2)));
  return { ...known, least, most, centre, scale: unit === null ? 1 : deviation };
}

function onScale(value: number, { unit, isZeroUnknown }: Pick<Scaling, 'unit' | 'isZeroUnknown'>): number {
  if (unit === null) return value;
  return Math.log1p(value === 0 && isZeroUnknown ? 1 : value / unit);
}

/** The table on one scale. */
export function standardise({ values, people, features }: Table, scalings: readonly Scaling[]): Table {
  const scaled = values.map((value, index) => {
    const scaling = scalings[index % features] as Scaling;
    const { least, most, centre, scale } = scaling;
    return scale === 0 ? 0 : (bound(onScale(value, scaling), least, most) - centre) / scale;
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
