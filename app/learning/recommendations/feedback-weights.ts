import type { Mix } from '~/decisions/recommendations/model';

/** What came of products that one strategy put at one place. */
export interface PlaceFeedback {
  strategy: string;
  /** From 1. */
  place: number;
  shown: number;
  clicked: number;
}

/** So many clicks as expected are believed of every strategy before any is seen: one with few of its own moves little. */
const PRIOR_CLICKS = 25;
/** A weight is at most multiplied, or divided, by it. */
const MOST = 2;

/**
 * A mix with each weight times how much more, or less, its strategy was clicked than products at the same places were on the whole: the mean of a
 * Gamma posterior over clicks against those expected, which for rates as small as these is the Beta posterior of a click-through rate beside the
 * rate of its places. Places are taken out first, as what stands first is clicked most whatever it is (position bias: Craswell et al., "An
 * experimental comparison of click position-bias models", WSDM 2008).
 *
 * Nothing calls it yet, and it stays off until there is evidence: clicks are counted only of what was shown, which the mix itself chose, so that
 * following them would make what is shown much more and more; and what is clicked is not what is bought. It may be switched on for a shop where a
 * share of visitors gets the mix as it is, and buys less of what it recommends than the others do.
 */
export function adjustMix(mix: Mix, feedback: readonly PlaceFeedback[]): Mix {
  const rates = ratesByPlace(feedback);
  return Object.fromEntries(
    Object.entries(mix).map(([strategy, weight]) => {
      const its = feedback.filter((each) => each.strategy === strategy);
      const clicked = sum(its.map((each) => each.clicked));
      const expected = sum(its.map(({ place, shown }) => shown * (rates.get(place) ?? 0)));
      const factor = (clicked + PRIOR_CLICKS) / (expected + PRIOR_CLICKS);
      return [strategy, weight * Math.min(MOST, Math.max(1 / MOST, factor))];
    }),
  );
}

/** Clicks a showing at each place, whatever was shown there. */
function ratesByPlace(feedback: readonly PlaceFeedback[]): Map<number, number> {
  const places = new Map<number, { shown: number; clicked: number }>();
  for (const { place, shown, clicked } of feedback) {
    const before = places.get(place) ?? { shown: 0, clicked: 0 };
    places.set(place, { shown: before.shown + shown, clicked: before.clicked + clicked });
  }
  return new Map([...places].map(([place, { shown, clicked }]) => [place, shown > 0 ? clicked / shown : 0]));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
