export const FEWEST = 2;
export const MOST = 8;
/** So much better another number of clusters must be for people to find everything parted anew. */
const WORTH_A_CHANGE = 0.02;

/**
 * The number of clusters, 2 to 8, with the highest silhouette; of equal ones the smallest. The number of the run before stays where it is hardly worse.
 * @param before null: there was none
 */
export function chooseCount<Attempt extends { count: number; silhouette: number }>(
  attempts: readonly Attempt[],
  before: number | null,
): Attempt {
  const [first, ...others] = attempts;
  if (!first) throw new Error('a number of clusters is chosen among some');
  const best = others.reduce((so, each) => (each.silhouette > so.silhouette ? each : so), first);
  const kept = attempts.find(({ count }) => count === before);
  return kept && best.silhouette - kept.silhouette <= WORTH_A_CHANGE ? kept : best;
}
