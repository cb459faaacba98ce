/** A cluster of a run before is still meant where more than so much of both is in both (Jaccard). */
const SAME = 0.5;

/**
 * Which cluster of the run before each of the new ones is: by how many of all their members they share, more than half. No other
 * can then be as like to either, so that nothing is to be weighed. Who was in no cluster then, or is not looked at now, counts for neither.
 * @param before by person, the cluster's id then
 * @returns by new number, the id to keep, or null
 */
export function matchClusters(
  ids: readonly string[],
  labels: Int32Array,
  clusters: number,
  before: ReadonlyMap<string, string>,
): (string | null)[] {
  const sizes = new Float64Array(clusters);
  const sizesBefore = new Map<string, number>();
  const shared = Array.from({ length: clusters }, () => new Map<string, number>());
  ids.forEach((id, person) => {
    const label = labels[person] ?? -1;
    const was = before.get(id);
    if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
    if (was === undefined) return;
    sizesBefore.set(was, (sizesBefore.get(was) ?? 0) + 1);
    const row = shared[label];
    row?.set(was, (row.get(was) ?? 0) + 1);
  });
  return shared.map((row, label) => {
    const likeness = (was: string, both: number) => both / ((sizes[label] ?? 0) + (sizesBefore.get(was) ?? 0) - both);
    const found = [...row].find(([was, both]) => likeness(was, both) > SAME);
    return found?.[0] ?? null;
  });
}
