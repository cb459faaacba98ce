import { findByMerging } from './agglomerate';
import { growTree } from './decision-tree';
import { findByDensity } from './density';
import { centreInUnits, describeClusters, type Trait } from './describe-clusters';
import { distancesOf } from './distances';
import type { Feature } from './features';
import { findByKMeans } from './k-means';
import { assign, centresOf, type ClusterModel } from './model';
import { scatterOf, type Scatter } from './scatter';
import { NOISE, silhouette } from './silhouette';
import { firstOf, learnScalings, standardise, type Scaling, type Table } from './standardise';
import { ruleOfTree } from './tree-rule';
import type { Rule } from '~/customers/rules/rule';

export const algorithms = ['k-means', 'density', 'merging'] as const;
export type Algorithm = (typeof algorithms)[number];

/** One way of parting people. Labels and clusters have the same numbers, the largest cluster first. */
export interface Clustering {
  algorithm: Algorithm;
  model: ClusterModel;
  /** By person of the table; `NOISE`: in no cluster. */
  labels: Int32Array;
  clusters: FoundCluster[];
  /** Mean over the first thousand, noise as 0. */
  silhouette: number;
  noiseShare: number;
}

export interface FoundCluster {
  size: number;
  traits: Trait[];
  centre: Record<string, number>;
  /** What a shallow tree says of who is in it; null where it says nothing. */
  rule: Rule | null;
}

export interface Clusterings {
  scalings: Scaling[];
  all: Clustering[];
  scatter: Scatter;
}

/** Whose distances each to each are looked at: for silhouettes and merging, and for density. */
const COMPARED = 1_000;
const COMPARED_BY_DENSITY = 2_000;
/** Rules are learned from so many. */
const EXPLAINED = 10_000;

/**
 * Parts people in three ways, and says of each cluster what sets it apart. People are to come in an order drawn by lot: where not all are looked at,
 * the first are. Pure, and the same each time.
 * @param counts how many clusters each way had before
 */
export function clusterPeople(
  raw: Table,
  features: readonly Feature[],
  counts: Partial<Record<Algorithm, number>>,
): Clusterings {
  const scalings = learnScalings(raw, features);
  const scaled = standardise(raw, scalings);
  const distances = distancesOf(firstOf(scaled, COMPARED_BY_DENSITY));
  const compared = distances.slice(0, COMPARED).map((row) => row.subarray(0, COMPARED));
  const models: Record<Algorithm, ClusterModel> = {
    'k-means': findByKMeans(scaled, compared, counts['k-means'] ?? null),
    density: findByDensity(scaled, distances, compared),
    merging: findByMerging(scaled, compared, counts.merging ?? null),
  };
  const all = algorithms.map((algorithm): Clustering => {
    const { model, labels, sizes } = bySize(models[algorithm], scaled);
    const noise = labels.reduce((count, label) => count + (label === NOISE ? 1 : 0), 0);
    return {
      ...{ algorithm, model, labels, silhouette: silhouette(compared, labels), noiseShare: noise / labels.length },
      clusters: explain({ raw, scaled, labels, features, scalings }, sizes),
    };
  });
  return { scalings, all, scatter: scatterOf(scaled) };
}

/** Numbers the clusters anew, the largest first; those of nobody are left out. */
function bySize(model: ClusterModel, table: Table): { model: ClusterModel; labels: Int32Array; sizes: number[] } {
  const labels = assign(model, table);
  const sizes = new Map<number, number>();
  for (const label of labels) if (label !== NOISE) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const order = [...sizes].sort(([a, size], [b, other]) => other - size || a - b).map(([label]) => label);
  const numbers = new Map(order.map((label, number) => [label, number]));
  return {
    model: renumbered(model, order, numbers),
    labels: labels.map((label) => numbers.get(label) ?? NOISE),
    sizes: order.map((label) => sizes.get(label) ?? 0),
  };
}

function renumbered(model: ClusterModel, order: readonly number[], numbers: ReadonlyMap<number, number>): ClusterModel {
  if (model.kind === 'centres')
    return { ...model, centres: order.map((label) => model.centres[label] as Float64Array) };
  return { ...model, labels: model.labels.map((label) => numbers.get(label) ?? NOISE) };
}

interface Parted {
  raw: Table;
  scaled: Table;
  labels: Int32Array;
  features: readonly Feature[];
  scalings: readonly Scaling[];
}

function explain({ raw, scaled, labels, features, scalings }: Parted, sizes: readonly number[]): FoundCluster[] {
  const traits = describeClusters(raw, scaled, labels, sizes.length, features);
  const centres = centresOf(scaled, labels, sizes.length);
  const explained = firstOf(raw, EXPLAINED);
  return sizes.map((size, number) => {
    const inside = Uint8Array.from({ length: explained.people }, (_, person) => (labels[person] === number ? 1 : 0));
    return {
      ...{ size, traits: traits[number] ?? [] },
      centre: centreInUnits(centres[number] as Float64Array, scalings, features),
      rule: ruleOfTree(growTree(explained, inside), features),
    };
  });
}
