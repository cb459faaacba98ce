import { agnes } from 'ml-hclust';
import { chooseCount, FEWEST, MOST } from './choose-count';
import { centresOf, type ClusterModel } from './model';
import { NOISE, silhouette } from './silhouette';
import { firstOf, type Table } from './standardise';

/**
 * Agglomerative clustering by Ward's criterion (Murtagh and Legendre, 2014: `ward2`) over those whose distances are given, cut where the silhouette
 * is highest. Everybody else belongs to the nearest centre.
 */
export function findByMerging(table: Table, distances: readonly Float64Array[], before: number | null): ClusterModel {
  const tree = agnes(
    distances.map((row) => [...row]),
    { method: 'ward2', isDistanceMatrix: true },
  );
  const attempts = Array.from({ length: MOST - FEWEST + 1 }, (_, index) => FEWEST + index)
    .filter((count) => count < distances.length)
    .map((count) => {
      const labels = labelsOf(
        tree.group(count).children.map((part) => part.indices()),
        distances.length,
      );
      return { count, labels, silhouette: silhouette(distances, labels) };
    });
  const { count, labels } = chooseCount(attempts, before);
  return { kind: 'centres', centres: centresOf(firstOf(table, distances.length), labels, count) };
}

function labelsOf(parts: number[][], people: number): Int32Array {
  const labels = new Int32Array(people).fill(NOISE);
  parts.forEach((part, label) => part.forEach((person) => (labels[person] = label)));
  return labels;
}
