import { assign, type ClusterModel } from './model';
import { NOISE, silhouette } from './silhouette';
import { firstOf, rowOf, type Table } from './standardise';

/** Fewest people around somebody for them to be among many, by how many are looked at. */
const nearOf = (people: number): number => Math.max(5, Math.min(20, Math.round(people / 100)));
/** The most clusters that are told of, the largest; and the least share of people that is one. */
const MOST_CLUSTERS = 8;
const LEAST_SHARE = 0.01;

/** The knee is the shortest reach that makes sense: counts go in steps, and a longer one holds a group together that has two of something or three. */
const STRETCHES = [1, 1.5, 2, 3, 4];

/**
 * DBSCAN (Ester et al., 1996) over those whose distances are given: who has enough people within reach is at a cluster's core, and so are those they
 * reach. The reach is the knee of the sorted distances to the so-many-th neighbour, or some times that, by silhouette. Everybody else belongs to
 * whichever core they are in reach of.
 * @param compared distances of the first of them, for the silhouette
 */
export function findByDensity(
  table: Table,
  distances: readonly Float64Array[],
  compared: readonly Float64Array[],
): ClusterModel {
  const near = nearOf(distances.length);
  const knee = kneeOf(distances.map((row) => row.slice().sort()[near] ?? 0));
  const attempts = STRETCHES.map((stretch) => {
    const model = clustersWithin(table, distances, near, knee * stretch);
    return { model, silhouette: silhouette(compared, assign(model, firstOf(table, compared.length))) };
  });
  return attempts.reduce((best, each) => (each.silhouette > best.silhouette ? each : best)).model;
}

function clustersWithin(table: Table, distances: readonly Float64Array[], near: number, reach: number): ClusterModel {
  const isCore = distances.map((row) => countWithin(row, reach) > near);
  const labels = largestOf(spread(distances, isCore, reach));
  const cores = isCore.flatMap((core, person) => (core && labels[person] !== NOISE ? [person] : []));
  return {
    kind: 'cores',
    cores: cores.map((person) => rowOf(table, person)),
    labels: cores.map((person) => labels[person] ?? NOISE),
    reach,
  };
}

const countWithin = (row: Float64Array, reach: number): number =>
  row.reduce((count, apart) => count + (apart <= reach ? 1 : 0), 0);

/** Labels of cores: those that reach each other, also through others, are one. */
function spread(distances: readonly Float64Array[], isCore: readonly boolean[], reach: number): Int32Array {
  const labels = new Int32Array(distances.length).fill(NOISE);
  let next = 0;
  for (let person = 0; person < labels.length; person++) {
    if (!isCore[person] || labels[person] !== NOISE) continue;
    labels[person] = next;
    const open = [person];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      open.push(...take(at, next, { distances, isCore, reach, labels }));
    next += 1;
  }
  return labels;
}

interface Spreading {
  distances: readonly Float64Array[];
  isCore: readonly boolean[];
  reach: number;
  labels: Int32Array;
}

/** Gives a core's label to the cores it reaches that have none; returns those. */
function take(from: number, label: number, { distances, isCore, reach, labels }: Spreading): number[] {
  const taken: number[] = [];
  (distances[from] as Float64Array).forEach((apart, other) => {
    if (apart > reach || !isCore[other] || labels[other] !== NOISE) return;
    labels[other] = label;
    taken.push(other);
  });
  return taken;
}

/** Renumbered, the largest first; small ones, and those beyond the most, are noise. */
function largestOf(labels: Int32Array): Int32Array {
  const sizes = new Map<number, number>();
  for (const label of labels) if (label !== NOISE) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const kept = [...sizes]
    .filter(([, size]) => size >= LEAST_SHARE * labels.length)
    .sort(([a, size], [b, other]) => other - size || a - b)
    .slice(0, MOST_CLUSTERS);
  const numbers = new Map(kept.map(([label], number) => [label, number]));
  return labels.map((label) => numbers.get(label) ?? NOISE);
}

/** Where a rising curve bends most: furthest below the line from its beginning to its end (Satopää et al., 2011). */
export function kneeOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  let [knee, furthest] = [last, 0];
  sorted.forEach((value, at) => {
    const below = first + ((last - first) * at) / (sorted.length - 1 || 1) - value;
    if (below > furthest) [knee, furthest] = [value, below];
  });
  return knee;
}
