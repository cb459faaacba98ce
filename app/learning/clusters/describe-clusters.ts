import { NEVER_DAYS, type Feature } from './features';
import type { Scaling, Table } from './standardise';

/** What sets a cluster apart by one feature: what its people come to, and everybody else. */
export interface Trait {
  feature: string;
  /** Means; of days the median; of a choice the share, 0 to 1. */
  own: number;
  others: number;
  /** By how many standard deviations (of a choice: by which share) they lie apart. */
  effect: number;
}

const MOST_TRAITS = 6;
/** Below this nobody would see a difference. */
const LEAST_EFFECT = 0.2;

/**
 * What sets each cluster apart most, the plainest first.
 * @param raw as measured
 * @param scaled the same on one scale
 */
export function describeClusters(
  raw: Table,
  scaled: Table,
  labels: Int32Array,
  clusters: number,
  features: readonly Feature[],
): Trait[][] {
  return Array.from({ length: clusters }, (_, label) => {
    const inside = labels.map((each) => (each === label ? 1 : 0));
    const traits = features.map(({ key, of, isOfBuyers }, column): Trait => {
      const together = of.kind === 'age' ? medianOf : isOfBuyers ? meanOfKnown : meanOf;
      const [own, others] = halves(raw, column, inside, together);
      const [ownScaled, othersScaled] = halves(scaled, column, inside, meanOf);
      return { feature: key, own, others, effect: ownScaled - othersScaled };
    });
    return traits
      .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
      .slice(0, MOST_TRAITS);
  });
}

function halves(
  { values, people, features }: Table,
  column: number,
  inside: Int32Array,
  together: (values: number[]) => number,
): [number, number] {
  const parts: [number[], number[]] = [[], []];
  for (let person = 0; person < people; person++)
    parts[inside[person] ? 0 : 1].push(values[person * features + column] ?? 0);
  return [together(parts[0]), together(parts[1])];
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
const meanOfKnown = (values: number[]): number => meanOf(values.filter((value) => value > 0));
const medianOf = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NEVER_DAYS;

/** A cluster's centre in the features' own units, by their keys: what somebody in the middle of it is like. */
export function centreInUnits(
  centre: Float64Array,
  scalings: readonly Scaling[],
  features: readonly Feature[],
): Record<string, number> {
  const inUnits = ({ unit, centre: middle, scale }: Scaling, value: number): number =>
    unit === null ? value + middle : Math.expm1(value * scale + middle) * unit;
  return Object.fromEntries(
    features.map(({ key }, at) => [key, Math.round(inUnits(scalings[at] as Scaling, centre[at] ?? 0) * 100) / 100]),
  );
}
