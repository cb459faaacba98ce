import type { Algorithm } from './cluster-people';

/** A cluster of nearly everybody tells nobody apart. */
const MOST_IN_ONE = 0.9;

/** Which way of parting people is proposed: that with the highest silhouette, where no cluster is nearly everybody; null: none. */
export function chooseClustering(
  all: readonly {
    algorithm: Algorithm;
    silhouette: number;
    clusters: readonly { size: number }[];
    labels: Int32Array;
  }[],
): Algorithm | null {
  const fit = all.filter(
    ({ clusters, labels }) => clusters.length > 1 && clusters.every(({ size }) => size <= MOST_IN_ONE * labels.length),
  );
  return fit.sort((a, b) => b.silhouette - a.silhouette)[0]?.algorithm ?? null;
}
