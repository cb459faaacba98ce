/** Who is in no cluster. */
export const NOISE = -1;

/**
 * Mean silhouette (Rousseeuw, 1987): how much nearer people are to their own cluster than to the next, -1 to 1. Whoever is in none, or alone in one,
 * counts as 0, so that leaving the hard ones out is worth nothing.
 * @param distances of those with the first labels, each to each
 */
export function silhouette(distances: readonly Float64Array[], labels: Int32Array): number {
  const size = distances.length;
  const clusters = Math.max(-1, ...labels.subarray(0, size)) + 1;
  if (clusters < 2) return 0;
  const counts = new Float64Array(clusters);
  for (const label of labels.subarray(0, size)) if (label !== NOISE) counts[label] = (counts[label] ?? 0) + 1;
  let sum = 0;
  for (let person = 0; person < size; person++)
    sum += silhouetteOf(person, distances[person] as Float64Array, labels, counts);
  return sum / size;
}

function silhouetteOf(person: number, distances: Float64Array, labels: Int32Array, counts: Float64Array): number {
  const own = labels[person] ?? NOISE;
  if (own === NOISE || (counts[own] ?? 0) < 2) return 0;
  const sums = new Float64Array(counts.length);
  for (let other = 0; other < distances.length; other++) {
    const label = labels[other] ?? NOISE;
    if (label !== NOISE) sums[label] = (sums[label] ?? 0) + (distances[other] ?? 0);
  }
  const within = (sums[own] ?? 0) / ((counts[own] ?? 0) - 1);
  let next = Infinity;
  sums.forEach((sum, label) => {
    if (label !== own && counts[label]) next = Math.min(next, sum / (counts[label] ?? 1));
  });
  return Number.isFinite(next) ? (next - within) / (Math.max(within, next) || 1) : 0;
}
