import type { Mix } from '~/decisions/recommendations/model';

/** So many cases count as much as the prior: of 15 to 500, among the best on held-out months of shops of 200 to 13,000 orders. */
const PRIOR_CASES = 60;
/** From so many on the prior brought nothing there. */
const SURE_CASES = 500;
/** A smaller share of the prior alone changes next to nothing, and costs each answer. */
const LEAST_SHARE = 0.02;
/** Strategies of less weight only fill gaps: they are no part of what was chosen. */
const COUNTS_FROM = 0.01;

/**
 * A chosen mix drawn towards the prior of its context, the more the fewer cases it was chosen by: (n · chosen + k · prior) ÷ (n + k), both taken with
 * the chosen one's sum of weights (shrinkage: James, Stein, 1961). What fits thirty cases best is mostly what fitted them by chance; of five hundred
 * cases it stands as it is.
 */
export function shrinkMix(chosen: Mix, prior: Mix, cases: number): Mix {
  if (cases >= SURE_CASES) return chosen;
  const own = cases / (cases + PRIOR_CASES);
  const [ours, theirs] = [counting(chosen), counting(prior)];
  const scale = sum(ours) / sum(theirs);
  const mix = new Map(ours.map(([name, weight]) => [name, own * weight]));
  for (const [name, weight] of theirs) {
    const drawn = (1 - own) * weight * scale;
    if (mix.has(name) || drawn >= LEAST_SHARE * sum(ours)) mix.set(name, (mix.get(name) ?? 0) + drawn);
  }
  return Object.fromEntries(mix);
}

const counting = (mix: Mix) => Object.entries(mix).filter(([, weight]) => weight >= COUNTS_FROM);
const sum = (weights: readonly (readonly [name: string, weight: number])[]): number =>
  weights.reduce((total, [, weight]) => total + weight, 0);
