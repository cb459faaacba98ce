import { nearestOf } from './distances';
import { NOISE } from './silhouette';
import { rowOf, type Table } from './standardise';

/** What clusters are, so that anybody can be told which is theirs: its centre is nearest, or one of its close-set people is near enough. */
export type ClusterModel =
  | { kind: 'centres'; centres: Float64Array[] }
  | { kind: 'cores'; cores: Float64Array[]; labels: number[]; reach: number };

/** Whose cluster is which; `NOISE`: nobody's. */
export function assign(model: ClusterModel, table: Table): Int32Array {
  return Int32Array.from({ length: table.people }, (_, person) => labelOf(model, rowOf(table, person)));
}

function labelOf(model: ClusterModel, row: Float64Array): number {
  if (model.kind === 'centres') return nearestOf(row, model.centres).index;
  const { index, squared } = nearestOf(row, model.cores);
  return squared <= model.reach ** 2 ? (model.labels[index] ?? NOISE) : NOISE;
}

/** The means of those with each label. */
export function centresOf(table: Table, labels: Int32Array, clusters: number): Float64Array[] {
  const sums = Array.from({ length: clusters }, () => new Float64Array(table.features));
  const counts = new Float64Array(clusters);
  for (let person = 0; person < labels.length; person++) {
    const label = labels[person] ?? NOISE;
    const sum = sums[label];
    if (!sum) continue;
    counts[label] = (counts[label] ?? 0) + 1;
    rowOf(table, person).forEach((value, at) => (sum[at] = (sum[at] ?? 0) + value));
  }
  return sums.map((sum, label) => sum.map((each) => each / (counts[label] || 1)));
}
