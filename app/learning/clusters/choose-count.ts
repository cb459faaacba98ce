export const FEWEST = 2;
export const MOST = 8;
/** Where numbers of clusters differ by less in their silhouettes, none is better by it. */
const HARDLY_WORSE = 0.02;

/**
 * The number of clusters, 2 to 8, by silhouette: of those that are hardly worse than the best the one of the run before, so that people do not find
 * everything parted anew; else the largest, as it says more.
 * @param before null: there was none
 */
export function chooseCount<Attempt extends { count: number; silhouette: number }>(
  attempts: readonly Attempt[],
  before: number | null,
): Attempt {
  const best = Math.max(...attempts.map(({ silhouette }) => silhouette));
  const good = attempts.filter(({ silhouette }) => best - silhouette <= HARDLY_WORSE);
  const chosen = good.find(({ count }) => count === before) ?? good.at(-1);
  if (!chosen) throw new Error('a number of clusters is chosen among some');
  return chosen;
}
